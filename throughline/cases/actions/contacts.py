"""Contacts between a person and those who help: recorded one at a time in seconds, or a history at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Team, User
from throughline.cases.actions.clocks import heard
from throughline.cases.actions.notes import NewNote, keep_notes
from throughline.cases.models import Case, Contact
from throughline.cases.rules import check_happened, check_minutes
from throughline.cases.statuses import Activity, Audience, Happened, NoteKind, Place
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.people.models import Person

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """A contact before it is kept. ``case`` is None when an agency without one of its own records it.

    ``words`` are what was said and done, for ``audience``; ``by_user`` is None when another system recorded it.
    """

    person: Person
    case: Case | None = None
    team: Team
    by_user: User | None
    activity: str
    place: str
    happened: str = Happened.YES
    happened_at: datetime
    minutes: int | None = None
    words: str = ""
    audience: str = Audience.TEAM


@writes
def record_contact(new: NewContact, *, by: Actor, at: datetime) -> Contact:
    """Record a contact, or a try that came to nothing, with what was said as a note of its own.

    A contact that happened moves the case's last contact forward; an older one moves nothing.

    Raises:
        Refused: it is in the future or before birth, the case is someone else's or was closed by then, or it took
            longer than a day.
    """
    (contact,) = record_many([new], by=by, at=at)
    return contact


@writes
def record_many(news: Sequence[NewContact], *, by: Actor, at: datetime) -> list[Contact]:
    """Record many contacts at once, in the order given.

    Raises:
        Refused: as ``record_contact`` says, of any of them.
    """
    for new in news:
        _check(new, at=at)
    rows = Contact.objects.bulk_create([_row(new, at=at) for new in news], batch_size=BATCH)
    pairs = list(zip(rows, news, strict=True))
    keep_notes([_said(row, new) for row, new in pairs if new.words.strip()], at=at)
    _move_clocks(news)
    journal.note_many((_event(row) for row in rows), by=by, at=at)
    return rows


def _check(new: NewContact, *, at: datetime) -> None:
    check_happened(new.happened_at, born_on=new.person.born_on, now=at)
    check_minutes(new.minutes)
    if new.case is None:
        return
    if new.case.person_id != new.person.pk:
        raise Refused("This case is about someone else.", field="case")
    closed_on = new.case.closed_on
    if closed_on is not None and localdate(new.happened_at) > closed_on:
        closed = day(closed_on, today=localdate(at))
        raise Refused(f"This case was closed on {closed}. Record this contact without it.", field="happened_at")


def _row(new: NewContact, *, at: datetime) -> Contact:
    return Contact(
        person=new.person,
        case=new.case,
        team=new.team,
        # In a team of several employers, the contact counts for whoever employs the worker.
        organisation_id=new.by_user.organisation_id if new.by_user else new.team.organisation_id,
        by_user=new.by_user,
        activity=Activity(new.activity),
        place=Place(new.place),
        happened=Happened(new.happened),
        happened_at=new.happened_at,
        minutes=new.minutes,
        recorded_at=at,
    )


def _said(row: Contact, new: NewContact) -> NewNote:
    return NewNote(
        person=new.person,
        team=new.team,
        user=new.by_user,
        words=new.words,
        audience=new.audience,
        kind=NoteKind.CONTACT,
        contact=row,
    )


def _move_clocks(news: Sequence[NewContact]) -> None:
    days: dict[UUID, date] = {}
    cases: dict[UUID, Case] = {}
    for new in news:
        if new.case is not None and new.happened == Happened.YES:
            on = localdate(new.happened_at)
            days[new.case.pk] = max(on, days.get(new.case.pk, on))
            cases[new.case.pk] = new.case
    if days:
        heard(days, cases.values())


def _event(row: Contact) -> journal.Event:
    facts: dict[str, journal.Fact] = {
        "activity": Activity(row.activity).label.lower(),
        "place": Place(row.place).label.lower(),
        "happened": Happened(row.happened).label,
        "on": localdate(row.happened_at).isoformat(),
    }
    return journal.Event(what="cases.contact_recorded", about=row, person_id=row.person_id, facts=facts)
