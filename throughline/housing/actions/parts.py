"""What every act about somewhere to live leaves behind: its line in the journal, and the effort it was."""

from datetime import date, datetime
from uuid import UUID

from throughline.custody.models import Stay
from throughline.foundations import journal
from throughline.foundations.actors import Actor, ActorKind
from throughline.housing.models import Effort
from throughline.people.models import PersonRecord
from throughline.sharing.statuses import Compartment


def staff_id(by: Actor) -> UUID | None:
    """Return the member of staff who acts; None when it is another system or our own work."""
    return by.id if by.kind == ActorKind.STAFF else None


def stay_on(person_id: UUID, on: date) -> Stay | None:
    """Return the stay in prison that a day belongs to: the last one begun by then."""
    return Stay.objects.filter(person_id=person_id, admitted_on__lte=on).order_by("admitted_on", "id").last()


def keep_effort(
    person_id: UUID, kind: str, *, on: date, words: str, came_of_it: str = "", by: Actor, at: datetime
) -> Effort:
    """Keep a try to find or keep a home, with the stay it was for."""
    return Effort.objects.create(
        person_id=person_id,
        stay=stay_on(person_id, on),
        kind=kind,
        on=on,
        words=words,
        came_of_it=came_of_it,
        by_user_id=staff_id(by),
        organisation_id=by.organisation_id,
        recorded_at=at,
    )


def note(what: str, row: PersonRecord, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Write in the journal what happened to a record of someone's housing."""
    journal.note_many([journal.Event(what=what, about=row, person_id=row.person_id, facts=facts)], by=by, at=at)


def note_closed(what: str, row: PersonRecord, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Write in the journal what only those who may open sensitive history may read."""
    event = journal.Event(what=what, about=row, person_id=row.person_id, compartment=Compartment.SENSITIVE, facts=facts)
    journal.note_many([event], by=by, at=at)
