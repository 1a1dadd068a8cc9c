"""What holds about reviews: who was there, what may be scored, how far someone has come, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted, full_day
from throughline.outcomes.statuses import HeldIn, HowScored, Point, Tool

JOINT = "psp-seven"
"""The framework of the joint review: person and worker both score it, and it is what falls due."""

SELF_RATED = frozenset({"throughcare"})
"""Frameworks that only the person scores."""

AROUND_RELEASE = timedelta(days=28)
"""How near the day of release a review counts as held around it: our own choice, the first four weeks outside."""

SOON = timedelta(days=7)
"""How long before its day a review is shown as due."""

APART = 2
"""Steps between two views from which a page points the difference out: our own choice."""

TOOL_RANGES: dict[Tool, tuple[Decimal, Decimal]] = {
    Tool.SWEMWBS: (Decimal(7), Decimal(35)),
    Tool.CORE_10: (Decimal(0), Decimal(40)),
    Tool.BARC_10: (Decimal(10), Decimal(60)),
}
"""Lowest and highest total of tools whose range is published (Warwick; CORE System Trust; PhenX protocol 590502)."""

TOOL_NOISE: dict[Tool, Decimal] = {Tool.SWEMWBS: Decimal("2.87"), Tool.CORE_10: Decimal(9)}
"""A change smaller than this may be chance: 2.77 standard errors of SWEMWBS (Shah and others 2018) and the reliable
change index of CORE-10 (found in stroke patients: it depends on whom one asks)."""

LOWER_IS_BETTER = frozenset({Tool.CORE_10})


class Change(StrEnum):
    """How a later score stands to the first."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"


def change(first: int | None, last: int | None) -> Change | None:
    """Say how a score changed; None when either is missing, which is never a zero.

    >>> change(2, 4), change(3, 3), change(4, 1), change(None, 4)
    (<Change.IMPROVED: 'improved'>, <Change.SAME: 'same'>, <Change.WORSE: 'worse'>, None)
    """
    if first is None or last is None:
        return None
    return Change.SAME if first == last else Change.IMPROVED if last > first else Change.WORSE


@dataclass(frozen=True)
class Path:
    """One view of one thing at each review in turn; None where it was skipped."""

    scores: tuple[int | None, ...]

    @property
    def given(self) -> list[int]:
        """The scores there are, in order."""
        return [score for score in self.scores if score is not None]

    @property
    def steps(self) -> int | None:
        """Steps from the first to the last score; None with fewer than two."""
        return self.given[-1] - self.given[0] if len(self.given) > 1 else None

    @property
    def dipped_since(self) -> int | None:
        """The place of the score just before the latest, when the latest is below it."""
        places = [place for place, score in enumerate(self.scores) if score is not None]
        return places[-2] if len(places) > 1 and self.given[-1] < self.given[-2] else None

    def words(self) -> str:
        """Say how far it moved. No step is called significant: our scale has no published threshold.

        >>> Path((2, None, 4)).words(), Path((3, 3)).words(), Path((3, 2)).words(), Path((3,)).words()
        ('2 steps up', 'no change', '1 step down', 'one score so far')
        """
        if self.steps is None:
            return "one score so far" if self.given else "not scored"
        way = "up" if self.steps > 0 else "down"
        return f"{counted(abs(self.steps), 'step', 'steps')} {way}" if self.steps else "no change"


def apart(theirs: int | None, ours: int | None) -> int | None:
    """Return how many steps lie between two views; None when either was skipped."""
    return None if theirs is None or ours is None else abs(theirs - ours)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was said about one domain: its key, the number of its steps, and both views."""

    key: str
    steps: int
    theirs: int | None = None
    ours: int | None = None


def check_held(held_on: date, *, today: date, opened_on: date, closed_on: date | None) -> None:
    """Refuse a day on which a review of a case cannot have been held.

    Raises:
        Refused: it is in the future, before the case opened or after it closed.
    """
    if held_on > today:
        raise Refused("That day has not come yet. Record the review once it has been held.", field="held_on")
    if held_on < opened_on:
        raise Refused(f"Support began on {full_day(opened_on)}. Choose that day or a later one.", field="held_on")
    if closed_on is not None and held_on > closed_on:
        raise Refused(
            f"This case was closed on {full_day(closed_on)}. Choose that day or an earlier one.", field="held_on"
        )


def check_there(*, person: bool, worker: bool, agrees: bool | None) -> None:
    """Refuse a review at which nobody was, or an agreement of someone who was not there.

    Raises:
        Refused: it is one of these.
    """
    if not person and not worker:
        raise Refused("Nobody was there, so there was no review. Tick who was.", field="person_present")
    if agrees is not None and not person:
        raise Refused("They were not there, so they cannot have agreed. Choose “Not asked”.", field="person_agrees")


def check_scores(given: Sequence[Given], *, how: HowScored, person_present: bool) -> None:
    """Refuse scores off the scale, none at all, or the person's own when they gave none.

    Raises:
        Refused: it is one of these.
    """
    for one in given:
        _check_step(one.theirs, one, field=f"theirs-{one.key}")
        _check_step(one.ours, one, field=f"ours-{one.key}")
    if not any(one.theirs or one.ours for one in given):
        raise Refused("Nothing was scored. Choose a step for at least one part of life, from either side.")
    theirs = next((one for one in given if one.theirs), None)
    if theirs and not person_present:
        raise Refused(
            "They were not there, so their own view is not known. Skip it, or tick that they were there.",
            field=f"theirs-{theirs.key}",
        )
    if theirs and how == HowScored.NOT_GIVEN:
        raise Refused("They scored something, so say how they gave their view.", field="how")
    if not theirs and how != HowScored.NOT_GIVEN:
        raise Refused("They scored nothing. Choose “The person did not score”, or put in their view.", field="how")


def _check_step(score: int | None, one: Given, *, field: str) -> None:
    if score is not None and not 1 <= score <= one.steps:
        raise Refused(f"Choose a step from 1 to {one.steps}, or skip it.", field=field)


def held_in(setting: str, *, in_custody: bool) -> HeldIn:
    """Say where a review was held: as the case stood, or while it was being assessed, where the person was.

    >>> held_in("community", in_custody=False).value, held_in("assessment", in_custody=True).value
    ('community', 'prison')
    """
    if setting in {HeldIn.PRISON, HeldIn.COMMUNITY}:
        return HeldIn(setting)
    return HeldIn.PRISON if in_custody else HeldIn.COMMUNITY


def suggest_point(*, held_before: int, on: date, release_on: date | None, closed_on: date | None) -> Point:
    """Suggest when in the work a review falls, from what came before it.

    >>> suggest_point(held_before=2, on=date(2026, 2, 5), release_on=date(2026, 2, 3), closed_on=None).value
    'release'
    """
    if held_before == 0:
        return Point.START
    if closed_on is not None:
        return Point.END
    near_release = release_on is not None and abs(on - release_on) <= AROUND_RELEASE
    return Point.RELEASE if near_release else Point.ROUTINE


class Standing(StrEnum):
    """How a case stands with its reviews."""

    OVERDUE = "overdue"
    DUE = "due"
    NEVER = "never"
    LATER = "later"
    NO_DAY = "no day"


def standing(*, last_on: date | None, due_on: date | None, today: date) -> Standing:
    """Say whether a review is owed. Outside prison none has a day, and the time since the last is shown instead.

    >>> standing(last_on=None, due_on=date(2026, 3, 1), today=date(2026, 3, 2)).value
    'overdue'
    """
    if due_on is not None and due_on < today:
        return Standing.OVERDUE
    if due_on is not None and due_on <= today + SOON:
        return Standing.DUE
    if last_on is None:
        return Standing.NEVER
    return Standing.LATER if due_on else Standing.NO_DAY


def check_struck(*, struck_on: date | None, why: str) -> None:
    """Refuse to strike a review twice, or without saying why.

    Raises:
        Refused: it is one of these.
    """
    if struck_on is not None:
        raise Refused(f"This review was struck out on {full_day(struck_on)} already.")
    if not why.strip():
        raise Refused("Say why it was a mistake. The review is kept, with your reason.", field="why")


def check_wording(*, plain_name: str, steps: Sequence[str], number: int) -> None:
    """Refuse a wording that leaves something empty or changes how many steps there are.

    Raises:
        Refused: it does.
    """
    if not plain_name.strip():
        raise Refused("Give it a name that people understand.", field="plain_name")
    if len(steps) != number:
        raise Refused(f"There must be {number} steps, as before, so that old and new scores can stand side by side.")
    empty = next((place for place, words in enumerate(steps, 1) if not words.strip()), None)
    if empty:
        raise Refused(f"Say what step {empty} means.", field=f"step_{empty}")


def check_past(on: date, *, today: date, field: str) -> None:
    """Refuse a day that has not come yet.

    Raises:
        Refused: it has not.
    """
    if on > today:
        raise Refused("That day has not come yet.", field=field)


def check_tool(tool: Tool, *, named: str, total: Decimal) -> None:
    """Refuse another tool with no name, or a total that the tool cannot give.

    Raises:
        Refused: it is one of these.
    """
    if tool == Tool.OTHER and not named.strip():
        raise Refused("Say which tool it was.", field="named")
    lowest, highest = TOOL_RANGES.get(tool, (Decimal(0), Decimal(1000)))
    if not lowest <= total <= highest:
        raise Refused(f"A total of this tool lies between {lowest} and {highest}.", field="total")


def tool_change(tool: Tool, before: Decimal, after: Decimal) -> str:
    """Say how a total stands to the one before, and whether that may be chance.

    >>> tool_change(Tool.CORE_10, Decimal("24.00"), Decimal("12.00"))
    '12 lower than the time before'
    """
    if before == after:
        return "the same as the time before"
    moved = f"{abs(after - before).normalize():f} {'higher' if after > before else 'lower'} than the time before"
    noise = TOOL_NOISE.get(tool)
    return f"{moved}; so small a change may be chance" if noise and abs(after - before) < noise else moved


def check_period(*, from_on: date, to_on: date, today: date) -> None:
    """Refuse a period that is not over, or ends before it starts.

    Raises:
        Refused: it is one of these.
    """
    if to_on < from_on:
        raise Refused("The last day is before the first. Check both.", field="to_on")
    check_past(to_on, today=today, field="to_on")


def pace(number: int, *, from_on: date, to_on: date) -> Decimal:
    """Return how often something happened in four weeks, so that periods of different lengths can be compared.

    >>> pace(6, from_on=date(2026, 1, 1), to_on=date(2026, 2, 25))
    Decimal('3.0')
    """
    days = (to_on - from_on).days + 1
    return (Decimal(number) * 28 / days).quantize(Decimal("0.1"))
