"""A team asks to be let in to a record, and those who lead it are asked."""

from datetime import datetime

from throughline.agencies.models import Team, User
from throughline.foundations.actors import Staff
from throughline.foundations.writing import writes
from throughline.notices import actions as notices
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions import emergencies
from throughline.sharing.models import Grant
from throughline.sharing.rules import check_reason


@writes
def ask_for_access(text: str, *, team: Team, user: User, reason: str, by: Staff, at: datetime) -> None:
    """Ask those who lead the record with a reference or number to let a team in.

    Returns nothing, and refuses nothing but the reason, so that no answer says whether there is such a record.

    Raises:
        Refused: no reason is given.
    """
    check_reason(reason)
    person = queries.called(Person.objects.all(), text)
    if person is None:
        return
    asked = emergencies.ask(person, team=team, user=user, reason=reason, by=by, at=at)
    if asked.asked_at == at:
        _tell(person, by=by, at=at)


def _tell(person: Person, *, by: Staff, at: datetime) -> None:
    lead = queries.leading(Grant.objects.filter(person=person), at)
    notices.tell_teams(
        [held.team_id for held in lead],
        kind="sharing.asked",
        subject="A team asks to see a record you lead",
        body=f"{by.words} asks. Say yes or no on the page of requests.",
        person_id=person.pk,
        at=at,
        needs_acknowledging=True,
    )
