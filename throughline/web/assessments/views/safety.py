"""Safety notes: each concern beside its context, what keeps people safe, and what there is to build on."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.assessments import queries
from throughline.assessments.actions import safety as actions
from throughline.assessments.models import Asset, SafetyNote
from throughline.assessments.statuses import AssetKind
from throughline.foundations import clock
from throughline.web.assessments.asking import QUESTION, ask, asking, open_talk, row_of
from throughline.web.assessments.forms import SafetyForm
from throughline.web.people.frame import Opened, open_person
from throughline.web.shell.versions import version_of

HERE = "assessments:safety"
KEPT = ("concern", "words", "context", "keeps_safe", "source", "look_again_on")


@require_safe
def safety(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the concerns that stand, with their context, and those that no longer do."""
    opened = open_person(request, person_id, to=Do.SEE_ASSESSMENTS, where=HERE)
    shared = opened.reach.sees(SafetyNote)
    rows = access.visible(SafetyNote, by=request.actor, to=Do.SEE_ASSESSMENTS).filter(person=opened.person)
    context = {
        "opened": opened,
        "shared": shared,
        "notes": list(queries.safety_now(rows)) if shared else [],
        "ended": list(queries.safety_ended(rows)[:25]) if shared else [],
        "strengths": _strengths(opened) if shared else [],
        "may_assess": shared and access.may(request.actor, Do.ASSESS),
    }
    return render(request, "assessments/safety.html", context)


def _strengths(opened: Opened) -> list[Asset]:
    rows = access.visible(Asset, by=opened.actor, to=Do.SEE_ASSESSMENTS).filter(person=opened.person)
    return list(queries.assets_now(rows.exclude(kind=AssetKind.RESOURCE_NEEDED)))


@require_http_methods(QUESTION)
def add_safety(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a concern with its context."""
    opened = open_talk(request, person_id, where="add_safety", kind=SafetyNote)

    def act(form: forms.Form) -> None:
        new = actions.NewSafety(**form.cleaned_data)
        actions.note(opened.person, new, by=request.actor, at=clock.now())

    words = asking(
        "Add a safety note",
        verb="Save the safety note",
        back=HERE,
        done="The safety note is saved.",
        lead="Only teams that were given safety notes can read it. Write what someone must know to keep people safe, "
        "and what was going on at the time.",
    )
    form = SafetyForm(request.POST or None, initial={"noted_on": clock.today()})
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def change_safety(request: StaffRequest, person_id: UUID, safety_id: UUID) -> HttpResponse:
    """Look at a concern again and say it as it is now."""
    opened = open_talk(request, person_id, where="change_safety", kind=SafetyNote)
    row = row_of(SafetyNote, safety_id, opened)

    def act(form: forms.Form) -> None:
        new = actions.NewSafety(**form.cleaned_data)
        actions.change(row, new, version=version_of(request), by=request.actor, at=clock.now())

    words = asking(
        "Look at this safety note again",
        verb="Save it as it is now",
        back=HERE,
        done="The safety note is saved as it is now.",
        lead="What you save takes the place of the note; the note as it was stays among those that no longer stand.",
    )
    start = {name: getattr(row, name) for name in KEPT} | {"noted_on": clock.today()}
    if row.look_again_on is not None and row.look_again_on <= clock.today():
        start.pop("look_again_on")
    return ask(request, opened, SafetyForm(request.POST or None, initial=start), act, words=words, record=row)


@require_http_methods(QUESTION)
def end_safety(request: StaffRequest, person_id: UUID, safety_id: UUID) -> HttpResponse:
    """Say that a concern no longer stands."""
    opened = open_talk(request, person_id, where="end_safety", kind=SafetyNote)
    row = row_of(SafetyNote, safety_id, opened)

    def act(form: forms.Form) -> None:
        actions.end(row, on=clock.today(), version=version_of(request), by=request.actor, at=clock.now())

    words = asking(
        f"Does this no longer stand: {row.get_concern_display().lower()}?",
        verb="End the safety note",
        back=HERE,
        done="The safety note is ended. The record keeps it.",
        lead="It stays with the notes that no longer stand, for those who may read safety notes.",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words, record=row)
