"""Warn when a release falls on a day the jurisdiction avoids. No date is changed here: the usual day is only named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as validated

from throughline.foundations.wording import day
from throughline.foundations.working_days import Calendar, Jurisdiction

ONE_DAY = timedelta(days=1)


class Weekday(StrEnum):
    """The days of the week, Monday first, as ``date.weekday`` counts them."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


_WEEK = tuple(Weekday)


class ReleaseKind(StrEnum):
    """What sort of release it is, as far as the rules about days care."""

    FIXED_SENTENCE = "fixed_sentence"
    INDETERMINATE = "indeterminate"
    PAROLE = "parole"
    HOME_DETENTION_CURFEW = "home_detention_curfew"
    COURT = "court"


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class ReleaseDayRule:
    """One dated rule about days of release; ``release_day_rules.yaml`` says what each part means."""

    key: str
    jurisdiction: Jurisdiction
    starts_on: date | None
    ends_on: date | None
    confirmed: bool
    weekdays: frozenset[Weekday]
    public_holidays: bool
    eves: bool
    unless_moved_there: frozenset[Weekday]
    minimum_days_served: int
    not_for: frozenset[ReleaseKind]
    says: str
    source: str

    def __post_init__(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValueError(f"Rule {self.key} ends before it starts.")
        if len(self.weekdays | self.unless_moved_there) == len(_WEEK):
            raise ValueError(f"Rule {self.key} leaves no day of the week to be released on.")

    def holds_on(self, on: date) -> bool:
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on < self.ends_on)

    def avoids(self, on: date, *, calendar: Calendar) -> str:
        """Say why a day is avoided, as in "a Friday"; empty when it is not."""
        if self.public_holidays and (holiday := calendar.holiday(on)):
            return f"a public holiday ({holiday})"
        if _WEEK[on.weekday()] in self.weekdays:
            return f"a {_WEEK[on.weekday()].capitalize()}"
        if self.eves and (holiday := calendar.holiday(on + ONE_DAY)):
            return f"the day before a public holiday ({holiday})"
        return ""


@dataclass(frozen=True)
class ReleaseDayWarning:
    """A release date on an avoided day, and the ``usual_on`` the rules would bring it to.

    ``doubts`` say what the rules rest on that was not confirmed, or is not known about the person.
    """

    release_on: date
    usual_on: date
    sentence: str
    rules: tuple[ReleaseDayRule, ...]
    doubts: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(rule.says for rule in self.rules)

    @property
    def source(self) -> str:
        return "; ".join(rule.source for rule in self.rules)


def release_day_warning(
    release_on: date,
    *,
    calendar: Calendar,
    today: date,
    kind: ReleaseKind | None = None,
    days_served: int | None = None,
    rules: Iterable[ReleaseDayRule] | None = None,
) -> ReleaseDayWarning | None:
    """Warn about a day of release that is avoided where the prison is; None when the day is as good as any.

    ``kind`` and ``days_served`` (since sentence) are None when not known.
    """
    known = release_day_rules() if rules is None else rules
    usual_on, applied = release_on, []
    for rule in _that_may_apply(known, release_on, calendar.jurisdiction, kind, days_served):
        brought_to = _usual_day(rule, usual_on, calendar)
        if brought_to != usual_on:
            applied.append(rule)
            usual_on = brought_to
    if not applied:
        return None
    sentence = _sentence(release_on, usual_on, applied[0], calendar=calendar, today=today)
    return ReleaseDayWarning(release_on, usual_on, sentence, tuple(applied), tuple(_doubts(applied, kind, days_served)))


def read_release_day_rules(text: str) -> tuple[ReleaseDayRule, ...]:
    """Read rules from YAML.

    Raises:
        pydantic.ValidationError: a rule lacks something, has something unknown, or contradicts itself.
    """
    return TypeAdapter(tuple[ReleaseDayRule, ...]).validate_python(yaml.safe_load(text) or ())


@lru_cache(maxsize=1)
def release_day_rules() -> tuple[ReleaseDayRule, ...]:
    """Return the rules that came with this version."""
    return read_release_day_rules(Path(__file__).with_name("release_day_rules.yaml").read_text(encoding="utf-8"))


def _that_may_apply(
    rules: Iterable[ReleaseDayRule],
    release_on: date,
    jurisdiction: Jurisdiction,
    kind: ReleaseKind | None,
    days_served: int | None,
) -> Iterator[ReleaseDayRule]:
    for rule in rules:
        excluded = kind in rule.not_for or (days_served is not None and days_served < rule.minimum_days_served)
        if rule.jurisdiction == jurisdiction and rule.holds_on(release_on) and not excluded:
            yield rule


def _usual_day(rule: ReleaseDayRule, on: date, calendar: Calendar) -> date:
    """Return the last day up to this one that the rule accepts. A day it was brought to is not the day first given."""
    given = on
    while rule.avoids(on, calendar=calendar) or (on == given and _WEEK[on.weekday()] in rule.unless_moved_there):
        on -= ONE_DAY
    return on


def _doubts(rules: Iterable[ReleaseDayRule], kind: ReleaseKind | None, days_served: int | None) -> Iterator[str]:
    for rule in rules:
        if not rule.confirmed:
            yield "It was not confirmed that this rule is in force. Check before relying on it."
        if rule.minimum_days_served and (kind is None or days_served is None):
            yield "The kind of sentence or the days served are not recorded here. Check that this rule applies."


def _sentence(release_on: date, usual_on: date, first: ReleaseDayRule, *, calendar: Calendar, today: date) -> str:
    why = first.avoids(release_on, calendar=calendar) or f"a {_WEEK[release_on.weekday()].capitalize()}"
    return (
        f"{day(release_on, today=today)} is {why}, a day releases avoid in {calendar.jurisdiction.label}. "
        f"The usual day is {day(usual_on, today=today)}."
    )
