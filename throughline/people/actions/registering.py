"""Registering someone, once."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_name
from throughline.foundations.writing import writes
from throughline.people import matching
from throughline.people.models import Identifier, Name, Person
from throughline.people.rules import (
    NewIdentifier,
    NewName,
    NewPerson,
    check_born_on,
    check_name,
    reference,
    shown,
    sort_name,
)

BATCH = 1000
RANDOM_RANGE = 21**6


class AlreadyKnown(Refused):
    """Raised when a number given for someone new is on a record already."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__("That number is already on someone's record, so nobody was registered twice.", field="number")
        self.person_id = person_id


@writes
def register(new: NewPerson, *, source: str, by: Actor, at: datetime) -> Person:
    """Start a record for someone new to us.

    Raises:
        AlreadyKnown: a number given is on a record already.
        Refused: there is no name, or the birth date cannot be right.
    """
    _check_unknown(new)
    try:
        with transaction.atomic():
            (person,) = register_many([new], source=source, by=by, at=at)
    except IntegrityError:
        _check_unknown(new)  # two at once: the other was first, and holds the number now
        raise
    return person


@writes
def holders(numbers: Iterable[NewIdentifier]) -> list[UUID]:
    """Return who holds any of some numbers, whoever may see them. Only for asking "already known?"."""
    wanted = [Q(kind=number.kind, value=number.value) for number in numbers]
    held = Identifier.objects.filter(reduce(or_, wanted, Q(pk__in=())), ended_on=None)
    return list(held.order_by("person_id").values_list("person_id", flat=True).distinct())


@writes
def register_many(people: Sequence[NewPerson], *, source: str, by: Actor, at: datetime) -> list[Person]:
    """Start records for people known to be new, in the order given.

    Raises:
        Refused: someone has no name, or a birth date that cannot be right.
        IntegrityError: a number is on a record already.
    """
    for new in people:
        _check(new, at=at)
    free = _free_references(len(people))
    made = [_person(new, reference=free.pop(), at=at) for new in people]
    rows = Person.objects.bulk_create(made, batch_size=BATCH)
    pairs = list(zip(rows, people, strict=True))
    Name.objects.bulk_create(_names(pairs, source), batch_size=BATCH)
    Identifier.objects.bulk_create(_identifiers(pairs, source), batch_size=BATCH)
    journal.note_many(
        (
            journal.Event(
                what="people.registered", about=row, person_id=row.pk, tier=journal.TIER_ALL, facts={"source": source}
            )
            for row in rows
        ),
        by=by,
        at=at,
    )
    return rows


def _check_unknown(new: NewPerson) -> None:
    for number in new.identifiers:
        found = Identifier.objects.filter(kind=number.kind, value=number.value, ended_on=None).first()
        if found is not None:
            raise AlreadyKnown(found.person_id)


def _check(new: NewPerson, *, at: datetime) -> None:
    if not new.names:
        raise Refused("Give at least one name.", field="family")
    for name in new.names:
        check_name(name)
    check_born_on(new.born_on, today=at.date())


def _free_references(count: int) -> set[str]:
    """Return references that nobody has."""
    free: set[str] = set()
    while len(free) < count:
        tried = {reference(secrets.randbelow(RANDOM_RANGE)) for _ in range(count - len(free))}
        taken = Person.objects.filter(reference__in=tried).values_list("reference", flat=True)
        free |= tried - set(taken)
    return free


def _person(new: NewPerson, *, reference: str, at: datetime) -> Person:
    name = shown(new.names)
    return Person(
        reference=reference,
        shown_name=name.whole,
        sort_name=sort_name(name),
        born_on=new.born_on,
        sex=new.sex,
        language=new.language,
        home_area_id=new.home_area_id,
        search_keys=keys(new.names, [number.value for number in new.identifiers]),
        registered_at=at,
    )


def keys(names: Iterable[NewName], numbers: Iterable[str]) -> list[str]:
    """Return the keys a person is found by: from every name, and each number whole."""
    found = matching.search_keys([full_name(name.given, name.middle, name.family) for name in names])
    return sorted(found | {matching.number_key(number) for number in numbers})


def _names(pairs: Iterable[tuple[Person, NewPerson]], source: str) -> list[Name]:
    return [
        Name(
            person=person,
            kind=name.kind,
            given=name.given.strip(),
            middle=name.middle.strip(),
            family=name.family.strip(),
            source=source,
        )
        for person, new in pairs
        for name in new.names
    ]


def _identifiers(pairs: Iterable[tuple[Person, NewPerson]], source: str) -> list[Identifier]:
    return [
        Identifier(person=person, kind=number.kind, value=number.value, source=source)
        for person, new in pairs
        for number in new.identifiers
    ]
