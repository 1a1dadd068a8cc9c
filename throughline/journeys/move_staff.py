"""Someone goes to work for another organisation."""

from datetime import datetime

from django.utils.timezone import localdate

from throughline.agencies.actions import staff
from throughline.agencies.models import Organisation, User
from throughline.cases.actions import workers
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.part_with_staff import tell_teams_left


@writes
def move_staff(user: User, *, organisation: Organisation, role: str, version: int, by: Actor, at: datetime) -> User:
    """Move someone to another employer, and tell each team they leave that its work needs someone.

    Raises:
        Stale: someone else changed it first.
        Refused: it is their own account, they have left, or they work there already.
    """
    moved, left = staff.move_staff(
        user, organisation=organisation, role=role, on=at.date(), version=version, by=by, at=at
    )
    workers.stop_all(moved, on=localdate(at), by=by, at=at)
    tell_teams_left(moved, left, at=at)
    return moved
