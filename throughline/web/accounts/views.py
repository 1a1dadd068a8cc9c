"""One's own account: who I am here, what my role may do, and how I sign in."""

from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from throughline.access import lookups as access
from throughline.access import permissions, roles, sign_ins
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries
from throughline.agencies.actions import staff
from throughline.agencies.models import Membership
from throughline.agencies.statuses import SignIn
from throughline.foundations import clock
from throughline.foundations.errors import NotFound
from throughline.web.accounts.second_factor import must_set_up


def me(request: StaffRequest) -> HttpResponse:
    """Show who I am here, what I may do, and how I sign in."""
    role = roles.roles().get(request.user.role)
    facts = {
        "teams": _teams(request),
        "role": role,
        "may": [permissions.WORDS[do] for do in Do if role and do in role.may],
        "ways": sign_ins.ways_in(request.user),
        "places": sign_ins.places(request.user, this_session=request.session.session_key or ""),
    }
    return render(request, "accounts/me.html", facts)


@require_POST
def sign_out_elsewhere(request: StaffRequest) -> HttpResponse:
    """End every session of mine but this one."""
    end_other_sessions(request, request.user)
    staff.note_sign_in(request.user, what=SignIn.OUT, how="everywhere else", by=request.actor, at=clock.now())
    messages.success(request, "You are signed out everywhere but here.")
    return redirect("accounts:me")


def second_factor(request: StaffRequest) -> HttpResponse:
    """Say why a second factor is needed and where to set one up."""
    if not must_set_up(request.user):
        return redirect("accounts:me")
    return render(request, "accounts/second_factor.html", {"role": roles.label(request.user.role)})


def to_me(request: StaffRequest) -> HttpResponse:
    """Lead the sign-in library's own overview to ours."""
    return redirect("accounts:me")


def closed(request: StaffRequest) -> HttpResponse:
    """Answer that there is no such page.

    Raises:
        NotFound: always.
    """
    raise NotFound


def _teams(request: StaffRequest) -> list[Membership]:
    if not access.may(request.actor, Do.SEE_AGENCIES):
        return []
    memberships = access.visible(Membership, by=request.actor, to=Do.SEE_AGENCIES)
    return list(queries.memberships_of(memberships, request.user, on=clock.today()))
