"""Every try to find or keep somewhere to live."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.housing.actions.parts import keep_effort, note
from throughline.housing.models import Effort
from throughline.housing.rules.homes import check_not_ahead, check_said
from throughline.housing.statuses import EffortKind
from throughline.people.models import Person


@dataclass(frozen=True, kw_only=True)
class NewEffort:
    """What was tried, when, and what came of it."""

    kind: str
    on: date
    words: str
    came_of_it: str = ""


@writes
def record_effort(person: Person, *, new: NewEffort, by: Actor, at: datetime) -> Effort:
    """Keep a try to find or keep a home.

    Raises:
        Refused: it is not said what was tried, or the day has not come.
    """
    if new.kind not in EffortKind.values:
        raise Refused("Choose what was tried.", field="kind")
    check_said(new.words, sentence="Say what was tried, and with whom.", field="words")
    check_not_ahead(new.on, today=localdate(at), field="on")
    locked = lock(Person, person.pk)
    row = keep_effort(locked.pk, new.kind, on=new.on, words=new.words, came_of_it=new.came_of_it, by=by, at=at)
    note("housing.effort_made", row, by=by, at=at, kind=EffortKind(row.kind).label, on=new.on.isoformat())
    return row
