"""Someone leaves: their account closes, and their teams are told."""

from collections.abc import Iterable
from datetime import datetime

from throughline.agencies.actions import staff
from throughline.agencies.models import Team, User
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.notices import actions as notices


@writes
def part_with_staff(user: User, *, version: int, by: Actor, at: datetime) -> User:
    """Close a leaver's account from their next request on, and tell each team that its work needs someone.

    Raises:
        Stale: someone else changed it first.
        Refused: it is their own account.
    """
    gone, left = staff.part_with(user, on=at.date(), version=version, by=by, at=at)
    tell_teams_left(gone, left, at=at)
    return gone


def tell_teams_left(user: User, teams: Iterable[Team], *, at: datetime) -> None:
    """Put a notice in the inbox of each team that someone left, inside another journey."""
    for team in teams:
        notices.tell_teams(
            [team.pk],
            kind="agencies.team_left",
            subject=f"{user.name} has left {team.name}",
            body="Look at what they had in hand and say who takes it on.",
            person_id=None,
            at=at,
        )
