"""When a step is due, in words: "10 working days after support begins"."""

import re
from collections.abc import Mapping

from throughline.foundations.wording import counted
from throughline.protocols.reading.faults import Unclear
from throughline.protocols.shape import Timing
from throughline.protocols.statuses import Anchor, Unit

FURTHEST_DAYS = 730
"""No step is due further than two years from its anchor: our own bound, to catch slips."""

WEEK = 7
WEEKS_FROM = 2 * WEEK
"""From two weeks on, a number of days that makes whole weeks is said in weeks."""

MOMENTS: Mapping[Anchor, str] = {
    Anchor.ADMISSION: "they come into prison",
    Anchor.REFERRAL: "they are referred",
    Anchor.DECISION: "the referral is answered",
    Anchor.ASSESSMENT: "the assessment begins",
    Anchor.START: "support begins",
    Anchor.DATE_KNOWN: "the release date becomes known",
    Anchor.RELEASE: "release",
    Anchor.FIRST_DAY: "the first working day out",
    Anchor.RETURN: "they come back into prison",
    Anchor.ENDING: "support ends",
}
"""What each anchor is called in words for people."""

_NOUNS = frozenset({Anchor.RELEASE, Anchor.FIRST_DAY})
_SHORT: Mapping[str, Anchor] = {
    "admission": Anchor.ADMISSION,
    "referral": Anchor.REFERRAL,
    "decision": Anchor.DECISION,
    "assessment": Anchor.ASSESSMENT,
    "start": Anchor.START,
    "date known": Anchor.DATE_KNOWN,
    "release date known": Anchor.DATE_KNOWN,
    "release": Anchor.RELEASE,
    "first working day out": Anchor.FIRST_DAY,
    "first day out": Anchor.FIRST_DAY,
    "return": Anchor.RETURN,
    "end": Anchor.ENDING,
}
_ANCHORS: Mapping[str, Anchor] = {**_SHORT, **{words.removeprefix("the "): at for at, words in MOMENTS.items()}}
_COUNTED = re.compile(r"(\d{1,6}) (working days?|days?|weeks?) (before|after) (.+)")
_ON_THE_DAY = re.compile(r"on (?:the day (?:of )?)?(.+?)( or the next working day)?")

LIKE_THIS = 'Write it like "10 working days after start", "3 weeks before release" or "on release".'


def parse(text: str) -> Timing:
    """Read a time.

    >>> parse("10 working days after start")
    Timing(anchor='start', offset=10, unit='working')

    Raises:
        Unclear: it is not a time, names no day we know, or is too far away.
    """
    said = " ".join(text.lower().split())
    if on := _ON_THE_DAY.fullmatch(said):
        return Timing(anchor=_anchor(on[1]), offset=0, unit=_unit(on[2] or ""))
    if not (parts := _COUNTED.fullmatch(said)):
        raise Unclear(f'"{text[:80]}" is not a time. {LIKE_THIS}')
    number, unit, side, anchor = parts.groups()
    days = int(number) * (WEEK if unit.startswith("week") else 1)
    if days > FURTHEST_DAYS:
        raise Unclear(f'"{text[:80]}" is too far away: the furthest is {FURTHEST_DAYS} days.')
    return Timing(anchor=_anchor(anchor), offset=-days if side == "before" else days, unit=_unit(unit))


def in_words(timing: Timing) -> str:
    """Say a time as people do.

    >>> in_words(Timing(anchor="release", offset=-21))
    '3 weeks before release'
    """
    if timing.anchor == Anchor.FIXED:
        return "on a day of its own"
    moment = MOMENTS[Anchor(timing.anchor)]
    if timing.offset == 0:
        return _on(moment, timing)
    return f"{_amount(timing)} {'before' if timing.offset < 0 else 'after'} {moment}"


def _on(moment: str, timing: Timing) -> str:
    day = moment if timing.anchor in _NOUNS else f"the day {moment}"
    return f"on {day} or the next working day" if timing.unit == Unit.WORKING_DAYS else f"on {day}"


def _amount(timing: Timing) -> str:
    days = abs(timing.offset)
    if timing.unit == Unit.WORKING_DAYS:
        return counted(days, "working day", "working days")
    weeks, rest = divmod(days, WEEK)
    return counted(weeks, "week", "weeks") if not rest and days >= WEEKS_FROM else counted(days, "day", "days")


def _unit(words: str) -> str:
    return (Unit.WORKING_DAYS if "working" in words else Unit.DAYS).value


def _anchor(words: str) -> str:
    try:
        return _ANCHORS[words.removeprefix("the ")].value
    except KeyError:
        raise Unclear(f'"{words[:60]}" is not a day we know. Use one of: {", ".join(_SHORT)}.') from None
