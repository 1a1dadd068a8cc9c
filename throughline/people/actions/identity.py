"""Changing who we say someone is: names, numbers and details."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from throughline.agencies.models import Area
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.actions.registering import keys
from throughline.people.models import Identifier, Name, Person
from throughline.people.rules import NewIdentifier, NewName, check_born_on, check_name, shown, sort_name
from throughline.people.statuses import NameKind

ONE_AT_A_TIME = frozenset({NameKind.LEGAL.value, NameKind.CHOSEN.value})


@writes
def add_name(
    person: Person, *, name: NewName, from_on: date | None = None, source: str, by: Actor, at: datetime
) -> Name:
    """Keep another name. A new legal or chosen name ends the one before; neither is lost.

    Raises:
        Refused: there is nothing in it, or it is there already.
    """
    check_name(name)
    locked = lock(Person, person.pk)
    current = Name.objects.filter(person=locked, kind=name.kind, until_on=None)
    if current.filter(given__iexact=name.given, middle__iexact=name.middle, family__iexact=name.family).exists():
        raise Refused("That name is on the record already.", field="family")
    if name.kind in ONE_AT_A_TIME:
        current.update(until_on=from_on or at.date())
    row = Name.objects.create(
        person=locked,
        kind=name.kind,
        given=name.given,
        middle=name.middle,
        family=name.family,
        from_on=from_on,
        source=source,
    )
    _refresh(locked)
    journal.note(
        "people.name_added",
        about=row,
        person_id=locked.pk,
        by=by,
        at=at,
        tier=journal.TIER_ALL,
        kind=name.kind,
        name=name.whole,
    )
    return row


@writes
def end_name(name: Name, *, on: date, by: Actor, at: datetime) -> Name:
    """Stop using a name; it is kept, and still found by. One that ended stays as it ended.

    Raises:
        Refused: it is the only name they have.
    """
    locked = lock(Person, name.person_id)
    row = lock(Name, name.pk)
    if row.until_on is not None:
        return row
    if not Name.objects.filter(person=locked, until_on=None).exclude(pk=name.pk).exists():
        raise Refused("This is the only name on the record. Add another first.")
    row.until_on = on
    row.save(update_fields=["until_on"])
    _refresh(locked)
    journal.note("people.name_ended", about=row, person_id=locked.pk, by=by, at=at, name=str(row))
    return row


@writes
def change_details(
    person: Person,
    *,
    born_on: date | None,
    sex: str,
    language: str,
    home_area: Area | None,
    version: int,
    by: Actor,
    at: datetime,
) -> Person:
    """Change a person's birth date, recorded sex, language or home area.

    Raises:
        Stale: someone else changed it first.
        Refused: the birth date cannot be right.
    """
    check_born_on(born_on, today=at.date())
    locked = lock_version(Person, person.pk, version=version)
    facts: dict[str, journal.Fact] = {}
    for field, value in {"born_on": born_on, "sex": sex, "language": language, "home_area": home_area}.items():
        before = getattr(locked, field)
        if before != value:
            facts[field] = [str(before or "not known"), str(value or "not known")]
            setattr(locked, field, value)
    if facts:
        save_change(locked, "born_on", "sex", "language", "home_area")
        event = journal.Event(what="people.details_changed", about=locked, person_id=locked.pk, facts=facts)
        journal.note_many([event], by=by, at=at)
    return locked


@writes
def add_identifier(person: Person, *, number: NewIdentifier, source: str, by: Actor, at: datetime) -> Identifier:
    """Keep a number another system knows the person by. One already theirs is left as it is.

    Raises:
        Refused: it is on someone else's record.
    """
    locked = lock(Person, person.pk)
    if there := _theirs(locked, number):
        return there
    try:
        with transaction.atomic():
            row = Identifier.objects.create(person=locked, kind=number.kind, value=number.value, source=source)
    except IntegrityError:
        _theirs(locked, number)  # two at once: the other person has it now
        raise
    _refresh(locked)
    journal.note(
        "people.identifier_added", about=row, person_id=locked.pk, by=by, at=at, kind=number.kind, value=number.value
    )
    return row


def _theirs(person: Person, number: NewIdentifier) -> Identifier | None:
    """Return a number where it is the person's already.

    Raises:
        Refused: it is on someone else's record.
    """
    there = Identifier.objects.filter(kind=number.kind, value=number.value, ended_on=None).first()
    if there is not None and there.person_id != person.pk:
        raise Refused("That number is on another record. Ask information governance to look at both.", field="value")
    return there


@writes
def end_identifier(identifier: Identifier, *, on: date, by: Actor, at: datetime) -> Identifier:
    """Say that a number is no longer theirs; it is kept, but they are not found by it."""
    locked = lock(Person, identifier.person_id)
    row = lock(Identifier, identifier.pk)
    if row.ended_on is None:
        row.ended_on = on
        row.save(update_fields=["ended_on"])
        _refresh(locked)
        journal.note("people.identifier_ended", about=row, person_id=row.person_id, by=by, at=at, kind=row.kind)
    return row


def _refresh(person: Person) -> None:
    """Make the shown name and the search keys fit the names and numbers there are now."""
    rows = list(Name.objects.filter(person=person).order_by("until_on", "id"))
    every = tuple(NewName(kind=row.kind, given=row.given, middle=row.middle, family=row.family) for row in rows)
    now = tuple(name for name, row in zip(every, rows, strict=True) if row.until_on is None)
    name = shown(now or every)
    numbers = Identifier.objects.filter(person=person, ended_on=None).values_list("value", flat=True)
    person.shown_name, person.sort_name = name.whole, sort_name(name)
    person.search_keys = keys(every, numbers)
    save_change(person, "shown_name", "sort_name", "search_keys")
