"""A record is closed to someone whatever a grant says, and opened again."""

from collections.abc import Iterable
from datetime import datetime

from throughline.agencies.models import Team, User
from throughline.agencies.statuses import TeamKind
from throughline.foundations.actors import Staff
from throughline.foundations.writing import writes
from throughline.notices import actions as notices
from throughline.people.models import Person
from throughline.sharing.actions import restrictions
from throughline.sharing.models import Restriction

CLOSED = "A record was closed to someone"
LIMITED = "A record is now limited to named staff"
LIFTED = "A limit on a record was lifted"


@writes
def close_to(person: Person, *, user: User, words: str, by: Staff, at: datetime) -> Restriction:
    """Close a record to one member of staff who knows or is related to the person.

    Raises:
        Refused: it is closed to them already, or no reason is given.
    """
    row = restrictions.close_to(person, user=user, words=words, by=by, at=at)
    _tell_governance(row, subject=CLOSED, by=by, at=at)
    return row


@writes
def limit(person: Person, *, words: str, allowed: Iterable[User], myself: User, by: Staff, at: datetime) -> Restriction:
    """Close a record to all but named staff. Whoever closes it stays among them, so that it can be opened again.

    Raises:
        Refused: it is limited already, or no reason is given.
    """
    row = restrictions.limit(person, words=words, allowed=[myself, *allowed], by=by, at=at)
    _tell_governance(row, subject=LIMITED, by=by, at=at)
    return row


@writes
def lift(restriction: Restriction, *, by: Staff, at: datetime) -> Restriction:
    """End a restriction: grants count again."""
    row = restrictions.lift(restriction, by=by, at=at)
    _tell_governance(row, subject=LIFTED, by=by, at=at)
    return row


def _tell_governance(row: Restriction, *, subject: str, by: Staff, at: datetime) -> None:
    """Tell the organisation's information governance, without saying whose record it is or who was kept out."""
    teams = Team.objects.filter(kind=TeamKind.GOVERNANCE, organisation_id=by.organisation_id, closed_on=None)
    notices.tell_teams(
        teams.order_by("id").values_list("pk", flat=True),
        kind="sharing.restricted",
        subject=subject,
        body=f"{by.words} did this. Those who lead the record can say more.",
        person_id=row.person_id,
        at=at,
    )
