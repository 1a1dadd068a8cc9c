"""Where someone sleeps on the first night out, and whether a planned home fits the day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughline.foundations.wording import counted, day
from throughline.housing.rules.settings import our_own
from throughline.housing.statuses import HomeKind, Sure, Yes

STEADY = frozenset(
    {
        HomeKind.COUNCIL,
        HomeKind.HOUSING_ASSOCIATION,
        HomeKind.PRIVATE,
        HomeKind.OWNED,
        HomeKind.FAMILY,
        HomeKind.SUPPORTED,
        HomeKind.SUPPORTED_WOMEN,
    }
)
STEADY_SOURCE = (
    "The prison and probation statistics part settled, bail or probation accommodation, other housed, homeless, rough "
    "sleeping and not known. Which of our kinds count as settled is our own reading."
)
TENANCIES = frozenset({HomeKind.COUNCIL, HomeKind.HOUSING_ASSOCIATION, HomeKind.PRIVATE, HomeKind.OWNED})
"""Homes that go on until someone ends them: prison alone does not."""

NO_HOME = frozenset({HomeKind.ROUGH, HomeKind.NO_ADDRESS})
NIGHT_BY_NIGHT = frozenset({HomeKind.SOFA})
HOMELESS = frozenset({*NO_HOME, *NIGHT_BY_NIGHT, HomeKind.TEMPORARY, HomeKind.EMERGENCY, HomeKind.HOSTEL})
"""Kinds that people counted as homeless live in, whether or not they have a roof tonight."""

BACK_HOME = "They go back to the home that was kept."


class FirstNightState(StrEnum):
    """Whether there is somewhere to sleep on the first night out."""

    IN_PLACE = "in_place"
    UNDER_WAY = "under_way"
    AT_RISK = "at_risk"
    MISSING = "missing"
    ASK = "ask"


WORDS = {
    FirstNightState.IN_PLACE: "In place",
    FirstNightState.UNDER_WAY: "Under way",
    FirstNightState.AT_RISK: "At risk",
    FirstNightState.MISSING: "Missing",
    FirstNightState.ASK: "Ask",
}


@dataclass(frozen=True, kw_only=True)
class PlannedHome:
    """A home planned for release, as far as the first night depends on it."""

    kind: str
    sure: str
    free_from_on: date | None = None
    held_until_on: date | None = None
    suitable: str = Yes.UNKNOWN
    safe: str = Yes.UNKNOWN


@dataclass(frozen=True)
class FirstNight:
    """The state in a word, and why in a sentence."""

    state: FirstNightState
    word: str
    reason: str

    @property
    def is_in_place(self) -> bool:
        return self.state == FirstNightState.IN_PLACE


def first_night(
    home: PlannedHome | None,
    *,
    release_on: date | None,
    today: date,
    kept: bool = False,
    asked: bool = False,
) -> FirstNight:
    """Say whether there is somewhere to sleep on the first night out.

    ``kept`` is whether a home is kept while they are in prison, ``asked`` whether a council or provider has been asked
    and has not answered. ``release_on`` None is no date, as on remand: any day may be the day.
    """
    if home is None or home.sure == Sure.FELL_THROUGH:
        return _with_nothing_planned(release_on, today=today, kept=kept, asked=asked)
    if said := in_place(home, release_on=release_on, kept=kept):
        return _night(FirstNightState.IN_PLACE, said)
    label = HomeKind(home.kind).label
    if home.kind in NO_HOME:
        return _night(FirstNightState.MISSING, f"{label}: no home is planned.")
    if (wrong := _what_is_wrong(home, release_on)) is not None:
        return _night(FirstNightState.AT_RISK, wrong)
    left = days_left(release_on, today=today)
    sure = Sure(home.sure).label.lower()
    if left is not None and left <= our_own().last_days:
        return _night(FirstNightState.AT_RISK, f"{label} is {sure} but not agreed, {_away(left)}.")
    return _night(FirstNightState.UNDER_WAY, f"{label}, {sure} and not agreed yet.")


def in_place(home: PlannedHome | None, *, release_on: date | None, kept: bool) -> str:
    """Say what there is for the first night, whatever the day is now; empty when nothing is in place."""
    if home is None or home.sure == Sure.FELL_THROUGH:
        return BACK_HOME if kept else ""
    fits = home.kind not in NO_HOME and _what_is_wrong(home, release_on) is None
    return f"{HomeKind(home.kind).label}, agreed." if fits and home.sure == Sure.AGREED else ""


def misfit(home: PlannedHome | None, *, release_on: date | None) -> str | None:
    """Say why a planned home does not fit the day of release; None when it does, or either is not known.

    ``held_until_on`` is half-open: a home held until the day of release is gone on that day.

    >>> home = PlannedHome(kind="supported", sure="agreed", held_until_on=date(2026, 3, 2))
    >>> misfit(home, release_on=date(2026, 3, 9))
    'The home is kept for them only until Mon 2 Mar, 7 days before release.'
    """
    if home is None or release_on is None or home.sure == Sure.FELL_THROUGH:
        return None
    if home.free_from_on is not None and home.free_from_on > release_on:
        late = counted((home.free_from_on - release_on).days, "day", "days")
        return f"The home is free from {day(home.free_from_on, today=release_on)}, {late} after release."
    if home.held_until_on is not None and home.held_until_on <= release_on:
        short = (release_on - home.held_until_on).days
        when = "the day of release" if short == 0 else f"{counted(short, 'day', 'days')} before release"
        return f"The home is kept for them only until {day(home.held_until_on, today=release_on)}, {when}."
    return None


def days_left(release_on: date | None, *, today: date) -> int | None:
    """Count the days to release, never below 0; None when no day is known."""
    return None if release_on is None else max(0, (release_on - today).days)


def _with_nothing_planned(release_on: date | None, *, today: date, kept: bool, asked: bool) -> FirstNight:
    if kept:
        return _night(FirstNightState.IN_PLACE, BACK_HOME)
    left = days_left(release_on, today=today)
    if asked and left is not None and left <= our_own().last_days:
        return _night(FirstNightState.AT_RISK, f"A council or provider was asked and has not agreed, {_away(left)}.")
    if asked:
        return _night(FirstNightState.UNDER_WAY, "A council or provider was asked and has not agreed yet.")
    if left is None:
        return _night(FirstNightState.ASK, "No home is planned and no date is known. Ask where they will live.")
    if left > our_own().look_ahead_days:
        return _night(FirstNightState.ASK, "No home is planned yet. Ask where they will live.")
    return _night(FirstNightState.MISSING, f"No home is planned, {_away(left)}.")


def _what_is_wrong(home: PlannedHome, release_on: date | None) -> str | None:
    if home.safe == Yes.NO:
        return "The home that is planned is not safe for them."
    if home.kind in NIGHT_BY_NIGHT:
        return "They would sleep at different places, night by night."
    return misfit(home, release_on=release_on) or (
        "The home that is planned does not suit them." if home.suitable == Yes.NO else None
    )


def _away(left: int) -> str:
    return "with release today" if left == 0 else f"with {counted(left, 'day', 'days')} left"


def _night(state: FirstNightState, reason: str) -> FirstNight:
    return FirstNight(state, WORDS[state], reason)
