"""The numbers the rules count with, read from ``thresholds.yaml`` with where each comes from."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "thresholds.yaml"


@dataclass(frozen=True, kw_only=True)
class MultipleNeeds:
    """How many strands make multiple needs."""

    needed: int
    source: str


@dataclass(frozen=True, kw_only=True)
class RevolvingDoor:
    """How many strands make a revolving door, and what each strand counts. Lengths in days, the last one included."""

    needed: int
    times_in_prison: int
    short_sentences: int
    short_sentence_days: int
    back_within_days: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Both rules' numbers."""

    version: int
    multiple_needs: MultipleNeeds
    revolving_door: RevolvingDoor


@cache
def thresholds() -> Thresholds:
    """Return the numbers that ship with this version."""
    kept = yaml.safe_load(FILE.read_text())
    return Thresholds(
        version=kept["version"],
        multiple_needs=MultipleNeeds(**kept["multiple_needs"]),
        revolving_door=RevolvingDoor(**kept["revolving_door"]),
    )
