"""What becomes of homes when someone leaves prison, and when they come back in."""

from datetime import date, datetime

from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.housing import queries
from throughline.housing.actions import homes
from throughline.housing.models import Home
from throughline.housing.rules import TENANCIES
from throughline.housing.rules.nights import NO_HOME
from throughline.housing.statuses import Sure, When
from throughline.people.models import Person


@writes
def at_the_gate(person: Person, stay: Stay, *, on: date, by: Actor, at: datetime) -> Home | None:
    """Let a home that was agreed be lived in from the day they left, else one that was kept; return which, if any.

    Where nothing was agreed or kept nothing is guessed: someone says where they live. The runway is the caller's.
    """
    theirs = Home.objects.filter(person=person)
    planned, kept = queries.planned_now(theirs).first(), list(queries.kept_now(theirs))
    if planned is not None and planned.sure == Sure.AGREED and planned.kind not in NO_HOME:
        for same in (home for home in kept if _is_same(home, planned)):
            _end(same, on=on, why=f"Went back to it from {_prison(stay)}.", by=by, at=at)
        return homes.move_in(planned, on=on, version=planned.version, by=by, at=at)
    if planned is None and kept:
        return homes.go_on_as(kept[0], when=When.AFTER, on=on, why=f"Left {_prison(stay)}.", by=by, at=at)
    return None


@writes
def back_inside(person: Person, stay: Stay, *, on: date, by: Actor, at: datetime) -> list[Home]:
    """Let tenancies they lived in go on as homes kept while in prison, and end other places; return those kept.

    Prison alone ends no tenancy: it is kept until someone says otherwise, so that its clocks run and are seen. A home
    begun after the day they came in is left alone.
    """
    kept, why = [], f"Came into {_prison(stay)}."
    for home in queries.living_now(Home.objects.filter(person=person)):
        if home.from_on is not None and home.from_on > on:
            continue
        if home.kind in TENANCIES:
            kept.append(homes.go_on_as(home, when=When.DURING, on=on, why=why, by=by, at=at))
        else:
            _end(home, on=on, why=why, by=by, at=at)
    return kept


def _is_same(kept: Home, planned: Home) -> bool:
    """Say whether a home that was kept and one that was planned are one place."""
    here = (kept.kind, kept.provider_id, kept.provider_words, kept.address_id)
    return here == (planned.kind, planned.provider_id, planned.provider_words, planned.address_id)


def _end(home: Home, *, on: date, why: str, by: Actor, at: datetime) -> None:
    first = max(on, home.from_on or on)
    homes.leave_home(home, on=first, why=why, version=home.version, by=by, at=at)


def _prison(stay: Stay) -> str:
    return stay.prison.organisation.name
