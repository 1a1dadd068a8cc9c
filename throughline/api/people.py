"""People, as JSON: find, read, register."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.db.models import Model, QuerySet
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.api.fields import PRINTABLE, Id, Taken
from throughline.api.problems import ANSWERS, FieldProblem, Problem
from throughline.custody import queries as custody
from throughline.custody.models import Stay
from throughline.people import queries
from throughline.people.identifiers import IdentifierKind
from throughline.people.models import Identifier, Name, Person
from throughline.people.statuses import NameKind, Sex

router = Router(tags=["People"])

Search = Annotated[str, StringConstraints(max_length=100, pattern=PRINTABLE)]
PrisonCode = Annotated[str, StringConstraints(max_length=6, pattern=r"^[A-Za-z0-9]*$")]


class PersonOut(Schema):
    """Someone we support."""

    id: UUID
    reference: str
    name: str = Field(description="The name they choose, else their legal name.")
    born_on: date | None
    sex: Sex
    language: str = Field(description="Empty when not known.")
    home_area: str | None = Field(description="The area they call home; null when not known.")
    registered_at: datetime


class NameOut(Schema):
    """A name, with the days it was used: from the first, up to but not including the last."""

    kind: NameKind
    given: str
    middle: str
    family: str
    from_on: date | None
    until_on: date | None
    source: str


class PersonInFullOut(PersonOut):
    """Someone we support, with every name they are known by."""

    names: list[NameOut]


class PeopleOut(Schema):
    """One page of people, by family name."""

    people: list[PersonOut]
    next: UUID | None = Field(description="Send as `after` for the next page; null on the last.")


class IdentifierOut(Schema):
    """A number another system knows someone by."""

    kind: IdentifierKind
    value: str
    source: str
    ended_on: date | None = Field(description="The first day it was no longer theirs; null while it is.")


class IdentifiersOut(Schema):
    """The numbers of one person."""

    person_id: UUID
    identifiers: list[IdentifierOut]


class Which(Taken):
    """Which people, and how many."""

    q: Search = Field("", description="Parts of names in any order and spelling, or a whole number.")
    prison: PrisonCode = Field("", description="The code of the prison they are in now.")
    limit: int = Field(25, ge=1, le=100)
    after: Id | None = Field(None, description="The `next` of the page before.")


@router.get("", response={200: PeopleOut, **ANSWERS}, summary="Find people")
def list_people(request: StaffRequest, which: Query[Which]) -> PeopleOut:
    """List the people your organisation may know of, by family name. Each is written in the read log."""
    people = access.visible(Person, by=request.actor, to=Do.SEE_PEOPLE)
    found = list(queries.by_name(_beyond(_narrowed(request, people, which), people, which.after))[: which.limit + 1])
    page = found[: which.limit]
    reads.log([person.pk for person in page], by=request.actor, where="api:list_people", why=which.q)
    return PeopleOut(
        people=[person_out(person) for person in page], next=page[-1].pk if len(found) > which.limit else None
    )


@router.get("/{uuid:person_id}", response={200: PersonInFullOut, **ANSWERS}, summary="Read one person")
def read_person(request: StaffRequest, person_id: UUID) -> PersonInFullOut:
    """Return who someone is. Written in the read log."""
    person = open_person(request, person_id, to=Do.SEE_PEOPLE, where="api:read_person")
    return in_full(request, person)


@router.get("/{uuid:person_id}/identifiers", response={200: IdentifiersOut, **ANSWERS}, summary="Read their numbers")
def list_identifiers(request: StaffRequest, person_id: UUID) -> IdentifiersOut:
    """Return the numbers other systems know someone by, ended ones among them. Written in the read log."""
    person = open_person(request, person_id, to=Do.SEE_PEOPLE, where="api:list_identifiers", showing=Identifier)
    rows = access.visible(Identifier, by=request.actor, to=Do.SEE_PEOPLE).filter(person=person)
    return IdentifiersOut(
        person_id=person.pk,
        identifiers=[IdentifierOut.from_orm(row) for row in rows.order_by("kind", "value", "id")],
    )


def open_person(
    request: StaffRequest, person_id: UUID, *, to: Do, where: str, showing: type[Model] | None = None
) -> Person:
    """Return someone a key may see, with the look written down.

    ``showing`` is the kind of record that will be shown, when it needs more than knowing of the person.

    Raises:
        NotAllowed: the key may not do this, or not this much of the person is shared with its organisation.
        NotFound: there is no such person, or none the key may know of.
    """
    people = access.visible(Person, by=request.actor, to=to).select_related("home_area")
    person = access.one(people.filter(pk=person_id))
    if showing is not None:
        access.need_shared(person.pk, showing, by=request.actor)
    reads.log([person.pk], by=request.actor, where=where)
    return person


def person_out(person: Person) -> PersonOut:
    """Return someone as other systems see them."""
    return PersonOut(
        id=person.pk,
        reference=person.reference,
        name=person.shown_name,
        born_on=person.born_on,
        sex=Sex(person.sex),
        language=person.language,
        home_area=person.home_area.name if person.home_area else None,
        registered_at=person.registered_at,
    )


def in_full(request: StaffRequest, person: Person) -> PersonInFullOut:
    """Return someone with every name they are known by."""
    names = access.visible(Name, by=request.actor, to=Do.SEE_PEOPLE).filter(person=person).order_by("kind", "id")
    return PersonInFullOut(**person_out(person).dict(), names=[NameOut.from_orm(name) for name in names])


def _narrowed(request: StaffRequest, people: QuerySet[Person], which: Which) -> QuerySet[Person]:
    if which.prison:
        stays = access.visible(Stay, by=request.actor, to=Do.SEE_CUSTODY)
        people = people.filter(pk__in=custody.held_in(stays, which.prison.upper()).values("person_id"))
    return queries.matching_words(people, which.q) if which.q else people


def _beyond(found: QuerySet[Person], known: QuerySet[Person], after: UUID | None) -> QuerySet[Person]:
    """Return the people after the last of the page before.

    Raises:
        Problem: that person can no longer be seen.
    """
    if after is None:
        return found
    last = known.filter(pk=after).first()
    if last is None:
        message = "That page cannot be found again. Start from the first page."
        raise Problem(409, code="page_gone", fields=[FieldProblem(field="after", message=message)])
    return queries.after(found, sort_name=last.sort_name, pk=last.pk)
