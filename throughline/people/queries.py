"""What we ask of people's records. Each question narrows the rows it is given."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, F, Model, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from throughline.agencies.models import AreaPart
from throughline.people import matching
from throughline.people.models import ContactPoint, Identifier, Name, Need, Person, Relation, SensitiveFact
from throughline.people.rules import read_reference
from throughline.people.statuses import NameKind, Safety

M = TypeVar("M", bound=Model)

NOBODY = Q(pk__in=())


LIKELY_AT_MOST = 200
"""People looked at for one "already known?": past this, more must be said before comparing helps."""


def matching_words(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Return the people every typed word fits: part of a name, a like-sounding name, a whole number or reference."""
    if reference := read_reference(text):
        return people.filter(reference=reference)
    for choices in matching.query_keys(text):
        people = people.filter(search_keys__overlap=sorted(choices))
    return people


def after(people: QuerySet[Person], *, sort_name: str, pk: UUID) -> QuerySet[Person]:
    """Return the people who come after one, in the order of lists."""
    later = Q(sort_name__gt=sort_name) | Q(pk__gt=pk)
    return people.filter(later, sort_name__gte=sort_name)


def after_person(people: QuerySet[Person], last: QuerySet[Person], *, pk: UUID) -> QuerySet[Person]:
    """Return the people who come after one; all of them when ``last`` holds nobody."""
    name = Coalesce(Subquery(last.order_by().values("sort_name")), Value(""))
    return people.filter(Q(sort_name__gt=name) | Q(pk__gt=pk), sort_name__gte=name)


def by_name(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return people in the order of lists."""
    return people.select_related("home_area").order_by("sort_name", "id")


def likely(
    people: QuerySet[Person], *, names: Iterable[str], numbers: Iterable[str], born: Iterable[date]
) -> QuerySet[Person]:
    """Return people who might be someone described, a bounded number of them.

    That is: anyone with one of the numbers, anyone with a word of a name and a birth date near, or, where no birth
    date is given, anyone whom every word of a name fits.
    """
    by_number = Q(search_keys__overlap=[matching.number_key(number) for number in numbers])
    near = list(born)
    each = [[Q(search_keys__overlap=sorted(choices)) for choices in matching.query_keys(name)] for name in names]
    join, also = (or_, Q(born_on__in=near) | Q(born_on=None)) if near else (and_, Q())
    by_name = reduce(or_, (reduce(join, words) for words in each if words), NOBODY)
    found = people.filter(by_number | (by_name & also))
    return found.order_by("sort_name", "id")[:LIKELY_AT_MOST]


def current(rows: QuerySet[M]) -> QuerySet[M]:
    """Return the rows that still hold, newest first."""
    return rows.filter(ended_on=None).order_by("-id")


def living_in(people: QuerySet[Person], area: UUID, parts: QuerySet[AreaPart]) -> QuerySet[Person]:
    """Return the people whose home is in an area, or in a part of it."""
    return people.filter(Q(home_area=area) | Q(home_area__in=parts.order_by().values("part_id")))


def of_people(rows: QuerySet[M], people: Iterable[UUID]) -> QuerySet[M]:
    """Return the rows about some people."""
    return rows.filter(person__in=list(people))


def names_now(names: QuerySet[Name]) -> QuerySet[Name]:
    """Return the names in use, the one they choose first, then their legal name."""
    return by_use(names.filter(until_on=None))


def by_use(names: QuerySet[Name]) -> QuerySet[Name]:
    """Return names, those in use first, the one they choose at the top."""
    first = Case(When(kind=NameKind.CHOSEN, then=0), When(kind=NameKind.LEGAL, then=1), default=2)
    return names.order_by(F("until_on").desc(nulls_first=True), first, "family", "given", "id")


def by_kind(numbers: QuerySet[Identifier]) -> QuerySet[Identifier]:
    """Return numbers, those in use first."""
    return numbers.order_by(F("ended_on").desc(nulls_first=True), "kind", "value", "id")


def safest_first(contacts: QuerySet[ContactPoint]) -> QuerySet[ContactPoint]:
    """Return the ways to reach someone now, those that are safe first."""
    order = [When(safety=safety, then=place) for place, safety in enumerate(Safety.values)]
    return contacts.filter(ended_on=None).order_by(Case(*order, default=len(order)), "kind", "id")


def needs_now(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Return the needs that still hold, the newest first."""
    return needs.filter(ended_on=None).order_by("-noted_on", "-id")


def family_now(relations: QuerySet[Relation]) -> QuerySet[Relation]:
    """Return the family and household as it is now, by name."""
    return relations.filter(ended_on=None).order_by("name", "id")


def history_now(facts: QuerySet[SensitiveFact]) -> QuerySet[SensitiveFact]:
    """Return the sensitive history that still stands, the newest first."""
    return facts.filter(ended_on=None).order_by("-noted_on", "-id")


def ended(rows: QuerySet[M]) -> QuerySet[M]:
    """Return the rows that no longer hold, the last ended first."""
    return rows.filter(ended_on__isnull=False).order_by("-ended_on", "-id")
