"""Someone leaves: their account closes, and their teams are told what needs someone else."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.actions import staff
from throughline.agencies.models import Team, User
from throughline.agencies.statuses import TeamKind
from throughline.cases import queries as cases
from throughline.cases.actions import workers
from throughline.cases.models import Case
from throughline.foundations.actors import Actor
from throughline.foundations.wording import counted, plural
from throughline.foundations.writing import writes
from throughline.notices import actions as notices


@writes
def part_with_staff(user: User, *, version: int, by: Actor, at: datetime) -> User:
    """Close a leaver's account from their next request on, and tell each team that its work needs someone.

    Nobody is refused for having open cases: each team is told how many wait for another key worker.

    Raises:
        Stale: someone else changed it first.
        Refused: it is their own account.
    """
    gone, left = staff.part_with(user, on=at.date(), version=version, by=by, at=at)
    workers.stop_all(gone, on=localdate(at), by=by, at=at)
    tell_teams_left(gone, left, at=at)
    return gone


def tell_teams_left(user: User, teams: Iterable[Team], *, at: datetime) -> None:
    """Tell each team someone left, and the managers of each whose people are without a key worker by it."""
    waiting = cases.counted_by_team(cases.kept_by(Case.objects.all(), [user]))
    holding = Team.objects.filter(pk__in=waiting, closed_on=None)
    for team in sorted({*teams, *holding}, key=lambda team: (team.name, team.pk)):
        count = waiting.get(team.pk, 0)
        notices.tell_teams(
            [team.pk, *(_managers(team) if count else [])],
            kind="agencies.team_left",
            subject=f"{user.name} has left {team.name}",
            body=_words(count),
            person_id=None,
            at=at,
            needs_acknowledging=count > 0,
        )


def _words(count: int) -> str:
    if not count:
        return "Look at what they had in hand and say who takes it on."
    people = counted(count, "person has", "people have")
    them = plural(count, "Their case", "Their cases")
    return f"{people} no key worker by it. {them} can be given to someone else on the page Hand over."


def _managers(team: Team) -> list[UUID]:
    rows = Team.objects.filter(kind=TeamKind.MANAGEMENT, organisation=team.organisation_id, closed_on=None)
    return list(rows.order_by("id").values_list("pk", flat=True))
