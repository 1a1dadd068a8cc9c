"""What must hold for a home that is recorded, planned, moved into or left."""

from dataclasses import dataclass
from datetime import date

from throughline.foundations.errors import Refused
from throughline.foundations.wording import day
from throughline.housing.statuses import HomeKind, Sure, When

LIVED_IN = frozenset({When.DURING, When.AFTER})


@dataclass(frozen=True, kw_only=True)
class HomeDays:
    """The days of a home, as far as they are known."""

    when: str
    kind: str
    sure: str = ""
    from_on: date | None = None
    until_on: date | None = None
    free_from_on: date | None = None
    held_until_on: date | None = None
    noted_on: date


def check_home(days: HomeDays, *, today: date) -> None:
    """Refuse days of a home that cannot be.

    Raises:
        Refused: one has not come, they are in the wrong order, or they are of another part of the story.
    """
    if days.kind not in HomeKind.values:
        raise Refused("Choose what kind of place it is.", field="kind")
    _not_ahead(days.noted_on, today=today, field="noted_on")
    if days.when == When.PLANNED:
        _check_planned(days, today=today)
        return
    if days.sure or days.free_from_on or days.held_until_on:
        raise Refused("Only a home planned for release has these. Choose planned for release.", field="sure")
    for on, field in ((days.from_on, "from_on"), (days.until_on, "until_on")):
        if on is not None:
            _not_ahead(on, today=today, field=field)
    if days.from_on and days.until_on and days.until_on < days.from_on:
        raise Refused("They left before they moved in. Check both days.", field="until_on")


def check_moved_in(*, when: str, sure: str, on: date, today: date) -> None:
    """Refuse to move into what is no planned home, or on a day that has not come.

    Raises:
        Refused: it is.
    """
    if when != When.PLANNED or sure == Sure.FELL_THROUGH:
        raise Refused("Only a home that is planned can be moved into.")
    _not_ahead(on, today=today, field="on")


def check_left(*, when: str, from_on: date | None, until_on: date | None, on: date, why: str, today: date) -> None:
    """Refuse an end of a home that cannot be, or that nobody explains.

    Raises:
        Refused: it has ended, is only planned, the day cannot be, or no reason is given.
    """
    if when not in LIVED_IN:
        raise Refused("Only a home that is kept or lived in can be left.")
    if until_on is not None:
        raise Refused(f"They left this home on {day(until_on, today=today)} already.")
    if not why.strip():
        raise Refused("Say why the home ended.", field="why")
    _not_ahead(on, today=today, field="on")
    if from_on is not None and on < from_on:
        raise Refused(f"They moved in on {day(from_on, today=today)}, after this day. Check it.", field="on")


def check_fell_through(*, when: str, sure: str, on: date, why: str, today: date) -> None:
    """Refuse that a home fell through when it was not planned, or nobody says why.

    Raises:
        Refused: it was not, no reason is given, or the day has not come.
    """
    if when != When.PLANNED or sure == Sure.FELL_THROUGH:
        raise Refused("Only a home that is planned can fall through.")
    if not why.strip():
        raise Refused("Say why it fell through. It helps the next person.", field="why")
    _not_ahead(on, today=today, field="on")


def check_said(words: str, *, sentence: str, field: str) -> None:
    """Refuse empty words, with a sentence of the caller's.

    Raises:
        Refused: nothing is said.
    """
    if not words.strip():
        raise Refused(sentence, field=field)


def check_not_ahead(on: date, *, today: date, field: str) -> None:
    """Refuse a day that has not come.

    Raises:
        Refused: it has not.
    """
    _not_ahead(on, today=today, field=field)


def check_in_order(first: date, then: date, *, sentence: str, field: str) -> None:
    """Refuse a day that comes before another, with a sentence of the caller's.

    Raises:
        Refused: it does.
    """
    if then < first:
        raise Refused(sentence, field=field)


def _check_planned(days: HomeDays, *, today: date) -> None:
    if days.sure not in {Sure.HOPED, Sure.ASKED, Sure.OFFERED, Sure.AGREED}:
        raise Refused("Choose how sure it is: hoped for, asked for, offered or agreed.", field="sure")
    if days.from_on or days.until_on:
        raise Refused("They do not live there yet. Record moving in once it has happened.", field="from_on")
    if days.free_from_on and days.held_until_on and days.held_until_on <= days.free_from_on:
        free = day(days.free_from_on, today=today)
        raise Refused(f"It is free from {free}. Choose a later day to hold it until.", field="held_until_on")


def _not_ahead(on: date, *, today: date, field: str) -> None:
    if on > today:
        raise Refused(f"{day(on, today=today)} has not come yet. Record this once it has happened.", field=field)
