"""The shapes that protocols, facts and laid steps have between reading, engine and plan. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from throughline.foundations.working_days import Calendar

Value = str | int | bool | frozenset[str] | None
"""What is known of one fact. None is not known, which is not the same as no."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When a step is due: so many days from an anchor, before it when negative.

    ``anchor`` and ``unit`` are values of ``statuses.Anchor`` and ``statuses.Unit``.
    """

    anchor: str
    offset: int
    unit: str = "days"


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Who owes a step. Just one of the three is said: a role, a department of the prison, or a kind of agency.

    Values of ``statuses.Role``, ``statuses.Department`` and ``agencies.statuses.OrganisationKind``.
    """

    role: str = ""
    department: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that must be true by a day, as a protocol asks for it.

    ``key`` names the need, so that the same need asked for by several protocols is one task. ``when`` is a condition on
    facts in the small language of ``reading.conditions``, empty for always. ``takes`` is how many days it usually
    needs.
    ``every_stay`` steps are asked for afresh in each stay in prison. ``must_have`` is a value of ``statuses.MustHave``.
    """

    key: str
    title: str
    pathway: str
    timing: Timing
    owner: Owner
    source: str
    why: str = ""
    stage: str = ""
    when: str = ""
    needs: tuple[str, ...] = ()
    evidence: str = ""
    takes: int = 0
    where: str = "either"
    must_have: str = ""
    every_stay: bool = False
    our_own_time: bool = False
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """A protocol as read from its file. ``when`` says whom it is for; its steps are for nobody else."""

    slug: str
    number: int
    title: str
    about: str
    source: str
    steps: tuple[Step, ...]
    when: str = ""
    laid_by_itself: bool = True


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """The days that steps hang on, as far as they are known.

    ``days`` maps values of ``statuses.Anchor`` to a day or None. ``begun_on`` is the day each protocol (by slug) was
    first laid: no step is due before it. ``left_on`` is the day they left prison, None while inside: what was not done
    inside and still matters is due that day. ``stay`` counts the stays in prison, this one included.
    """

    days: Mapping[str, date | None]
    begun_on: Mapping[str, date]
    left_on: date | None = None
    stay: int = 1


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A step as it stands for one person.

    ``timing`` is the one that makes it due: the earliest, where several protocols ask. ``due_on`` is None while its
    anchor's day is not known. ``needs`` are keys laid too. ``protocols`` are slugs. ``reason`` says why it is here.
    """

    key: str
    title: str
    why: str
    pathway: str
    stage: str
    timing: Timing
    due_on: date | None
    owner: Owner
    needs: tuple[str, ...]
    evidence: str
    takes: int
    where: str
    must_have: str
    protocols: tuple[str, ...]
    source: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A step that waits to know a fact, and which."""

    key: str
    title: str
    pathway: str
    facts: tuple[str, ...]
    protocols: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Runway:
    """What the engine says: the steps that are needed now, and those that wait for a fact.

    ``gone`` maps the keys of steps that are not needed (any more) to the reason, for those a protocol names.
    """

    laid: tuple[Laid, ...]
    asked: tuple[Asked, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Person:
    """All the engine knows of one person: facts by name (``reading.facts``), days, and whose working days count."""

    facts: Mapping[str, Value]
    anchors: Anchors
    calendar: Calendar
