"""How spells follow one another: the one that goes on ends on the day the next begins, and nothing is written over.

Two changes on one day leave a spell of no length between them, which holds on no day; the later one holds on that day.
So what held on a day (``from_on`` <= day < ``until_on``) never changes by anything dated later.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import F

from throughline.cases.models import Spell
from throughline.cases.rules import check_follows
from throughline.foundations.records import write_many

S = TypeVar("S", bound=Spell)

BATCH = 1000


def follow(kind: type[S], news: Sequence[S], *, today: date) -> None:
    """Begin a spell of each of some locked cases, ending the one that goes on.

    Raises:
        Refused: one begins before the spell it follows, or before its case.
    """
    before = last_of(kind, [new.case_id for new in news])
    for new in news:
        held = before.get(new.case_id)
        check_follows(new.from_on, last=floor(held) or new.case.opened_on, today=today)
        if held is not None and held.until_on is None:
            held.until_on = new.from_on
    write_many(before.values(), "until_on")
    kind._default_manager.bulk_create(news, batch_size=BATCH)


def finish(kind: type[S], days: dict[UUID, date], *, today: date) -> None:
    """End whatever goes on in some locked cases, each on its day, with nothing to follow.

    Raises:
        Refused: a spell began after that day.
    """
    rows = list(kind._default_manager.filter(case_id__in=list(days), until_on=None).order_by("id"))
    for row in rows:
        check_follows(days[row.case_id], last=row.from_on, today=today)
        row.until_on = days[row.case_id]
    write_many(rows, "until_on")


def last_of(kind: type[S], cases: Iterable[UUID]) -> dict[UUID, S]:
    """Return the last spell of each of some cases."""
    rows = kind._default_manager.filter(case_id__in=list(cases))
    ordered = rows.order_by("case_id", F("until_on").desc(nulls_first=True), "-from_on", "-recorded_at", "-id")
    return {row.case_id: row for row in ordered.distinct("case_id")}


def floor(held: Spell | None) -> date | None:
    """Return the first day a spell may begin that follows one; None when there is none to follow."""
    return (held.until_on or held.from_on) if held else None
