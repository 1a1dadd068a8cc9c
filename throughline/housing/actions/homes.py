"""Homes: recorded, planned for release, moved into, left."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Area, Organisation
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.housing import queries
from throughline.housing.actions.parts import note
from throughline.housing.models import Home
from throughline.housing.rules import homes as rules
from throughline.housing.statuses import HomeKind, Sure, When, Yes
from throughline.people.models import ContactPoint, Person

REPLACED = "Another place was planned."


@dataclass(frozen=True, kw_only=True)
class HomeFacts:
    """What is known of a home. Days are half-open; ``sure`` and the two days after it are of planned homes only."""

    kind: str
    area: Area | None = None
    provider: Organisation | None = None
    provider_words: str = ""
    address: ContactPoint | None = None
    from_on: date | None = None
    until_on: date | None = None
    left_why: str = ""
    sure: str = ""
    free_from_on: date | None = None
    held_until_on: date | None = None
    suitable: str = Yes.UNKNOWN
    safe: str = Yes.UNKNOWN
    shared: str = Yes.UNKNOWN
    their_choice: str = Yes.UNKNOWN
    rent_help: str = ""
    means_to_return: str = Yes.UNKNOWN
    arrears: str = Yes.UNKNOWN
    words: str = ""
    source: str
    noted_on: date


FACTS = tuple(field.name for field in fields(HomeFacts))


@writes
def add_home(person: Person, *, when: str, facts: HomeFacts, by: Actor, at: datetime) -> Home:
    """Keep where someone lived, keeps a home or lives now. A home for release is planned instead.

    Raises:
        Refused: it is planned, a day cannot be, or the address is not theirs.
    """
    if when not in {When.BEFORE, When.DURING, When.AFTER}:
        raise Refused("Plan a home for release instead.", field="when")
    _check(person, when, facts, at=at)
    home = Home.objects.create(person=lock(Person, person.pk), when=when, **_columns(facts))
    note("housing.home_added", home, by=by, at=at, when=When(when).label, kind=HomeKind(home.kind).label)
    return home


@writes
def plan_home(person: Person, *, facts: HomeFacts, by: Actor, at: datetime) -> Home:
    """Plan a home for release. One that was planned before is kept as fallen through.

    Raises:
        Refused: how sure it is is not said, a day cannot be, or the address is not theirs.
    """
    _check(person, When.PLANNED, facts, at=at)
    locked = lock(Person, person.pk)
    before = queries.planned_now(Home.objects.select_for_update(of=("self",), no_key=True).filter(person=locked))
    for row in before:
        _fell_through(row, why=REPLACED, on=localdate(at), by=by, at=at)
    home = Home.objects.create(person=locked, when=When.PLANNED, **_columns(facts))
    sure = Sure(home.sure).label
    note("housing.home_planned", home, by=by, at=at, kind=HomeKind(home.kind).label, sure=sure)
    return home


@writes
def change_home(home: Home, *, facts: HomeFacts, version: int, by: Actor, at: datetime) -> Home:
    """Change what is known of a home, how sure a planned one is among it.

    Raises:
        Stale: someone else changed it first.
        Refused: it fell through, a day cannot be, or the address is not theirs.
    """
    row = lock_version(Home, home.pk, version=version)
    if row.sure == Sure.FELL_THROUGH:
        raise Refused("This home fell through. Plan another.")
    _check(row.person, row.when, facts, at=at)
    before = Sure(row.sure).label if row.sure else ""
    for name, value in _columns(facts).items():
        setattr(row, name, value)
    save_change(row, *FACTS)
    sure = Sure(row.sure).label if row.sure else ""
    facts_said = {"when": When(row.when).label, "kind": HomeKind(row.kind).label}
    note("housing.home_changed", row, by=by, at=at, before=before, sure=sure, **facts_said)
    return row


@writes
def home_fell_through(home: Home, *, why: str, on: date, version: int, by: Actor, at: datetime) -> Home:
    """Keep that a planned home will not happen, and why.

    Raises:
        Stale: someone else changed it first.
        Refused: it is not planned, no reason is given, or the day has not come.
    """
    row = lock_version(Home, home.pk, version=version)
    rules.check_fell_through(when=row.when, sure=row.sure, on=on, why=why, today=localdate(at))
    return _fell_through(row, why=why, on=on, by=by, at=at)


@writes
def move_in(home: Home, *, on: date, version: int, by: Actor, at: datetime) -> Home:
    """Keep that they live in the home that was planned, from a day.

    Raises:
        Stale: someone else changed it first.
        Refused: it is not planned, or the day has not come.
    """
    row = lock_version(Home, home.pk, version=version)
    rules.check_moved_in(when=row.when, sure=row.sure, on=on, today=localdate(at))
    row.when, row.sure, row.from_on, row.free_from_on, row.held_until_on = When.AFTER, "", on, None, None
    save_change(row, "when", "sure", "from_on", "free_from_on", "held_until_on")
    note("housing.moved_in", row, by=by, at=at, kind=HomeKind(row.kind).label, on=on.isoformat())
    return row


@writes
def leave_home(home: Home, *, on: date, why: str, version: int, by: Actor, at: datetime) -> Home:
    """Keep that a home that was kept or lived in ended: the first day not there, and why.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended, is only planned, no reason is given, or the day cannot be.
    """
    row = lock_version(Home, home.pk, version=version)
    rules.check_left(when=row.when, from_on=row.from_on, until_on=row.until_on, on=on, why=why, today=localdate(at))
    return _left(row, on=on, why=why, by=by, at=at)


@writes
def go_on_as(home: Home, *, when: str, on: date, why: str, by: Actor, at: datetime) -> Home:
    """Let a home go on in the next part of the story: kept when they come in, lived in again when they leave.

    The part before it ends on the day; the same home begins in the new part.
    """
    row = lock(Home, home.pk)
    facts = _columns(facts_of(row))
    _left(row, on=max(on, row.from_on or on), why=why, by=by, at=at)
    begun = facts | {"from_on": on, "until_on": None, "left_why": "", "noted_on": localdate(at)}
    after = Home.objects.create(person=row.person, when=when, **begun)
    note("housing.home_went_on", after, by=by, at=at, when=When(when).label, kind=HomeKind(row.kind).label)
    return after


def facts_of(home: Home) -> HomeFacts:
    """Return what is known of a home, to change some of it."""
    return HomeFacts(**{name: getattr(home, name) for name in FACTS})


def _check(person: Person, when: str, facts: HomeFacts, *, at: datetime) -> None:
    days = rules.HomeDays(
        when=when,
        kind=facts.kind,
        sure=facts.sure,
        from_on=facts.from_on,
        until_on=facts.until_on,
        free_from_on=facts.free_from_on,
        held_until_on=facts.held_until_on,
        noted_on=facts.noted_on,
    )
    rules.check_home(days, today=localdate(at))
    if facts.address is not None and facts.address.person_id != person.pk:
        raise Refused("Choose one of their own addresses.", field="address")


def _columns(facts: HomeFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in FACTS}


def _fell_through(row: Home, *, why: str, on: date, by: Actor, at: datetime) -> Home:
    row.sure, row.left_why, row.until_on = Sure.FELL_THROUGH, why, on
    save_change(row, "sure", "left_why", "until_on")
    note("housing.home_fell_through", row, by=by, at=at, kind=HomeKind(row.kind).label, why=why)
    return row


def _left(row: Home, *, on: date, why: str, by: Actor, at: datetime) -> Home:
    row.until_on, row.left_why = on, why
    save_change(row, "until_on", "left_why")
    note("housing.home_left", row, by=by, at=at, kind=HomeKind(row.kind).label, on=on.isoformat(), why=why)
    return row
