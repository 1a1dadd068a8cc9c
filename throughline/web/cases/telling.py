"""Contacts and notes as they are read: each contact with its notes, each note with what it said before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases import queries
from throughline.cases.engagement import Engagement, Span, Tried, engagement
from throughline.cases.models import Contact, Note
from throughline.cases.statuses import Happened, NoteKind
from throughline.foundations.wording import LONDON, day
from throughline.web.people.frame import Opened

MOST_TRIES = 1000
"""Contacts read to say how contact went: the newest."""


@dataclass(frozen=True)
class Written:
    """A note, what it said before it was amended (the newest first), and whether the viewer may amend it."""

    note: Note
    before: Sequence[Note] = field(default_factory=list)
    mine: bool = False

    @property
    def is_quote(self) -> bool:
        return self.note.kind == NoteKind.QUOTE


@dataclass(frozen=True)
class Met:
    """A contact with the notes of it that this viewer may read."""

    contact: Contact
    notes: Sequence[Written]

    @property
    def happened(self) -> bool:
        return self.contact.happened == Happened.YES


def met(contacts: Sequence[Contact], opened: Opened) -> list[Met]:
    """Return contacts with their notes, asked for together."""
    notes = written(queries.notes_of(_notes(opened), contacts), opened) if contacts else []
    return [Met(row, [one for one in notes if one.note.contact_id == row.pk]) for row in contacts]


def written(notes: Iterable[Note], opened: Opened) -> list[Written]:
    """Return notes with what each said before, asked for only where one was amended."""
    found = list(notes)
    older = _older(opened) if any(note.amends_id for note in found) else {}
    may = access.may(opened.actor, Do.RECORD_CONTACTS)
    return [Written(note, list(_before(note, older)), may and note.by_user_id == opened.actor.id) for note in found]


def _notes(opened: Opened) -> QuerySet[Note]:
    return access.visible(Note, by=opened.actor, to=Do.SEE_CASES).filter(person=opened.person)


def _older(opened: Opened) -> dict[UUID, Note]:
    """Return every note of the person that another took the place of, as far as the viewer may read it."""
    return {note.pk: note for note in _notes(opened).filter(current=False).select_related("by_user")}


def _before(note: Note, older: dict[UUID, Note]) -> Iterable[Note]:
    earlier = older.get(note.amends_id) if note.amends_id else None
    while earlier is not None:
        yield earlier
        earlier = older.get(earlier.amends_id) if earlier.amends_id else None


def tried(opened: Opened) -> list[Tried]:
    """Return the days of the newest contacts with the person, and of tries that came to nothing."""
    rows = access.visible(Contact, by=opened.actor, to=Do.SEE_CASES).filter(person=opened.person)
    found = rows.order_by("-happened_at", "-id").values_list("happened_at", "happened")[:MOST_TRIES]
    return [Tried(at.astimezone(LONDON).date(), how) for at, how in found]


def spans(found: Sequence[Tried], *, today: date) -> list[Span]:
    """Return how contact went, the latest time first."""
    return list(reversed(engagement(found, today=today)))


def line(found: Sequence[Span], *, today: date) -> str:
    """Say in a sentence how contact goes now."""
    if not found:
        return "No contact that happened is on the record yet."
    now = found[0]
    since = f"{now.kind.label} since {day(now.from_on, today=today)}"
    return f"{since}. {now.reason}" if now.kind == Engagement.DROPPED else f"{since}: {now.reason}"
