"""Who does the demo's work, and with whose words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TypedDict, TypeVar

import yaml

from throughline.access import entering
from throughline.agencies.models import Service, User
from throughline.cases.models import Case
from throughline.demo.building import Places
from throughline.demo.working.services import KINDLING
from throughline.foundations.actors import Staff

FILE = Path(__file__).parent / "words.yaml"
KEY_WORKERS = ("case_worker", "throughcare_officer", "service_coordinator", "manager", "throughcare_manager")
T = TypeVar("T")


class Words(TypedDict):
    """What the file holds."""

    reasons: list[str]
    hopes: list[str]
    offers: list[str]
    contacts: list[tuple[str, str, str]]
    missed: list[tuple[str, str, str]]
    said: dict[str, tuple[str, str, str]]
    goals: dict[str, str]
    tasks: list[tuple[str, str, int, str]]
    keys: dict[str, str]


@dataclass
class Office:
    """The demo's places, services and staff at work, and the dice that decide."""

    places: Places
    services: dict[str, Service]
    at: datetime
    dice: Random = field(default_factory=lambda: Random(7))  # noqa: S311  people who do not exist need no secrecy
    _staff: dict[str, Staff] = field(default_factory=dict)

    @cached_property
    def words(self) -> Words:
        """What people and workers say."""
        written: Words = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        return written

    @property
    def kindling(self) -> Service:
        return self.services[KINDLING]

    @property
    def workers(self) -> list[User]:
        """The key workers of Kindling's pathway team, whoever employs them."""
        return [self.places.staff[role] for role in KEY_WORKERS]

    def chance(self, share: float) -> bool:
        """Say yes to a share of the times asked."""
        return self.dice.random() < share

    def acting(self, user: User) -> Staff:
        """Return a member of staff as whoever does something."""
        key = str(user.pk)
        if key not in self._staff:
            self._staff[key] = entering.staff(user, at=self.at)
        return self._staff[key]

    def worker_of(self, case: Case) -> User:
        """Return who works a case: its key worker, else whoever picks up what has none."""
        return case.key_worker or self.workers[0]


def week_by_week(rows: Iterable[T], *, when: Callable[[T], datetime]) -> list[list[T]]:
    """Return rows in lists of one week each, the earliest first: what is recorded together."""
    weeks: dict[tuple[int, int], list[T]] = {}
    for row in sorted(rows, key=when):
        year, week, _ = when(row).isocalendar()
        weeks.setdefault((year, week), []).append(row)
    return list(weeks.values())


def in_the_day(at: datetime, *, days_ago: int, dice: Random) -> datetime:
    """Return a moment of a day some days ago, between nine and four, never after ``at``."""
    then = (at - timedelta(days=days_ago)).replace(hour=dice.randrange(9, 16), minute=dice.choice((0, 15, 30, 45)))
    return min(then, at - timedelta(minutes=dice.randrange(30, 300)))
