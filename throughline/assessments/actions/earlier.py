"""What someone says of earlier years, which no stay recorded here can show."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.assessments.models import History
from throughline.assessments.rules import check_earlier, check_said_on
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Stale
from throughline.foundations.records import lock, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing.statuses import Compartment

NONE_YET = 0
"""The version of a history that nobody has told yet."""


@dataclass(frozen=True, kw_only=True)
class EarlierYears:
    """What they say. None is not known; ``times_in_prison`` are those before the stays recorded here."""

    times_in_prison: int | None
    years_inside: int | None
    slept_rough: bool | None
    words: str = ""
    source: str
    said_on: date


@writes
def tell(person: Person, told: EarlierYears, *, version: int, by: Actor, at: datetime) -> History:
    """Keep what someone says of earlier years, in place of what they said before, which the story keeps.

    ``version`` is that of what they said before; ``NONE_YET`` where there was nothing.

    Raises:
        Stale: someone else told or changed it first.
        Refused: it is empty, a number cannot be, or the day is in the future.
    """
    check_earlier(
        times_in_prison=told.times_in_prison,
        years_inside=told.years_inside,
        slept_rough=told.slept_rough,
        words=told.words,
    )
    check_said_on(told.said_on, today=localdate(at))
    locked = lock(Person, person.pk)
    row = History.objects.select_for_update(of=("self",)).filter(person=locked).first()
    if (row.version if row else NONE_YET) != version:
        raise Stale
    before = _said(row) if row else ""
    row = _kept(row or History(person=locked), told, fresh=row is None)
    _note("assessments.earlier_changed" if before else "assessments.earlier_told", row, before=before, by=by, at=at)
    return row


def _kept(row: History, told: EarlierYears, *, fresh: bool) -> History:
    row.times_in_prison, row.years_inside, row.slept_rough = told.times_in_prison, told.years_inside, told.slept_rough
    row.words, row.source, row.said_on = told.words, told.source, told.said_on
    if fresh:
        row.save(force_insert=True)
    else:
        save_change(row, "times_in_prison", "years_inside", "slept_rough", "words", "source", "said_on")
    return row


def _said(row: History) -> str:
    """Return what a history says in one line, as the story keeps it.

    >>> _said(History(times_in_prison=4, slept_rough=False, words="Since I was 17"))
    'times in prison 4, years inside not known, slept rough no, in their words: Since I was 17'
    """
    rough = "not known" if row.slept_rough is None else "yes" if row.slept_rough else "no"
    times, years = _number(row.times_in_prison), _number(row.years_inside)
    line = f"times in prison {times}, years inside {years}, slept rough {rough}"
    return f"{line}, in their words: {row.words}" if row.words else line


def _number(known: int | None) -> str:
    return "not known" if known is None else str(known)


def _note(what: str, row: History, *, before: str, by: Actor, at: datetime) -> None:
    """Note what was said, and what it was before, for those who may see sensitive history."""
    after = _said(row)
    event = journal.Event(
        what=what,
        about=row,
        person_id=row.person_id,
        compartment=Compartment.SENSITIVE,
        facts={"after": after, "before": before} if before else {"after": after},
    )
    journal.note_many([event], by=by, at=at)
