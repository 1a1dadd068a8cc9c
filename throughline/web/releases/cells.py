"""What a must-have of someone who leaves looks like on the board: a shape and a word. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from throughline.housing.rules import FirstNightState
from throughline.housing.statuses import HomeKind, Sure
from throughline.plans.rules import OPEN_STATES, is_late
from throughline.plans.statuses import TaskState
from throughline.protocols.statuses import MustHave

NEAR = timedelta(days=14)
"""Something nobody has begun and that is due, or wanted on the day of release, within this time is missing. Ours."""

LONGEST_WORD = 16
OF_HEALTH = frozenset({MustHave.GP, MustHave.PRESCRIPTION})
"""What is kept under health: nothing is said of it to those whom that part of the record is not shared with."""


class Look(StrEnum):
    """How a must-have stands. The value is the class of its cell, short because a page has hundreds."""

    IN_PLACE = "in"
    UNDER_WAY = "on"
    MISSING = "no"
    ASK = "q"
    NO_NEED = "na"
    LOCKED = "shut"


ICONS: Mapping[Look, str] = {
    Look.IN_PLACE: "tick",
    Look.UNDER_WAY: "half",
    Look.MISSING: "cross",
    Look.ASK: "ask",
    Look.NO_NEED: "dash",
    Look.LOCKED: "lock",
}
_NIGHTS = {
    FirstNightState.IN_PLACE: Look.IN_PLACE,
    FirstNightState.UNDER_WAY: Look.UNDER_WAY,
    FirstNightState.AT_RISK: Look.UNDER_WAY,
    FirstNightState.MISSING: Look.MISSING,
    FirstNightState.ASK: Look.ASK,
}
HOMES = {
    HomeKind.COUNCIL: "Council",
    HomeKind.HOUSING_ASSOCIATION: "Association",
    HomeKind.PRIVATE: "Private rent",
    HomeKind.OWNED: "Their own",
    HomeKind.FAMILY: "Family",
    HomeKind.FRIENDS: "Friends",
    HomeKind.SUPPORTED: "Supported",
    HomeKind.SUPPORTED_WOMEN: "Supported",
    HomeKind.RECOVERY: "Recovery",
    HomeKind.APPROVED: "Approved",
    HomeKind.CAS2: "CAS2",
    HomeKind.CAS3: "CAS3",
    HomeKind.TEMPORARY: "Temporary",
    HomeKind.EMERGENCY: "Emergency",
    HomeKind.HOSTEL: "Hostel",
}
"""Homes in a word that fits a column; any other is "Yes"."""
SETTLED = frozenset({Look.IN_PLACE, Look.NO_NEED})
NOTHING = {MustHave.MET: "Nobody"}


@dataclass(frozen=True)
class Cell:
    """One must-have of one person. ``label`` is what it is called."""

    look: Look
    word: str
    label: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.look]


@dataclass(frozen=True, kw_only=True)
class Bed:
    """Where someone is to sleep on the first night. ``kind`` and ``sure`` are of a planned home, empty for none."""

    state: FirstNightState
    reason: str
    kind: str = ""
    sure: str = ""
    kept: bool = False

    @property
    def none(self) -> bool:
        """Whether no address is agreed or offered."""
        spoken_for = self.kept or self.sure in {Sure.OFFERED, Sure.AGREED}
        return not spoken_for or self.state in {FirstNightState.MISSING, FirstNightState.ASK}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of someone's plan, as the board needs it. ``name`` tells nothing that a list may not tell."""

    pk: UUID
    key: str
    name: str
    must_have: str
    state: str
    words: str
    progress: str
    due_on: date | None
    needs: tuple[str, ...]
    takes: int
    whose: str
    private: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def late_by(self, today: date) -> int:
        """Count the days it is late, 0 when it is not."""
        return (today - self.due_on).days if self.due_on and is_late(self.due_on, self.state, today=today) else 0


def cells(steps: Sequence[Step], bed: Bed, *, leaves_on: date, today: date, opens_needs: bool) -> tuple[Cell, ...]:
    """Return the nine must-haves of someone in the order of the board.

    ``leaves_on`` is the day they leave; today for someone who could leave any day.
    """
    by_need: dict[str, list[Step]] = {}
    for step in steps:
        by_need.setdefault(step.must_have, []).append(step)
    return tuple(
        address(bed)
        if need == MustHave.ADDRESS
        else cell(need, by_need.get(need, ()), leaves_on=leaves_on, today=today, shared=opens_needs)
        for need in MustHave
    )


def address(bed: Bed) -> Cell:
    """Say where they are to sleep on the first night."""
    return _cell(MustHave.ADDRESS, _NIGHTS[bed.state], _address_word(bed))


def _address_word(bed: Bed) -> str:
    if bed.state == FirstNightState.IN_PLACE:
        return "Their own" if bed.kept and not bed.kind else HOMES.get(HomeKind(bed.kind), "Yes")
    if bed.state == FirstNightState.UNDER_WAY:
        return Sure(bed.sure).label if bed.sure else "Asked for"
    words = {FirstNightState.AT_RISK: "At risk", FirstNightState.MISSING: "None"}
    return words.get(bed.state, "Ask")


def cell(need: MustHave, steps: Sequence[Step], *, leaves_on: date, today: date, shared: bool) -> Cell:
    """Say how one must-have stands from the steps towards it.

    ``shared`` is false where the viewer may not see health: then nothing is said of what is kept there, missing or not.
    """
    if not steps:
        locked = need in OF_HEALTH and not shared
        return _cell(need, Look.LOCKED, "Not shared") if locked else _cell(need, Look.ASK, "Ask")
    if need == MustHave.FIRST_WEEK:
        return _booked(steps, leaves_on=leaves_on, today=today)
    going_on = [step for step in steps if step.is_open]
    done = sum(step.state == TaskState.DONE for step in steps)
    if not going_on:
        return _cell(need, Look.IN_PLACE, "Yes") if done else _cell(need, Look.NO_NEED, "No need")
    return _unfinished(need, going_on, done=done, leaves_on=leaves_on, today=today)


def settled(found: Sequence[Cell]) -> tuple[int, int]:
    """Count the must-haves that are in place or not needed, and those the viewer may know of."""
    known = [one for one in found if one.look != Look.LOCKED]
    return sum(one.look in SETTLED for one in known), len(known)


def _unfinished(need: MustHave, going_on: Sequence[Step], *, done: int, leaves_on: date, today: date) -> Cell:
    if any(step.state == TaskState.BLOCKED for step in going_on):
        return _cell(need, Look.MISSING, "Blocked")
    if any(step.late_by(today) for step in going_on):
        return _cell(need, Look.MISSING, "Late")
    under_way = next((step.progress for step in going_on if step.progress), "")
    if under_way:
        return _cell(need, Look.UNDER_WAY, _short(under_way))
    if done:
        return _cell(need, Look.UNDER_WAY, f"{done} of {done + len(going_on)}")
    if _is_near(going_on, leaves_on=leaves_on, today=today):
        return _cell(need, Look.MISSING, NOTHING.get(need, "None"))
    return _cell(need, Look.ASK, "Ask")


def _booked(steps: Sequence[Step], *, leaves_on: date, today: date) -> Cell:
    """Count the appointments of the first week that are booked, of those the plan asks for."""
    wanted = [step for step in steps if step.is_open or step.state == TaskState.DONE]
    booked = sum(step.state == TaskState.DONE or bool(step.progress) for step in wanted)
    need = MustHave.FIRST_WEEK
    if not wanted:
        return _cell(need, Look.NO_NEED, "No need")
    if booked == len(wanted):
        return _cell(need, Look.IN_PLACE, str(booked))
    if booked:
        return _cell(need, Look.UNDER_WAY, f"{booked} of {len(wanted)}")
    near = _is_near(wanted, leaves_on=leaves_on, today=today)
    return _cell(need, Look.MISSING, "None") if near else _cell(need, Look.ASK, f"0 of {len(wanted)}")


def _is_near(steps: Sequence[Step], *, leaves_on: date, today: date) -> bool:
    days = [leaves_on, *(step.due_on for step in steps if step.due_on)]
    return min(days) - today <= NEAR


def _cell(need: MustHave, look: Look, word: str) -> Cell:
    return Cell(look, word, need.label)


def _short(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else f"{word[: LONGEST_WORD - 1].rstrip()}…"
