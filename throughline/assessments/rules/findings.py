"""What a rule over someone's needs is told, and what it answers: yes, no or not known, with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from throughline.foundations.wording import listed


class Shut(StrEnum):
    """What a rule could have stood on and is not shared with whoever asks. The words are those on screen."""

    TALK = "needs and strengths"
    NEEDS = "health, drugs and alcohol"
    EARLIER = "earlier years"
    CUSTODY = "time in prison"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing someone said or a source recorded. ``on`` None means that its day is not known."""

    words: str
    on: date | None
    by: str


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What was last said about a part of life."""

    level: str
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class TimeInside:
    """One recorded stay in prison. ``convicted`` None means that the prison has not said why they were held."""

    admitted_on: date
    ended_on: date | None
    sentence_days: int | None
    convicted: bool | None
    by: str


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What the person says of earlier years. None is not known; ``times`` are those before the recorded ones."""

    times: int | None
    slept_rough: bool | None
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that whoever asks may see of one person that a rule stands on. ``shut`` is what they may not."""

    parts: Mapping[str, Spoken] = field(default_factory=dict)
    mental_health: Fact | None = None
    earlier: Earlier | None = None
    inside: tuple[TimeInside, ...] = ()
    shut: frozenset[Shut] = frozenset()

    @property
    def times(self) -> list[TimeInside]:
        """The recorded stays, the first of them first."""
        return sorted(self.inside, key=lambda stay: (stay.admitted_on, stay.ended_on or date.max))

    @property
    def times_before(self) -> int | None:
        """How often they were in prison before the recorded stays; None is not known."""
        return self.earlier.times if self.earlier else None


@dataclass(frozen=True, kw_only=True)
class Strand:
    """One of the things a rule looks for. ``answer`` None is not known; ``shut`` is what could have told."""

    name: str
    answer: bool | None
    facts: tuple[Fact, ...] = ()
    shut: frozenset[Shut] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule answers: it holds when at least ``needed`` of its strands do."""

    name: str
    strands: tuple[Strand, ...]
    needed: int

    @property
    def found(self) -> tuple[Strand, ...]:
        """The strands that hold."""
        return tuple(strand for strand in self.strands if strand.answer is True)

    @property
    def unknown(self) -> tuple[Strand, ...]:
        """The strands nobody can tell of yet."""
        return tuple(strand for strand in self.strands if strand.answer is None)

    @property
    def holds(self) -> bool | None:
        """Whether the rule holds; None while too much is not known to say."""
        if len(self.found) >= self.needed:
            return True
        return False if len(self.found) + len(self.unknown) < self.needed else None

    @property
    def shut(self) -> list[str]:
        """What could not be weighed, for it is not shared with whoever asks."""
        return sorted({shut.value for strand in self.strands for shut in strand.shut})

    @property
    def sentence(self) -> str:
        """Say what was found, and what is not known.

        >>> Finding(name="Multiple needs", strands=(Strand(name="Homelessness", answer=None),), needed=1).sentence
        'Not known yet. Not known: homelessness.'
        """
        found, unknown = _names(self.found), _names(self.unknown)
        if self.holds:
            return f"Yes: {found}."
        if self.holds is None:
            return f"Not known yet.{f' So far: {found}.' if found else ''} Not known: {unknown}."
        return f"No: only {found}." if found else "No: none of what it looks for."


def _names(strands: tuple[Strand, ...]) -> str:
    return listed(strand.name.lower() for strand in strands)
