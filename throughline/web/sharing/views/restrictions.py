"""Closing a record to someone whatever a grant says, and opening it again."""

from uuid import UUID

from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import User
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.foundations.wording import listed
from throughline.journeys import close_record
from throughline.sharing.actions import restrictions
from throughline.sharing.models import Restriction
from throughline.web.accounts.step_up import step_up
from throughline.web.sharing.forms import AllowForm, CloseForm, LimitForm
from throughline.web.sharing.opening import open_led
from throughline.web.shell.refusals import beside


@step_up
@require_http_methods(["GET", "HEAD", "POST"])
def close_to(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Close a record to one member of staff who knows or is related to the person."""
    opened = open_led(request, person_id, where="sharing:close_to")
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            (user,) = _staff(request, [form.cleaned_data["email"]], field="email")
            words = form.cleaned_data["reason"]
            close_record.close_to(opened.person, user=user, words=words, by=request.actor, at=clock.now())
        if form.is_valid():
            return redirect("sharing:who", opened.person.pk)
    return render(request, "sharing/close_to.html", {"form": form, "opened": opened})


@step_up
@require_http_methods(["GET", "HEAD", "POST"])
def limit(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Close a record to all but named staff."""
    opened = open_led(request, person_id, where="sharing:limit")
    form = LimitForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            close_record.limit(
                opened.person,
                words=form.cleaned_data["reason"],
                allowed=_staff(request, form.emails(), field="allowed"),
                myself=request.user,
                by=request.actor,
                at=clock.now(),
            )
        if form.is_valid():
            return redirect("sharing:who", opened.person.pk)
    return render(request, "sharing/limit.html", {"form": form, "opened": opened})


@step_up
@require_http_methods(["GET", "HEAD", "POST"])
def allow(request: StaffRequest, restriction_id: UUID) -> HttpResponse:
    """Let one more member of staff see a limited record."""
    closed = access.get(Restriction, restriction_id, by=request.actor, to=Do.CHANGE_SHARING)
    opened = open_led(request, closed.person_id, where="sharing:allow")
    form = AllowForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            (user,) = _staff(request, [form.cleaned_data["email"]], field="email")
            restrictions.allow(closed, user=user, by=request.actor, at=clock.now())
        if form.is_valid():
            return redirect("sharing:who", opened.person.pk)
    return render(request, "sharing/allow.html", {"form": form, "opened": opened})


@step_up
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: StaffRequest, restriction_id: UUID) -> HttpResponse:
    """End a restriction: grants count again."""
    rows = access.visible(Restriction, by=request.actor, to=Do.CHANGE_SHARING).select_related("user__organisation")
    closed = access.one(rows.filter(pk=restriction_id))
    opened = open_led(request, closed.person_id, where="sharing:lift")
    if request.method == "POST":
        close_record.lift(closed, by=request.actor, at=clock.now())
        return redirect("sharing:who", opened.person.pk)
    return render(request, "sharing/lift.html", {"opened": opened, "closed": closed})


def _staff(request: StaffRequest, emails: list[str], *, field: str) -> list[User]:
    """Return the staff of our partnerships with some addresses.

    Raises:
        Refused: an address is nobody's who works here.
    """
    rows = access.visible(User, by=request.actor, to=Do.CHANGE_SHARING).filter(is_active=True)
    wanted = [email.lower() for email in emails]
    found = {user.email.lower(): user for user in rows.annotate(address=Lower("email")).filter(address__in=wanted)}
    missing = [email for email in wanted if email not in found]
    if missing:
        raise Refused(f"Nobody who works with us has this address: {listed(missing)}.", field=field)
    return list(found.values())
