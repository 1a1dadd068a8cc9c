"""What must hold of what is said, agreed and kept safe."""

from datetime import date

from throughline.assessments.statuses import AssetKind, Concern, Level, Views
from throughline.foundations.errors import Refused

MOST_TIMES = 500
"""More times in prison than this is a slip of the finger."""
MOST_YEARS = 90
NOT_TALKED = frozenset({Level.NOT_TALKED, Level.DECLINED})
"""Answers that say nothing about how life is: skipped for now, or not wanted. Both are good answers."""


def was_talked_about(level: str) -> bool:
    """Return whether a level says how a part of life is.

    >>> was_talked_about("fine"), was_talked_about("declined")
    (True, False)
    """
    return level not in NOT_TALKED


def check_said(*, level: str, their_words: str, our_view: str, views: str) -> None:
    """Refuse an answer about a part of life that contradicts itself.

    Raises:
        Refused: the level or the way views meet is none of ours, words came with "not talked about", a difference names
            one view only, or both views are written but not how they meet.
    """
    if level not in Level.values:
        raise Refused("Choose how much help this part of life needs.", field="level")
    if views not in Views.values:
        raise Refused("Choose whether you see it alike.", field="views")
    if level == Level.NOT_TALKED and (their_words or our_view):
        raise Refused("You wrote down what was said, so choose how much help this needs.", field="level")
    if views == Views.DIFFER and not (their_words and our_view):
        raise Refused("You see it differently, so write down both views.", field="views")
    if views == Views.ONE_VIEW and their_words and our_view:
        raise Refused("Both views are written down. Say whether you see it alike.", field="views")


def check_said_on(said_on: date, *, today: date, field: str = "said_on") -> None:
    """Refuse a day that has not come.

    Raises:
        Refused: it is in the future.
    """
    if said_on > today:
        raise Refused("That day has not come yet. Give the day they said it.", field=field)


def holds_over(said_on: date, *, held: date | None) -> bool:
    """Return whether an answer takes the place of the one that holds: the later talk, or the one typed last of a day.

    >>> holds_over(date(2026, 3, 2), held=date(2026, 3, 2)), holds_over(date(2026, 3, 1), held=date(2026, 3, 2))
    (True, False)
    """
    return held is None or said_on >= held


def check_agreed(on: date, *, begun_on: date, talked: int, today: date) -> None:
    """Refuse a sign-off that cannot be.

    Raises:
        Refused: nothing was talked about, or the day is in the future or before the talk began.
    """
    if talked == 0:
        raise Refused("Nothing has been talked about yet, so there is nothing to agree.")
    check_said_on(on, today=today, field="on")
    if on < begun_on:
        raise Refused("That is before the talk began. Check the day.", field="on")


def check_asset(*, kind: str, words: str, noted_on: date, today: date) -> None:
    """Refuse something to build on that says nothing.

    Raises:
        Refused: it has no words, is of no kind of ours, or its day is in the future.
    """
    if kind not in AssetKind.values:
        raise Refused("Choose what kind of thing it is.", field="kind")
    if not words.strip():
        raise Refused("Write what it is.", field="words")
    check_said_on(noted_on, today=today, field="noted_on")


def check_earlier(
    *, times_in_prison: int | None, years_inside: int | None, slept_rough: bool | None, words: str
) -> None:
    """Refuse a history of earlier years that says nothing or cannot be.

    Raises:
        Refused: it is empty, or a number is below nought or above what a life holds.
    """
    if times_in_prison is None and years_inside is None and slept_rough is None and not words.strip():
        raise Refused("Nothing is filled in. Answer at least one question, or go back.")
    if times_in_prison is not None and not 0 <= times_in_prison <= MOST_TIMES:
        raise Refused("Check the number of times in prison.", field="times_in_prison")
    if years_inside is not None and not 0 <= years_inside <= MOST_YEARS:
        raise Refused("Check the number of years.", field="years_inside")


def check_safety(
    *, concern: str, words: str, context: str, noted_on: date, look_again_on: date | None, today: date
) -> None:
    """Refuse a concern without what gives it its meaning.

    Raises:
        Refused: it is about nothing of ours, has no words or no context, or a day cannot be.
    """
    if concern not in Concern.values:
        raise Refused("Choose what the concern is about.", field="concern")
    if not words.strip():
        raise Refused("Write what the concern is.", field="words")
    if not context.strip():
        raise Refused("Write what gives it context: when it happens, and what makes it more likely.", field="context")
    check_said_on(noted_on, today=today, field="noted_on")
    if look_again_on is not None and look_again_on <= noted_on:
        raise Refused("The day to look again comes after the day it was noted.", field="look_again_on")
