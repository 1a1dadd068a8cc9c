"""Somewhere to live is recorded, planned, moved into or lost, and the runway follows."""

from datetime import date, datetime

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.housing.actions import homes
from throughline.housing.actions.homes import HomeFacts
from throughline.housing.models import Home
from throughline.journeys.first_night import settle_first_night
from throughline.journeys.lay_runway import lay_runway
from throughline.people.models import Person


@writes
def add_home(person: Person, *, when: str, facts: HomeFacts, by: Actor, at: datetime) -> Home:
    """Keep where someone lived, keeps a home or lives now, and lay their runway again.

    Raises:
        Refused: see ``housing.actions.homes.add_home``.
    """
    home = homes.add_home(person, when=when, facts=facts, by=by, at=at)
    _follow(home.person, by=by, at=at)
    return home


@writes
def plan_home(person: Person, *, facts: HomeFacts, by: Actor, at: datetime) -> Home:
    """Plan a home for release, and lay the runway again. One planned before is kept as fallen through.

    Raises:
        Refused: see ``housing.actions.homes.plan_home``.
    """
    home = homes.plan_home(person, facts=facts, by=by, at=at)
    _follow(home.person, by=by, at=at)
    return home


@writes
def change_home(home: Home, *, facts: HomeFacts, version: int, by: Actor, at: datetime) -> Home:
    """Change what is known of a home, and lay the runway again.

    Raises:
        Stale: someone else changed it first.
        Refused: see ``housing.actions.homes.change_home``.
    """
    changed = homes.change_home(home, facts=facts, version=version, by=by, at=at)
    _follow(changed.person, by=by, at=at)
    return changed


@writes
def home_fell_through(home: Home, *, why: str, on: date, version: int, by: Actor, at: datetime) -> Home:
    """Keep that a planned home will not happen, and lay the runway again.

    Raises:
        Stale: someone else changed it first.
        Refused: see ``housing.actions.homes.home_fell_through``.
    """
    gone = homes.home_fell_through(home, why=why, on=on, version=version, by=by, at=at)
    _follow(gone.person, by=by, at=at)
    return gone


@writes
def move_in(home: Home, *, on: date, version: int, by: Actor, at: datetime) -> Home:
    """Keep that they live in the home that was planned, and lay the runway again.

    Raises:
        Stale: someone else changed it first.
        Refused: see ``housing.actions.homes.move_in``.
    """
    moved = homes.move_in(home, on=on, version=version, by=by, at=at)
    _follow(moved.person, by=by, at=at)
    return moved


@writes
def leave_home(home: Home, *, on: date, why: str, version: int, by: Actor, at: datetime) -> Home:
    """Keep that a home ended, and lay the runway again.

    Raises:
        Stale: someone else changed it first.
        Refused: see ``housing.actions.homes.leave_home``.
    """
    left = homes.leave_home(home, on=on, why=why, version=version, by=by, at=at)
    _follow(left.person, by=by, at=at)
    return left


def _follow(person: Person, *, by: Actor, at: datetime) -> None:
    """Let the runway and the step that asks for a bed follow what is known of homes now."""
    lay_runway(person, by=by, at=at)
    settle_first_night(person, by=by, at=at)
