"""Sensitive history: held with restricted access, and read only for a reason that is kept."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.people import queries
from throughline.people.actions import circumstances
from throughline.people.models import SensitiveFact
from throughline.web.people.asking import QUESTION, Asking, ask, row_of
from throughline.web.people.forms.circumstances import SensitiveForm, SensitiveWordsForm, WhyForm
from throughline.web.people.frame import Opened, open_person, open_to_change
from throughline.web.shell.versions import version_of

HERE = "people:sensitive"
ASKED = "Asked to read, not read"


@require_http_methods(QUESTION)
def sensitive(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say that what follows is sensitive and recorded; show it once a reason is given.

    The history is shown in the answer to the form alone, so that every look gives a reason of its own.
    """
    form = WhyForm(request.POST or None)
    given = form.cleaned_data["why"] if form.is_bound and form.is_valid() else ""
    opened = open_person(request, person_id, to=Do.SEE_PEOPLE, where=HERE, why=given or ASKED)
    shared = opened.reach.sees(SensitiveFact)
    if given and shared:
        return _show(request, opened, why=given)
    return render(request, "people/sensitive_why.html", {"opened": opened, "form": form, "shared": shared})


def _show(request: StaffRequest, opened: Opened, *, why: str) -> HttpResponse:
    rows = access.visible(SensitiveFact, by=request.actor, to=Do.SEE_PEOPLE).filter(person=opened.person)
    context = {"opened": opened, "why": why, "facts": queries.history_now(rows), "ended": queries.ended(rows)}
    return render(request, "people/sensitive.html", context)


@require_http_methods(QUESTION)
def add_sensitive(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a piece of sensitive history."""
    opened = open_to_change(request, person_id, kind=SensitiveFact, where="people:add_sensitive")

    def act(form: forms.Form) -> None:
        circumstances.add_sensitive(
            opened.person, **form.cleaned_data, on=clock.today(), by=request.actor, at=clock.now()
        )

    words = Asking(
        title="Add sensitive history",
        verb="Save it",
        back=HERE,
        done="It is kept with restricted access.",
        lead="Only teams that were given sensitive history can read it, and every look is recorded.",
    )
    return ask(request, opened, SensitiveForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def change_sensitive(request: StaffRequest, person_id: UUID, fact_id: UUID) -> HttpResponse:
    """Say a piece of sensitive history in other words.

    The words are shown to those who come from reading them, with the reason they gave; an address typed in leads back
    to the question why.
    """
    why = request.POST.get("why", "")
    opened = open_to_change(request, person_id, kind=SensitiveFact, where="people:change_sensitive", why=why)
    row = row_of(SensitiveFact, fact_id, opened)
    if request.method != "POST":
        return redirect(HERE, person_id=person_id)

    def act(form: forms.Form) -> None:
        circumstances.change_sensitive(
            row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now()
        )

    words = Asking(title="Change what is said", verb="Save it", back=HERE, done="It is saved.")
    form = SensitiveWordsForm(None if why else request.POST, initial={"words": row.words})
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def end_sensitive(request: StaffRequest, person_id: UUID, fact_id: UUID) -> HttpResponse:
    """Say that a piece of sensitive history no longer stands."""
    opened = open_to_change(request, person_id, kind=SensitiveFact, where="people:end_sensitive")
    row = row_of(SensitiveFact, fact_id, opened)

    def act(form: forms.Form) -> None:
        circumstances.end(row, on=clock.today(), version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title="Does this no longer stand?",
        verb="Take it off",
        back=HERE,
        done="It is no longer part of what is shown first.",
        lead="It stays in the history of the record, with the same restricted access.",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words, record=row)
