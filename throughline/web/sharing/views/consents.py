"""What a person was asked, and what they said."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Organisation
from throughline.agencies.queries import open_on
from throughline.foundations import clock
from throughline.journeys.record_consent import record_consent
from throughline.sharing import queries
from throughline.sharing.models import Consent
from throughline.sharing.statuses import ConsentTo
from throughline.web.people.frame import open_to_change
from throughline.web.sharing.forms import ConsentForm
from throughline.web.shell.refusals import beside


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record what a person said; show everything they said before."""
    opened = open_to_change(request, person_id, kind=Consent, where="sharing:consent", to=Do.RECORD_CONSENT)
    partners = access.visible(Organisation, by=request.actor, to=Do.RECORD_CONSENT)
    today = clock.today()
    form = ConsentForm(request.POST or None, organisations=list(open_on(partners, today)), today=today)
    if form.is_valid():
        said = form.cleaned_data
        with beside(form):
            record_consent(
                opened.person,
                to=said["to"],
                organisation=None if said["to"] == ConsentTo.TAKE_PART else said["organisation"],
                answer=said["answer"],
                words=said["words"],
                how=said["how"],
                answered_on=said["answered_on"],
                asked_by=request.user,
                by=request.actor,
                at=clock.now(),
            )
        if form.is_valid():
            return redirect("sharing:who", opened.person.pk)
    history = access.visible(Consent, by=request.actor, to=Do.RECORD_CONSENT).filter(person=opened.person)
    context = {"form": form, "opened": opened, "history": list(queries.newest(history)[:25])}
    return render(request, "sharing/consent.html", context)
