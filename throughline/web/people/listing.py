"""One row of the list of people: who they are, where they are, and when they leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Value

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.reach import working
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import UNSENTENCED, confidence, leading
from throughline.custody.statuses import LegalStatus, MovementKind
from throughline.foundations.actors import Staff
from throughline.foundations.wording import day, days_until
from throughline.people import queries as people
from throughline.people.models import Identifier, Name, Person
from throughline.people.statuses import NameKind
from throughline.web.people.identity import PRISON_NUMBERS, known_as, place_words, typed

R = TypeVar("R", Name, KeyDate)

WORKS_WITH = "works_with"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A person in a list, in words.

    ``works_with`` is false where the viewer only knows of the person: number, place and date are then not shared.
    An empty answer is not known.
    """

    person: Person
    also: tuple[str, ...]
    works_with: bool
    number: str
    where: str
    where_source: str
    release: str
    release_source: str


@dataclass(frozen=True)
class Called:
    """What some people are called, by person; and whom of them the viewer works with."""

    names: dict[UUID, list[Name]]
    numbers: dict[UUID, str]
    works_with: frozenset[UUID]


def rows(found: Sequence[Person], *, by: Staff, today: date) -> list[Row]:
    """Return list rows for some people a viewer may see, in the order given, in three queries however many."""
    ids = [person.pk for person in found]
    called = _called(ids, by=by)
    stays, dates = _custody(ids, by=by)
    return [_row(person, called, stays.get(person.pk), dates.get(person.pk, []), today=today) for person in found]


def _row(person: Person, called: Called, stay: Stay | None, dates: list[KeyDate], *, today: date) -> Row:
    legal, others = known_as(person, called.names.get(person.pk, []))
    where, where_source = _where(stay, today=today)
    release, release_source = _release(stay, dates, today=today)
    return Row(
        person=person,
        also=tuple(filter(None, (legal, *others))),
        works_with=person.pk in called.works_with,
        number=called.numbers.get(person.pk, ""),
        where=where,
        where_source=where_source,
        release=release,
        release_source=release_source,
    )


def _where(stay: Stay | None, *, today: date) -> tuple[str, str]:
    if stay is None:
        return "", ""
    if stay.ended_on is not None:
        return f"Out since {day(stay.ended_on, today=today)}", f"From {stay.prison.organisation.name}"
    as_of = f"{stay.source}, {day(stay.as_of.date(), today=today)}"
    return ("Out on temporary licence" if stay.out_on_licence else place_words(stay)), as_of


def _release(stay: Stay | None, dates: list[KeyDate], *, today: date) -> tuple[str, str]:
    if stay is None:
        return "No stay on record", ""
    if stay.ended_on is not None:
        return "Has left", MovementKind(stay.ended_how).label
    first = leading(typed(dates))
    if first is None:
        status = LegalStatus(stay.legal_status)
        return "No date known", "On remand: could leave any day" if status in UNSENTENCED else ""
    return day(first.on, today=today), f"{days_until(first.on, today=today)}, {confidence(first.type).value}"


def _called(ids: list[UUID], *, by: Staff) -> Called:
    """Return names in use, prison numbers and whom the viewer works with, asked for together."""
    blank = Value("")
    names = people.of_people(people.names_now(access.visible(Name, by=by, to=Do.SEE_PEOPLE)), ids)
    held = people.current(access.visible(Identifier, by=by, to=Do.SEE_PEOPLE)).filter(kind__in=PRISON_NUMBERS)
    numbers = people.of_people(held, ids).order_by().values_list("person_id", "kind", "value", blank, blank)
    works_with = working(by, ids).values_list("person_id", Value(WORKS_WITH), blank, blank, blank)
    named = names.order_by().values_list("person_id", "kind", "given", "middle", "family")
    rows = sorted(named.union(numbers, works_with, all=True))
    return Called(
        names=_each(
            Name(person_id=pk, kind=kind, given=given, middle=middle, family=family)
            for pk, kind, given, middle, family in rows
            if kind in NameKind.values
        ),
        numbers={pk: value for pk, kind, value, *_ in rows if kind in PRISON_NUMBERS},
        works_with=frozenset(pk for pk, kind, *_ in rows if kind == WORKS_WITH),
    )


def _custody(ids: list[UUID], *, by: Staff) -> tuple[dict[UUID, Stay], dict[UUID, list[KeyDate]]]:
    """Return each person's latest stay and the dates that hold; nothing for a job without custody."""
    if not access.may(by, Do.SEE_CUSTODY):
        return {}, {}
    stays = people.of_people(custody.newest_first(access.visible(Stay, by=by, to=Do.SEE_CUSTODY)), ids)
    dates = people.of_people(custody.holding(access.visible(KeyDate, by=by, to=Do.SEE_CUSTODY)), ids)
    latest: dict[UUID, Stay] = {}
    for stay in stays:
        latest.setdefault(stay.person_id, stay)
    return latest, _each(date for date in dates if date.stay_id == latest[date.person_id].pk)


def _each(found: Iterable[R]) -> dict[UUID, list[R]]:
    by_person: dict[UUID, list[R]] = {}
    for row in found:
        by_person.setdefault(row.person_id, []).append(row)
    return by_person
