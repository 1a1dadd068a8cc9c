"""How to reach someone, and whether it is safe."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.people import queries
from throughline.people.actions import circumstances
from throughline.people.models import ContactPoint
from throughline.web.people.asking import QUESTION, Asking, ask, row_of
from throughline.web.people.forms.circumstances import ContactForm, SafetyForm
from throughline.web.people.frame import open_person, open_to_change
from throughline.web.shell.versions import version_of

HERE = "people:contact"


@require_safe
def contact(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the ways to reach someone, safe ones first, and those that ended."""
    opened = open_person(request, person_id, to=Do.SEE_PEOPLE, where=HERE)
    rows = access.visible(ContactPoint, by=request.actor, to=Do.SEE_PEOPLE).filter(person=opened.person)
    shared = opened.reach.sees(ContactPoint)
    context = {"opened": opened, "shared": shared, "ended": list(queries.ended(rows)) if shared else []}
    return render(request, "people/contact.html", context)


@require_http_methods(QUESTION)
def add_contact(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a way to reach someone."""
    opened = open_to_change(request, person_id, kind=ContactPoint, where="people:add_contact")

    def act(form: forms.Form) -> None:
        circumstances.add_contact(
            opened.person, **form.cleaned_data, on=clock.today(), by=request.actor, at=clock.now()
        )

    words = Asking(title="Add a way to reach them", verb="Save it", back=HERE, done="The way to reach them is saved.")
    return ask(request, opened, ContactForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def change_contact(request: StaffRequest, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say whether a way to reach someone is safe now."""
    opened = open_to_change(request, person_id, kind=ContactPoint, where="people:change_contact")
    row = row_of(ContactPoint, contact_id, opened)
    form = SafetyForm(request.POST or None, initial={"safety": row.safety, "safety_note": row.safety_note})

    def act(form: forms.Form) -> None:
        circumstances.change_safety(
            row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now()
        )

    words = Asking(
        title=f"Is {row.value} safe to use?",
        verb="Save the answer",
        back=HERE,
        done="The answer is saved.",
        lead="If the number or address is wrong, end it and add the right one.",
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def end_contact(request: StaffRequest, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Stop using a way to reach someone."""
    opened = open_to_change(request, person_id, kind=ContactPoint, where="people:end_contact")
    row = row_of(ContactPoint, contact_id, opened)

    def act(form: forms.Form) -> None:
        circumstances.end(row, on=clock.today(), version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title=f"Stop using {row.value}?",
        verb="Stop using it",
        back=HERE,
        done="It is no longer used.",
        lead="It stays in the history of the record, as no longer used.",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words, record=row)
