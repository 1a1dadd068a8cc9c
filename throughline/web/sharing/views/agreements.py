"""Agreements between organisations: what they are for, who signed, and how far each may ever see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import explain
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Organisation, Partner, Partnership
from throughline.agencies.queries import partners_on
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.journeys.end_party import end_party as end_part
from throughline.sharing import queries
from throughline.sharing.actions import agreements as actions
from throughline.sharing.models import Agreement, Party
from throughline.web.sharing.forms import AgreementForm, ReasonForm, SignForm
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

NOT_LEAD = "The lead organisation of the partnership keeps its agreements. Ask its information governance team."


@require_safe
def agreements(request: StaffRequest) -> HttpResponse:
    """List the agreements of the viewer's partnerships."""
    rows = access.visible(Agreement, by=request.actor, to=Do.SEE_SHARING)
    context = {
        "agreements": list(queries.in_order(rows)),
        "may_add": access.may(request.actor, Do.MANAGE_AGREEMENTS) and bool(_led(request)),
    }
    return render(request, "sharing/agreements.html", context)


@require_safe
def agreement(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Show one agreement and who signed it."""
    rows = access.visible(Agreement, by=request.actor, to=Do.SEE_SHARING).select_related("partnership__lead")
    found = access.one(rows.filter(pk=agreement_id))
    parties = queries.parties_of(access.visible(Party, by=request.actor, to=Do.SEE_SHARING), found)
    keeps = access.may(request.actor, Do.MANAGE_AGREEMENTS) and _keeps(request, found)
    today = clock.today()
    context = {
        "agreement": found,
        "parties": [(party, explain.parts(party.compartments)) for party in parties],
        "keeps": keeps,
        "own": request.actor.organisation_id if access.may(request.actor, Do.MANAGE_AGREEMENTS) else None,
        "late": found.review_on < today,
        "over": found.ends_on is not None and found.ends_on <= today,
    }
    return render(request, "sharing/agreement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_agreement(request: StaffRequest) -> HttpResponse:
    """Keep an agreement of a partnership that the viewer's organisation leads.

    Raises:
        NotAllowed: it leads none.
    """
    access.need(request.actor, Do.MANAGE_AGREEMENTS)
    led = _led(request)
    if not led:
        raise NotAllowed(NOT_LEAD)
    form = AgreementForm(request.POST or None, partnerships=led)
    if form.is_valid():
        with beside(form):
            kept = actions.agree(**form.cleaned_data, by=request.actor, at=clock.now())
        if form.is_valid():
            return redirect("sharing:agreement", kept.pk)
    return render(request, "sharing/new_agreement.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Keep that an organisation of the partnership signed.

    Raises:
        NotAllowed: the viewer's organisation does not lead the partnership.
    """
    found = access.get(Agreement, agreement_id, by=request.actor, to=Do.MANAGE_AGREEMENTS)
    if not _keeps(request, found):
        raise NotAllowed(NOT_LEAD)
    form = SignForm(request.POST or None, organisations=_partners(request, found))
    if form.is_valid():
        with beside(form):
            actions.sign(found, **form.cleaned_data, by=request.actor, at=clock.now())
        if form.is_valid():
            return redirect("sharing:agreement", found.pk)
    return render(request, "sharing/sign.html", {"form": form, "agreement": found})


@require_http_methods(["GET", "HEAD", "POST"])
def end_party(request: StaffRequest, party_id: UUID) -> HttpResponse:
    """End an organisation's part, and every grant made under it: the lead may, and the organisation itself.

    Raises:
        NotAllowed: the viewer's organisation is neither.
    """
    rows = access.visible(Party, by=request.actor, to=Do.MANAGE_AGREEMENTS).select_related("organisation", "agreement")
    party = access.one(rows.filter(pk=party_id))
    if party.organisation_id != request.actor.organisation_id and not _keeps(request, party.agreement):
        raise NotAllowed(NOT_LEAD)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            why = form.cleaned_data["reason"]
            end_part(party, why=why, version=version_of(request), by=request.actor, at=clock.now())
        if form.is_valid():
            return redirect("sharing:agreement", party.agreement_id)
    return render(request, "sharing/end_party.html", {"form": form, "party": party})


def _led(request: StaffRequest) -> list[Partnership]:
    rows = access.visible(Partnership, by=request.actor, to=Do.MANAGE_AGREEMENTS)
    return list(rows.filter(lead_id=request.actor.organisation_id).order_by("name", "id"))


def _keeps(request: StaffRequest, agreement: Agreement) -> bool:
    return agreement.partnership.lead_id == request.actor.organisation_id


def _partners(request: StaffRequest, agreement: Agreement) -> list[Organisation]:
    rows = access.visible(Partner, by=request.actor, to=Do.MANAGE_AGREEMENTS)
    return [
        partner.organisation
        for partner in partners_on(rows.filter(partnership=agreement.partnership_id), clock.today())
    ]
