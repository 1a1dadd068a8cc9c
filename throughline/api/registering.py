"""Someone new, as another system sends them."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Field
from pydantic import StringConstraints

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.api.fields import PRINTABLE, Day, Taken
from throughline.api.once import IdempotencyKey, once
from throughline.api.people import PersonInFullOut, in_full, router
from throughline.api.problems import ANSWERS
from throughline.foundations.errors import Refused
from throughline.journeys.register_person import register_person
from throughline.people.identifiers import IdentifierKind, normalise
from throughline.people.rules import NewIdentifier, NewName, NewPerson
from throughline.people.statuses import NameKind, Sex

__all__ = ["register", "router"]

ONE_OF_EACH = (NameKind.LEGAL, NameKind.CHOSEN)

NamePart = Annotated[str, StringConstraints(max_length=60, pattern=PRINTABLE)]
Language = Annotated[str, StringConstraints(max_length=40, pattern=PRINTABLE)]
Number = Annotated[str, StringConstraints(min_length=1, max_length=30, pattern=PRINTABLE)]


class NameIn(Taken):
    """A name: at least a first or a last one."""

    kind: NameKind = NameKind.LEGAL
    given: NamePart = ""
    middle: NamePart = ""
    family: NamePart = ""


class IdentifierIn(Taken):
    """A number another system knows them by, however it is spaced."""

    kind: IdentifierKind
    value: Number


class NewPersonIn(Taken):
    """Someone to register. Look for them first: the same person is registered once."""

    names: list[NameIn] = Field(min_length=1, max_length=10, description="At most one legal and one chosen name.")
    born_on: Day | None = None
    sex: Sex = Sex.UNKNOWN
    language: Language = ""
    identifiers: list[IdentifierIn] = Field(default_factory=list, max_length=10)


@router.post("", response={201: PersonInFullOut, **ANSWERS}, summary="Register someone")
def register(request: StaffRequest, new: NewPersonIn, key: IdempotencyKey) -> HttpResponse:
    """Start a record that your organisation leads and nobody else sees yet.

    Refused (409) when a number given is on a record already, whether or not your organisation may see that record.
    """
    access.need(request.actor, Do.REGISTER_PEOPLE)
    return once(request, key, lambda: _registered(request, new))


def _registered(request: StaffRequest, new: NewPersonIn) -> PersonInFullOut:
    actor = request.actor
    source = actor.organisation_name[:80]
    person = register_person(new_person(new), source=source, by=actor, at=actor.asked_at)
    reads.log([person.pk], by=actor, where="api:register")
    return in_full(request, person)


def new_person(new: NewPersonIn) -> NewPerson:
    """Return what was sent as the rules know it, with numbers in the one way they are kept.

    Raises:
        Refused: a number cannot be one, or there are two legal or two chosen names.
    """
    kinds = [name.kind for name in new.names]
    if any(kinds.count(kind) > 1 for kind in ONE_OF_EACH):
        raise Refused("Someone has one legal name and one chosen name at a time. Send others as alias.", field="names")
    numbers = {(each.kind, normalise(each.kind, each.value)) for each in new.identifiers}
    return NewPerson(
        names=tuple(NewName(**name.dict()) for name in new.names),
        born_on=new.born_on,
        sex=new.sex,
        language=new.language.strip(),
        identifiers=tuple(NewIdentifier(kind=kind, value=value) for kind, value in sorted(numbers)),
    )
