"""Which kind of date leads, and how sure each kind is: configuration, read once from ``release_date_order.yaml``."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as validated

from throughline.custody.statuses import DateType


class Confidence(StrEnum):
    """How sure a kind of date is, in a word."""

    FIRM = "firm"
    LIKELY = "likely"
    COULD_CHANGE = "could change"


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class Place:
    """The place of one kind of date in the order; ``release_date_order.yaml`` says what each part means."""

    type: DateType
    sure: Confidence
    source: str


def read_release_date_order(text: str) -> tuple[Place, ...]:
    """Read the order from YAML.

    Raises:
        ValueError: a place lacks something or has something unknown, or a kind of date has two.
    """
    places = TypeAdapter(tuple[Place, ...]).validate_python(yaml.safe_load(text) or ())
    if len({place.type for place in places}) != len(places):
        raise ValueError("A kind of date stands twice in the order of release dates.")
    return places


@lru_cache(maxsize=1)
def release_date_order() -> tuple[Place, ...]:
    """Return the order that came with this version."""
    return read_release_date_order(Path(__file__).with_name("release_date_order.yaml").read_text(encoding="utf-8"))
