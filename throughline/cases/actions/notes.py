"""What is written down about someone. Nothing is changed: an amendment is a new note beside the old one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughline.agencies.models import Team, User
from throughline.cases.models import Contact, Note
from throughline.cases.rules import check_may_amend, check_note, check_said
from throughline.cases.statuses import Audience, NoteKind
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.people.models import Person

BATCH = 1000
READERS = {
    Audience.PRIVATE: "themself only",
    Audience.TEAM: "their team",
    Audience.NETWORK: "everyone who works with them",
    Audience.SHARED: "everyone who works with them, and the person",
}
"""Who may read a note, as the journal says it."""


@dataclass(frozen=True, kw_only=True)
class NewNote:
    """A note before it is kept. ``permission`` is whether the person agreed to be quoted, None when not asked."""

    person: Person
    team: Team
    user: User | None
    words: str
    audience: str
    kind: str = NoteKind.NOTE
    permission: bool | None = None
    contact: Contact | None = None


@writes
def write(
    person: Person,
    *,
    team: Team,
    user: User | None,
    words: str,
    audience: str,
    kind: str = NoteKind.NOTE,
    permission: bool | None = None,
    by: Actor,
    at: datetime,
) -> Note:
    """Write something down for oneself, a team, or everyone who works with the person.

    Raises:
        Refused: it is empty, a quotation the person did not agree to, or private to nobody.
    """
    new = NewNote(person=person, team=team, user=user, words=words, audience=audience, kind=kind, permission=permission)
    (row,) = keep_notes([new], at=at)
    _note("cases.note_written", row, by=by, at=at)
    return row


@writes
def amend(note: Note, *, words: str, why: str, audience: str, user: User | None, by: Actor, at: datetime) -> Note:
    """Put a new note in the place of an old one, which stays readable under it. Only its author may.

    Raises:
        Refused: someone else wrote it, it was amended already, or no words or reason are given.
    """
    held = lock(Note, note.pk)
    check_may_amend(is_author=user is not None and held.by_user_id == user.pk, is_current=held.current)
    check_said(why, field="why")
    check_note(words, kind=held.kind, audience=audience, permission=held.permission, has_author=user is not None)
    held.current = False
    held.save(update_fields=["current"])
    row = Note.objects.create(
        person_id=held.person_id,
        kind=held.kind,
        contact_id=held.contact_id,
        team_id=held.team_id,
        by_user=user,
        audience=Audience(audience),
        words=words,
        permission=held.permission,
        written_at=at,
        amends=held,
        amended_why=why[:300],
    )
    _note("cases.note_amended", row, by=by, at=at)
    return row


def keep_notes(news: Sequence[NewNote], *, at: datetime) -> list[Note]:
    """Keep notes inside another action, which says in the journal what they belong to.

    Raises:
        Refused: one cannot be kept.
    """
    for new in news:
        check_note(
            new.words,
            kind=new.kind,
            audience=new.audience,
            permission=new.permission,
            has_author=new.user is not None,
        )
    return Note.objects.bulk_create([_row(new, at=at) for new in news], batch_size=BATCH)


def _row(new: NewNote, *, at: datetime) -> Note:
    return Note(
        person=new.person,
        kind=NoteKind(new.kind),
        contact=new.contact,
        team=new.team,
        by_user=new.user,
        audience=Audience(new.audience),
        words=new.words,
        permission=new.permission,
        written_at=at,
    )


def _note(what: str, row: Note, *, by: Actor, at: datetime) -> None:
    """Write in the journal that something was written down, never what. A private note is in nobody's story."""
    person_id = None if row.audience == Audience.PRIVATE else row.person_id
    facts: dict[str, journal.Fact] = {"readers": READERS[Audience(row.audience)]}
    event = journal.Event(what=what, about=row, person_id=person_id, facts=facts)
    journal.note_many([event], by=by, at=at)
