"""What we ask of people's records. Each question narrows the rows it is given."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from throughline.people import matching
from throughline.people.models import Person

M = TypeVar("M", bound=Model)


def matching_words(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Return the people every typed word fits: part of a name, a like-sounding name, or a whole number."""
    for choices in matching.query_keys(text):
        people = people.filter(search_keys__overlap=sorted(choices))
    return people


def after(people: QuerySet[Person], *, sort_name: str, pk: str) -> QuerySet[Person]:
    """Return the people who come after one, in the order of lists."""
    return people.filter(Q(sort_name__gt=sort_name) | Q(sort_name=sort_name, pk__gt=pk))


def by_name(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return people in the order of lists."""
    return people.select_related("home_area").order_by("sort_name", "id")


def likely(
    people: QuerySet[Person], *, names: Iterable[str], numbers: Iterable[str], born: Iterable[date]
) -> QuerySet[Person]:
    """Return people who might be someone described: a name that sounds alike with a birth date near, or a number."""
    by_number = Q(search_keys__overlap=[matching.number_key(number) for number in numbers])
    words = [choices for name in names for choices in matching.query_keys(name)]
    by_words = reduce(or_, (Q(search_keys__overlap=sorted(choices)) for choices in words), Q(pk=None))
    near = list(born)
    return people.filter(by_number | (by_words & Q(born_on__in=near) if near else by_words)).order_by("sort_name", "id")


def current(rows: QuerySet[M]) -> QuerySet[M]:
    """Return the rows that still hold, newest first."""
    return rows.filter(ended_on=None).order_by("-id")
