"""Registering someone, once."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_name
from throughline.foundations.writing import writes
from throughline.people import matching
from throughline.people.models import Identifier, Name, Person
from throughline.people.rules import NewName, NewPerson, check_born_on, check_name, reference, shown, sort_name

BATCH = 1000
RANDOM_RANGE = 21**6


class AlreadyKnown(Refused):
    """Raised when a number given for someone new is on a record already."""

    def __init__(self, person_id: object) -> None:
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
    (person,) = register_many([new], source=source, by=by, at=at)
    return person


@writes
def register_many(people: Sequence[NewPerson], *, source: str, by: Actor, at: datetime) -> list[Person]:
    """Start records for people known to be new, in the order given.

    Raises:
        Refused: someone has no name, or a birth date that cannot be right.
        IntegrityError: a number is on a record already.
    """
    for new in people:
        _check(new, at=at)
    rows = Person.objects.bulk_create([_person(new, at=at) for new in people], batch_size=BATCH)
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


def _person(new: NewPerson, *, at: datetime) -> Person:
    name = shown(new.names)
    return Person(
        reference=reference(secrets.randbelow(RANDOM_RANGE)),
        shown_name=name.whole,
        sort_name=sort_name(name),
        born_on=new.born_on,
        sex=new.sex,
        language=new.language,
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
