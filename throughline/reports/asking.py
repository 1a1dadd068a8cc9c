"""Ask the database to count. True counts come back: none leaves ``reports`` before ``disclosure`` has seen it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from throughline.reports.periods import Period

SQL = Path(__file__).parent / "sql"

Given = str | int | date | datetime | UUID | list[str] | list[date]
Asked = Mapping[str, Given]
Cell = str | int | date | None


def rows(question: str, asked: Asked) -> list[tuple[Cell, ...]]:
    """Return the rows that answer a question kept in ``sql``.

    Needs the writer's role, since nobody may open all of it.
    """
    text = (SQL / f"{question}.sql").read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute(text, {**asked})
        return list(cursor.fetchall())


def ways(question: str, asked: Asked) -> dict[str, Counter[str]]:
    """Return counts divided one way at a time, from rows of (way, group, count)."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for way, group, count in rows(question, asked):
        found[str(way)][str(group)] += int(str(count))
    return found


def span(period: Period) -> dict[str, Given]:
    """Return a period as questions take it."""
    return {
        "from_on": period.from_on,
        "to_on": period.to_on,
        "starts_at": period.starts_at,
        "ends_at": period.ends_at,
    }
