"""What someone needs to be heard, seen and helped."""

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
from throughline.people.models import Need, SensitiveFact
from throughline.web.people.asking import QUESTION, Asking, ask, row_of
from throughline.web.people.forms.circumstances import NeedForm, WordsForm
from throughline.web.people.frame import open_person, open_to_change
from throughline.web.shell.versions import version_of

HERE = "people:needs"


@require_safe
def needs(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what someone needs now, and what no longer holds."""
    opened = open_person(request, person_id, to=Do.SEE_PEOPLE, where=HERE)
    rows = access.visible(Need, by=request.actor, to=Do.SEE_PEOPLE).filter(person=opened.person)
    shared = opened.reach.sees(Need)
    context = {
        "opened": opened,
        "shared": shared,
        "ended": list(queries.ended(rows)) if shared else [],
        "sensitive_is_shared": opened.reach.sees(SensitiveFact),
    }
    return render(request, "people/needs.html", context)


@require_http_methods(QUESTION)
def add_need(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a need."""
    opened = open_to_change(request, person_id, kind=Need, where="people:add_need")

    def act(form: forms.Form) -> None:
        circumstances.add_need(opened.person, **form.cleaned_data, on=clock.today(), by=request.actor, at=clock.now())

    words = Asking(title="Add a need", verb="Save the need", back=HERE, done="The need is saved.")
    return ask(request, opened, NeedForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def change_need(request: StaffRequest, person_id: UUID, need_id: UUID) -> HttpResponse:
    """Say a need in other words."""
    opened = open_to_change(request, person_id, kind=Need, where="people:change_need")
    row = row_of(Need, need_id, opened)

    def act(form: forms.Form) -> None:
        circumstances.change_need(
            row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now()
        )

    words = Asking(
        title=f"Change what is said: {row.get_kind_display()}",
        verb="Save the need",
        back=HERE,
        done="The need is saved.",
    )
    form = WordsForm(request.POST or None, initial={"words": row.words})
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def end_need(request: StaffRequest, person_id: UUID, need_id: UUID) -> HttpResponse:
    """Say that a need no longer holds."""
    opened = open_to_change(request, person_id, kind=Need, where="people:end_need")
    row = row_of(Need, need_id, opened)

    def act(form: forms.Form) -> None:
        circumstances.end(row, on=clock.today(), version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title=f"Does this no longer hold: {row.get_kind_display()}?",
        verb="End the need",
        back=HERE,
        done="The need is ended.",
        lead="It stays in the history of the record.",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words, record=row)
