"""Family and household, and what each may be told."""

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
from throughline.people.actions.circumstances import RelationFacts
from throughline.people.models import Relation
from throughline.web.people.asking import QUESTION, Asking, ask, row_of
from throughline.web.people.forms.choices import ANSWERS
from throughline.web.people.forms.circumstances import ASKED_OR_NOT, RELATION_FACTS, RelationForm, relation_answers
from throughline.web.people.frame import open_person, open_to_change
from throughline.web.shell.versions import version_of

HERE = "people:family"


@require_safe
def family(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the family and household now, and who no longer belongs to it."""
    opened = open_person(request, person_id, to=Do.SEE_PEOPLE, where=HERE)
    rows = access.visible(Relation, by=request.actor, to=Do.SEE_PEOPLE).filter(person=opened.person)
    shared = opened.reach.sees(Relation)
    context = {
        "opened": opened,
        "shared": shared,
        "family": list(queries.family_now(rows)) if shared else [],
        "ended": list(queries.ended(rows)) if shared else [],
    }
    return render(request, "people/family.html", context)


@require_http_methods(QUESTION)
def add_relation(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep someone in the family or household."""
    opened = open_to_change(request, person_id, kind=Relation, where="people:add_relation")

    def act(form: forms.Form) -> None:
        source = form.cleaned_data["source"]
        circumstances.add_relation(opened.person, facts=_facts(form), source=source, by=request.actor, at=clock.now())

    words = Asking(title="Add someone in the family", verb="Save them", back=HERE, done="They are on the record.")
    return ask(request, opened, RelationForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def change_relation(request: StaffRequest, person_id: UUID, relation_id: UUID) -> HttpResponse:
    """Change what is said of someone in the family, or what they may be told."""
    opened = open_to_change(request, person_id, kind=Relation, where="people:change_relation")
    row = row_of(Relation, relation_id, opened)
    form = RelationForm(request.POST or None, initial=relation_answers(row))
    del form.fields["source"]

    def act(form: forms.Form) -> None:
        circumstances.change_relation(
            row, facts=_facts(form), version=version_of(request), by=request.actor, at=clock.now()
        )

    words = Asking(title=f"Change what is said of {row.name}", verb="Save the changes", back=HERE, done="It is saved.")
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def end_relation(request: StaffRequest, person_id: UUID, relation_id: UUID) -> HttpResponse:
    """Say that someone no longer belongs to the family or household."""
    opened = open_to_change(request, person_id, kind=Relation, where="people:end_relation")
    row = row_of(Relation, relation_id, opened)

    def act(form: forms.Form) -> None:
        circumstances.end(row, on=clock.today(), version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title=f"Take {row.name} off the family?",
        verb="Take them off",
        back=HERE,
        done=f"{row.name} is no longer listed. They may be told nothing.",
        lead="They stay in the history of the record, and may be told nothing from now on.",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words, record=row)


def _facts(form: forms.Form) -> RelationFacts:
    said = {name: form.cleaned_data[name] for name in RELATION_FACTS}
    return RelationFacts(**said | {name: ANSWERS.get(said[name]) for name in ASKED_OR_NOT})
