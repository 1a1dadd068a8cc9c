"""The frameworks that come with Throughline, as ``frameworks/*.yaml`` say them."""

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as validated

FOLDER = Path(__file__).parent / "frameworks"


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class ShippedDomain:
    """One thing to score, in our own words, with its steps from the hardest to the best."""

    key: str
    name: str
    plain_name: str
    guidance: str
    steps: tuple[str, ...]
    compartment: str = ""


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class Counted:
    """An outcome that is counted from work instead of being scored, and what counts it."""

    outcome: str
    measured_by: str


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class ShippedFramework:
    """A set of things to score."""

    slug: str
    name: str
    about: str
    domains: tuple[ShippedDomain, ...]
    counted: tuple[Counted, ...] = ()


@lru_cache(maxsize=1)
def shipped() -> tuple[ShippedFramework, ...]:
    """Return every framework that comes with this version, by the name of its file."""
    reader = TypeAdapter(ShippedFramework)
    return tuple(reader.validate_python(yaml.safe_load(path.read_text())) for path in sorted(FOLDER.glob("*.yaml")))


def counted(slug: str) -> tuple[Counted, ...]:
    """Return what a framework leaves to be counted from work; nothing for one that is not ours."""
    return next((one.counted for one in shipped() if one.slug == slug), ())
