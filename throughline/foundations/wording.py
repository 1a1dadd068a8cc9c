"""How dates, counts and names are said, one way everywhere."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
NEAR = 274
"""Days either side of today in which a date goes without its year: nine months (content rules of the screens)."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WORD = re.compile(r"[^\W\d_]+")
_SCOTS_SON = re.compile(r"\bMc([a-z])")


def day(on: date, *, today: date) -> str:
    """Say a day as people do, with its year only when it is not near.

    >>> day(date(2026, 2, 3), today=date(2026, 1, 15))
    'Tue 3 Feb'
    >>> day(date(2027, 2, 3), today=date(2026, 1, 15))
    'Wed 3 Feb 2027'
    """
    return _day(on, near=abs((on - today).days) <= NEAR)


@lru_cache(maxsize=4096)
def _day(on: date, *, near: bool) -> str:
    words = f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1][:3]}"
    return words if near else f"{words} {on.year}"


def full_day(on: date) -> str:
    """Say a day with its month and year in full, as on letters and birth dates.

    >>> full_day(date(1994, 5, 4))
    '4 May 1994'
    """
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime, *, today: date) -> str:
    """Say an instant as the clock on the wall in the United Kingdom shows it.

    >>> moment(datetime(2026, 7, 3, 13, 0, tzinfo=ZoneInfo("UTC")), today=date(2026, 7, 1))
    'Fri 3 Jul, 14:00'
    """
    local = at.astimezone(LONDON)
    return f"{day(local.date(), today=today)}, {local:%H:%M}"


def days_until(on: date, *, today: date) -> str:
    """Say how far away a day is.

    >>> days_until(date(2026, 2, 3), today=date(2026, 1, 15))
    'in 19 days'
    """
    days = (on - today).days
    if -1 <= days <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def age(born_on: date, *, on: date) -> int:
    """Count whole years lived by a day, never below 0; a birthday on 29 February falls on 1 March in other years.

    >>> age(date(1994, 5, 4), on=date(2026, 5, 3))
    31
    """
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return max(0, on.year - born_on.year - (0 if had_birthday else 1))


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def plural(number: int, one: str, many: str) -> str:
    """Choose the word that fits a count.

    >>> plural(1, "person", "people")
    'person'
    """
    return one if number == 1 else many


def counted(number: int, one: str, many: str) -> str:
    """Say a count with the word that fits it.

    >>> counted(1200, "person", "people")
    '1,200 people'
    """
    return f"{number:,} {plural(number, one, many)}"


def full_name(*parts: str) -> str:
    """Join the parts of a name, lowering names that were sent in capitals and leaving the rest as given.

    >>> full_name("EWAN", "", "MCDONALD"), full_name("Ruaridh", "van der Berg")
    ('Ewan McDonald', 'Ruaridh van der Berg')
    """
    return " ".join(_lowered(part) for part in parts if part.strip())


@lru_cache(maxsize=4096)
def _lowered(part: str) -> str:
    tidy = unicodedata.normalize("NFC", " ".join(part.split()))
    if tidy != tidy.upper() or len(tidy) < 2:
        return tidy
    capitalised = _WORD.sub(lambda word: word[0][0] + word[0][1:].lower(), tidy)
    return _SCOTS_SON.sub(lambda son: f"Mc{son[1].upper()}", capitalised)
