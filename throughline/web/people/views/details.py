"""Who someone is: names, numbers, birth date, language and home area."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Area
from throughline.foundations import clock
from throughline.people.actions import identity
from throughline.people.identifiers import IdentifierKind
from throughline.people.models import Identifier, Name, Person
from throughline.people.rules import NewIdentifier, NewName
from throughline.web.people.asking import QUESTION, Asking, ask, row_of
from throughline.web.people.forms.choices import read_number
from throughline.web.people.forms.identity import DetailsForm, NameForm, NumberForm
from throughline.web.people.frame import open_person, open_to_change
from throughline.web.shell.versions import version_of

HERE = "people:details"


@require_safe
def details(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show every name and number, in use or not, and the details."""
    opened = open_person(request, person_id, to=Do.SEE_PEOPLE, where=HERE)
    return render(request, "people/details.html", {"opened": opened, "sees_numbers": opened.reach.sees(Identifier)})


@require_http_methods(QUESTION)
def change_details(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Change the birth date, recorded sex, language or home area."""
    opened = open_to_change(request, person_id, kind=Person, where="people:change_details")
    person = opened.person
    areas = access.visible(Area, by=request.actor, to=Do.CHANGE_PEOPLE)
    form = DetailsForm(
        data=request.POST or None,
        initial={
            "born_on": person.born_on,
            "sex": person.sex,
            "language": person.language,
            "home_area": str(person.home_area_id or ""),
        },
        areas=agencies.open_areas(areas, clock.today()),
    )

    def act(form: forms.Form) -> None:
        said = form.cleaned_data
        area = said["home_area"]
        identity.change_details(
            person,
            born_on=said["born_on"],
            sex=said["sex"],
            language=said["language"],
            home_area=access.get(Area, UUID(area), by=request.actor, to=Do.CHANGE_PEOPLE) if area else None,
            version=version_of(request),
            by=request.actor,
            at=clock.now(),
        )

    words = Asking(title="Change the details", verb="Save the details", back=HERE, done="The details are saved.")
    return ask(request, opened, form, act, words=words, record=person)


@require_http_methods(QUESTION)
def add_name(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep another name."""
    opened = open_to_change(request, person_id, kind=Name, where="people:add_name")

    def act(form: forms.Form) -> None:
        said = form.cleaned_data
        name = NewName(kind=said["kind"], given=said["given"], middle=said["middle"], family=said["family"])
        identity.add_name(
            opened.person,
            name=name,
            from_on=said["from_on"],
            source=said["source"],
            by=request.actor,
            at=clock.now(),
        )

    words = Asking(
        title="Add a name",
        verb="Save the name",
        back=HERE,
        done="The name is saved.",
        lead="A new legal name, or a new name they choose, takes over from the one before. Neither is lost.",
    )
    return ask(request, opened, NameForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def end_name(request: StaffRequest, person_id: UUID, name_id: UUID) -> HttpResponse:
    """Stop using a name."""
    opened = open_to_change(request, person_id, kind=Name, where="people:end_name")
    name = row_of(Name, name_id, opened)

    def act(form: forms.Form) -> None:
        identity.end_name(name, on=clock.today(), by=request.actor, at=clock.now())

    words = Asking(
        title=f"Stop using the name {name}?",
        verb="Stop using it",
        back=HERE,
        done="The name is no longer used. They are still found by it.",
        lead="It stays on the record as a name they had, and they are still found by it.",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def add_number(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a number another system knows the person by."""
    opened = open_to_change(request, person_id, kind=Identifier, where="people:add_number")

    def act(form: forms.Form) -> None:
        said = form.cleaned_data
        value = read_number(IdentifierKind(said["kind"]), said["value"], field="value")
        number = NewIdentifier(kind=said["kind"], value=value)
        identity.add_identifier(opened.person, number=number, source=said["source"], by=request.actor, at=clock.now())

    words = Asking(title="Add a number", verb="Save the number", back=HERE, done="The number is saved.")
    return ask(request, opened, NumberForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def end_number(request: StaffRequest, person_id: UUID, number_id: UUID) -> HttpResponse:
    """Say that a number is not theirs any more."""
    opened = open_to_change(request, person_id, kind=Identifier, where="people:end_number")
    number = row_of(Identifier, number_id, opened)

    def act(form: forms.Form) -> None:
        identity.end_identifier(number, on=clock.today(), by=request.actor, at=clock.now())

    words = Asking(
        title=f"Is {number.value} not their number any more?",
        verb="Take the number off",
        back=HERE,
        done="The number is no longer theirs.",
        lead="It stays in the history of the record. Nobody finds them by it any more.",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words)
