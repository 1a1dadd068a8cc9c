"""Safety notes: a concern beside its context and what keeps people safe, looked at again and ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.assessments.models import SafetyNote
from throughline.assessments.rules import check_safety
from throughline.assessments.statuses import Concern
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing.statuses import Compartment


@dataclass(frozen=True, kw_only=True)
class NewSafety:
    """A concern as someone tells it. ``look_again_on`` None means that nobody has set a day."""

    concern: str
    words: str
    context: str
    keeps_safe: str = ""
    source: str
    noted_on: date
    look_again_on: date | None = None


@writes
def note(person: Person, new: NewSafety, *, by: Actor, at: datetime) -> SafetyNote:
    """Keep a safety note.

    Raises:
        Refused: it comes without its context, or a day cannot be.
    """
    _check(new, at=at)
    locked = lock(Person, person.pk)
    row = _kept(locked.pk, new)
    _note("assessments.safety_noted", row, by=by, at=at)
    return row


@writes
def change(row: SafetyNote, new: NewSafety, *, version: int, by: Actor, at: datetime) -> SafetyNote:
    """Say a concern as it is now: a new note takes the place of the old, which is kept as it was.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended, it comes without its context, or a day cannot be.
    """
    _check(new, at=at)
    before = _open(row, version=version)
    before.ended_on = localdate(at)
    save_change(before, "ended_on")
    now = _kept(before.person_id, new)
    _note("assessments.safety_changed", now, by=by, at=at)
    return now


@writes
def end(row: SafetyNote, *, on: date, version: int, by: Actor, at: datetime) -> SafetyNote:
    """Say that a concern no longer stands; it is kept as it was.

    Raises:
        Stale: someone else changed it first.
        Refused: it ended already.
    """
    locked = _open(row, version=version)
    locked.ended_on = on
    save_change(locked, "ended_on")
    _note("assessments.safety_ended", locked, by=by, at=at)
    return locked


def _check(new: NewSafety, *, at: datetime) -> None:
    check_safety(
        concern=new.concern,
        words=new.words,
        context=new.context,
        noted_on=new.noted_on,
        look_again_on=new.look_again_on,
        today=localdate(at),
    )


def _open(row: SafetyNote, *, version: int) -> SafetyNote:
    locked = lock_version(SafetyNote, row.pk, version=version)
    if locked.ended_on is not None:
        raise Refused("This safety note was written anew or ended since. Read the notes as they are now.")
    return locked


def _kept(person_id: UUID, new: NewSafety) -> SafetyNote:
    row = SafetyNote(person_id=person_id, concern=new.concern, words=new.words, context=new.context)
    row.keeps_safe, row.source, row.noted_on = new.keeps_safe, new.source, new.noted_on
    row.look_again_on = new.look_again_on
    row.save(force_insert=True)
    return row


def _note(what: str, row: SafetyNote, *, by: Actor, at: datetime) -> None:
    """Note what happened for those who may read safety notes; what it says stays in the note."""
    journal.note(
        what,
        about=row,
        person_id=row.person_id,
        compartment=Compartment.RISK,
        by=by,
        at=at,
        concern=Concern(row.concern).label,
    )
