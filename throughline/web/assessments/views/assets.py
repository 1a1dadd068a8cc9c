"""What someone can build on: strengths, family, people close by, community, support, and what is needed."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access.requests import StaffRequest
from throughline.agencies.pathways import Pathway
from throughline.assessments.actions import assets
from throughline.assessments.models import Asset
from throughline.assessments.statuses import AssetKind
from throughline.foundations import clock
from throughline.sharing.statuses import Compartment
from throughline.web.assessments.asking import QUESTION, ask, asking, open_talk, row_of
from throughline.web.assessments.forms import AssetForm
from throughline.web.assessments.page import going_on, may_say
from throughline.web.people.frame import Opened
from throughline.web.shell.versions import version_of


@require_http_methods(QUESTION)
def add_asset(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep something to build on, or something they need and do not have."""
    opened = open_talk(request, person_id, where="add_asset")
    form = _form(request, opened)

    def act(form: forms.Form) -> None:
        new = assets.NewAsset(**form.cleaned_data)
        assets.add(opened.person, new, assessment=going_on(opened), by=request.actor, at=clock.now())

    words = asking("Add a strength, support or need", verb="Save it", done="It is saved.")
    return ask(request, opened, form, act, words=words)


def _form(request: StaffRequest, opened: Opened) -> AssetForm:
    form = AssetForm(request.POST or None, initial={"noted_on": clock.today(), "kind": request.GET.get("kind", "")})
    family = opened.reach.opens(Compartment.FAMILY)
    form.offer(
        kinds=[kind for kind in AssetKind if family or kind != AssetKind.FAMILY],
        pathways=[pathway for pathway in Pathway if may_say(opened, pathway)],
    )
    return form


@require_http_methods(QUESTION)
def end_asset(request: StaffRequest, person_id: UUID, asset_id: UUID) -> HttpResponse:
    """Say that something is no longer so."""
    opened = open_talk(request, person_id, where="end_asset")
    row = row_of(Asset, asset_id, opened)

    def act(form: forms.Form) -> None:
        assets.end(row, on=clock.today(), version=version_of(request), by=request.actor, at=clock.now())

    words = asking(
        "Is this no longer so?",
        verb="Take it off",
        done="It is no longer shown. The record keeps it.",
        lead=f"{row.get_kind_display()}: {row.words}",
        danger=True,
    )
    return ask(request, opened, forms.Form(request.POST or None), act, words=words, record=row)
