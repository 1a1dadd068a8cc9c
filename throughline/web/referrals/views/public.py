"""Asking for help with no account: which services there are, a few questions, and what happens next.

Nobody who reads these pages is shown, or can work out, whether someone is on record.
"""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import public
from throughline.agencies.models import Service
from throughline.foundations import clock, submissions
from throughline.foundations.errors import Refused
from throughline.foundations.wording import MONTHS
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.journeys.asking import Asking
from throughline.journeys.self_refer import PUBLIC_PAGE, self_refer
from throughline.referrals import rules
from throughline.referrals.statuses import Arrived
from throughline.web.people.asking import QUESTION
from throughline.web.referrals import once
from throughline.web.referrals.forms.asking import AskForm
from throughline.web.shell.refusals import beside

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOT_SAID = (once.FIELD, "submission", "csrfmiddlewaretoken")
SENT_BEFORE = "You have sent this page once already, and we have it. Ring us if you want to change what you said."
FOUND = 302


@login_not_required
@require_safe
def services_open(request: HttpRequest) -> HttpResponse:
    """List the services that people may ask for help themselves."""
    return render(request, "referrals/services_open.html", {"services": list(public.services_to_ask(clock.today()))})


@login_not_required
@require_http_methods(QUESTION)
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a few questions, and send the answers to the service."""
    today = clock.today()
    service = public.service_to_ask(slug, on=today)
    form = AskForm(request.POST or None, prisons=list(public.prisons()), today=today)
    if form.is_bound and form.is_valid():
        with beside(form):
            return _send(request, service, form)
    context = {"service": service, "form": form, "press": _press(request, form), "by": answer_by(service, today=today)}
    return render(request, "referrals/ask.html", context)


@login_not_required
@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Say thank you, what happens next, by when, and who reads it. It says the same to everyone."""
    today = clock.today()
    service = public.service_to_ask(slug, on=today)
    return render(request, "referrals/asked.html", {"service": service, "by": answer_by(service, today=today)})


def answer_by(service: Service, *, today: date) -> str:
    """Say by which day a service answers what it is asked today, as the public pages write days."""
    calendar = Calendar(Jurisdiction(service.organisation.jurisdiction))
    due = rules.due_on(today, within=service.answers_within, calendar=calendar)
    return f"{WEEKDAYS[due.weekday()]} {due.day} {MONTHS[due.month - 1]}"


def _send(request: HttpRequest, service: Service, form: AskForm) -> HttpResponseRedirect:
    """Keep what was asked, once, and go on to the thanks.

    Raises:
        Refused: an answer cannot be kept, or too many were sent from one address.
    """
    press, now = once.read_press(request), clock.now()
    thanks = reverse("referrals:asked", args=[service.slug])
    if not _is_first(request, service, press=press):
        return redirect(thanks)
    try:
        once.pace_address(request, phone=service.phone)
        _ask(form.asking(), service, at=now)
    except Refused:
        submissions.forget(press, by_id=service.pk)
        raise
    submissions.answered(press, by_id=service.pk, status=FOUND, location=thanks)
    return redirect(thanks)


def _ask(asking: Asking, service: Service, *, at: datetime) -> None:
    """Keep what was asked.

    Someone who waits already, and has said so much that there is no room for more, is kept as asking once more: to
    refuse their words would tell a stranger that something is kept.

    Raises:
        Refused: an answer cannot be kept.
    """
    try:
        self_refer(asking, service=service, arrived=Arrived.ONLINE, by=PUBLIC_PAGE, at=at)
    except Refused as refusal:
        if refusal.field != "words":
            raise
        self_refer(replace(asking, words=""), service=service, arrived=Arrived.ONLINE, by=PUBLIC_PAGE, at=at)


def _is_first(request: HttpRequest, service: Service, *, press: UUID) -> bool:
    """Claim a press of the button; return whether it is the first time it arrives.

    Raises:
        Refused: it came before with something else in it.
    """
    content = submissions.digest(_said(request.POST).encode())
    try:
        before = submissions.begin(press, by_id=service.pk, path=request.path, content=content, at=clock.now())
    except submissions.DifferentAnswer:
        raise Refused(SENT_BEFORE) from None
    return before is None


def _said(sent: QueryDict) -> str:
    said = sent.copy()
    for name in NOT_SAID:
        said.pop(name, None)
    return said.urlencode()


def _press(request: HttpRequest, form: AskForm) -> str:
    """Return the number of this press: the same when the page is shown again, unless it is no longer good."""
    is_old = once.TOO_OLD in form.non_field_errors() if form.is_bound else True
    return once.new_press() if is_old else request.POST.get(once.FIELD, "")
