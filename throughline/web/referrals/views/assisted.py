"""A request on paper or by telephone, keyed by staff for the person or their family."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.pacing import Guess, pace
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Prison, Service
from throughline.foundations import clock
from throughline.foundations.wording import day
from throughline.journeys.asking import Asking
from throughline.journeys.self_refer import self_refer
from throughline.people.rules import NewName, NewPerson
from throughline.people.statuses import NameKind
from throughline.referrals.models import Referral
from throughline.web.people.already_known import Found, look
from throughline.web.people.asking import QUESTION
from throughline.web.referrals.forms.asking import AssistedForm
from throughline.web.referrals.picking import read_person
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside

LOOK, NEW = "look", "new"
OWN_FIRST = "service"


@require_http_methods(QUESTION)
def assisted(request: StaffRequest) -> HttpResponse:
    """Ask what they asked, show who they may already be, then send it to the service."""
    access.need(request.actor, Do.REFER_PEOPLE)
    form = _form(request)
    found: Found | None = None
    if form.is_bound and form.is_valid():
        with beside(form):
            pace(request.actor, Guess.REGISTER)
            asking = form.asking(person=read_person(request))
            found = None if asking.person else look(_described(asking), by=request.actor, today=clock.today())
            if found is None or _may_go_on(request, form, found):
                return _send(request, form, asking)
    keep = keepable(request, to=Do.REFER_PEOPLE)
    keep.fill(form)
    return render(request, "referrals/assisted.html", {"form": form, "found": found, "keep": keep})


def _form(request: StaffRequest) -> AssistedForm:
    actor, today = request.actor, clock.today()
    services = agencies.services_open(access.visible(Service, by=actor, to=Do.REFER_PEOPLE), today)
    prisons = agencies.prisons_by_name(access.visible(Prison, by=actor, to=Do.REFER_PEOPLE))
    listed = list(services)
    first: dict[str, object] = {"received_on": today, "service": _first(request, listed)}
    return AssistedForm(request.POST or None, initial=first, prisons=list(prisons), services=listed, today=today)


def _first(request: StaffRequest, services: Sequence[Service]) -> str:
    """Return the service another page named, else the only one of the viewer's own teams."""
    own = [str(one.pk) for one in services if one.team_id in request.actor.team_ids]
    return request.GET.get(OWN_FIRST) or (own[0] if len(own) == 1 else "")


def _described(asking: Asking) -> NewPerson:
    """Return who asks as someone to look for.

    Raises:
        Refused: the number cannot be a prison number.
    """
    name = NewName(kind=NameKind.LEGAL, given=asking.given, family=asking.family)
    return NewPerson(names=(name,), born_on=asking.born_on, identifiers=asking.numbers)


def _may_go_on(request: StaffRequest, form: AssistedForm, found: Found) -> bool:
    """Say whether there is nobody left to look at: nobody is alike, or everyone alike was shown and passed over."""
    passed_over = set(form.cleaned_data["seen"].split()) if request.POST.get("step") == NEW else set()
    return found.seen <= passed_over and (not found.elsewhere or request.POST.get("step") == NEW)


def _send(request: StaffRequest, form: AssistedForm, asking: Asking) -> HttpResponseRedirect:
    service: Service = form.cleaned_data["service"]
    arrived, now = form.cleaned_data["arrived"], clock.now()
    sent = self_refer(asking, service=service, arrived=arrived, by=request.actor, at=now)
    by_day = f" An answer is due by {day(sent.due_on, today=clock.today())}." if sent.due_on else ""
    messages.success(request, f"It is with {service.name}.{by_day}")
    if access.visible(Referral, by=request.actor, to=Do.SEE_REFERRALS).filter(pk=sent.pk).exists():
        return redirect("referrals:referral", referral_id=sent.pk)
    return redirect("referrals:inbox")
