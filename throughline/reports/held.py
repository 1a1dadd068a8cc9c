"""Count the people held in some prisons at the end of a day. One question, however many people there are."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection

from throughline.custody.rules import RELEASE_DATE_ORDER
from throughline.foundations.wording import LONDON
from throughline.reports.leaving import Leaving, leaving

POPULATION = (Path(__file__).parent / "sql" / "population.sql").read_text(encoding="utf-8")
PRISON, HOME, STATUS = 0b0111, 0b1011, 0b1101
"""Which way a row divides people, as GROUPING says it: a bit is set for each column that it does not divide by.
The rest of the rows divide people by the day they leave on."""


@dataclass(frozen=True)
class Held:
    """How many people were held, divided in each way. None among homes is: no home area recorded.

    True counts: nothing of these leaves ``reports`` before ``disclosure`` has seen it.
    """

    by_prison: Counter[UUID] = field(default_factory=Counter)
    by_home: Counter[UUID | None] = field(default_factory=Counter)
    by_status: Counter[str] = field(default_factory=Counter)
    by_leaving: Counter[Leaving] = field(default_factory=Counter)


def end_of(on: date) -> datetime:
    """Return the instant a day ends in the United Kingdom: the first one that is not in it."""
    return datetime.combine(on + timedelta(days=1), time.min, LONDON)


def held(prisons: Collection[UUID], *, on: date) -> Held:
    """Count who was in some prisons at the end of a day, whoever may see them. Needs the writer's role."""
    asked: dict[str, date | datetime | list[UUID] | list[str]] = {
        "on": on,
        "until": end_of(on),
        "prisons": list(prisons),
        "order": [str(type_) for type_ in RELEASE_DATE_ORDER],
    }
    found = Held()
    with connection.cursor() as cursor:
        cursor.execute(POPULATION, asked)
        for way, prison, home, status, leaves_on, count in cursor.fetchall():
            if way == PRISON:
                found.by_prison[prison] = count
            elif way == HOME:
                found.by_home[home] = count
            elif way == STATUS:
                found.by_status[status] = count
            else:
                found.by_leaving[leaving(leaves_on, on=on)] += count
    return found
