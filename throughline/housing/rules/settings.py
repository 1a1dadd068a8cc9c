"""What is kept as configuration: clocks, forms, nations, and the limits that are our own."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as validated

from throughline.custody.statuses import LegalStatus
from throughline.housing.statuses import ApplicationKind, Nation, RentHelp

T = TypeVar("T")
CHAPTER = Path(__file__).parents[1]


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class OurOwn:
    """Limits that no source gives; ``our_own.yaml`` says what each is for."""

    efforts_before_ready: int
    last_days: int
    look_ahead_days: int
    way_holds_months: int
    tries_of_a_council: int
    milestone_weeks: tuple[int, ...]


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class ClockRule:
    """How long one kind of help with the rent goes on; ``tenancy_clocks.yaml`` says what each part means."""

    key: str
    rent_help: RentHelp
    statuses: frozenset[LegalStatus]
    weeks: int
    tell_within_days: int | None
    starts_on: date | None
    ends_on: date | None
    confirmed: bool
    says: str
    check: str
    source: str

    def __post_init__(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValueError(f"Clock {self.key} ends before it starts.")
        if self.confirmed == bool(self.check):
            raise ValueError(f"Clock {self.key} must say what to ask just when it is not confirmed.")

    def is_for(self, rent_help: str, legal_status: str, *, on: date) -> bool:
        begun = self.starts_on is None or self.starts_on <= on
        over = self.ends_on is not None and self.ends_on <= on
        for_status = not self.statuses or legal_status in self.statuses
        return begun and not over and self.rent_help == rent_help and for_status


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class Form:
    """One thing that may be asked of a council in one nation; ``application_forms.yaml`` says what each part means."""

    nation: Nation
    kind: ApplicationKind
    title: str
    asks_three_yeses: bool
    within_days: int | None
    confirmed: bool
    says: str
    source: str


@dataclass(frozen=True)
class Nations:
    """The council areas whose nation their jurisdiction does not tell."""

    wales: frozenset[str]


def read(text: str, kind: type[T]) -> T:
    """Read configuration from YAML.

    Raises:
        pydantic.ValidationError: something is missing, unknown or contradicts itself.
    """
    return TypeAdapter(kind).validate_python(yaml.safe_load(text))


@lru_cache(maxsize=1)
def our_own() -> OurOwn:
    """Return the limits that are our own."""
    return read(_text("our_own"), OurOwn)


@lru_cache(maxsize=1)
def clock_rules() -> tuple[ClockRule, ...]:
    """Return how long help with the rent goes on, the first that fits first."""
    return read(_text("tenancy_clocks"), tuple[ClockRule, ...])


@lru_cache(maxsize=1)
def all_forms() -> tuple[Form, ...]:
    """Return everything that may be asked of a council, in the order it is offered."""
    return read(_text("application_forms"), tuple[Form, ...])


@lru_cache(maxsize=1)
def nations() -> Nations:
    """Return the council areas that are in Wales."""
    return read(_text("nations"), Nations)


def _text(name: str) -> str:
    return (CHAPTER / f"{name}.yaml").read_text(encoding="utf-8")
