"""Staff: joining, changing, moving, leaving and coming back."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from throughline.access import lookups as access
from throughline.access import managing, roles
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries
from throughline.agencies.actions import staff
from throughline.agencies.models import Membership, Organisation, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.journeys.move_staff import move_staff
from throughline.journeys.part_with_staff import part_with_staff
from throughline.journeys.welcome_staff import Joiner, LinkFor, send_link, welcome_staff, welcome_staff_back
from throughline.web.accounts import links
from throughline.web.agencies.forms import staff as forms
from throughline.web.agencies.forms.offering import Choices
from throughline.web.shell import refusals
from throughline.web.shell.versions import version_of


def member(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Show one member of staff: whom they work for, what they do, and their teams."""
    found = access.one(
        access.visible(User, by=request.actor, to=Do.SEE_AGENCIES)
        .select_related("organisation", "work_base")
        .filter(pk=user_id)
    )
    memberships = access.visible(Membership, by=request.actor, to=Do.SEE_AGENCIES)
    manages = managing.manages(request.actor, found.organisation_id, to=Do.MANAGE_STAFF)
    facts = {
        "member": found,
        "role": roles.label(found.role),
        "memberships": queries.memberships_of(memberships, found, on=clock.today()),
        "may_change": manages and managing.may_give(request.actor.permissions, found.role),
        "is_me": found.pk == request.actor.id,
        "has_password": found.has_usable_password(),
    }
    return render(request, "agencies/member.html", facts)


def new(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Make a joiner's account and send them a link to choose a password."""
    employer = managing.manage(Organisation, organisation_id, by=request.actor, to=Do.MANAGE_STAFF)
    teams = queries.teams_of(access.visible(Team, by=request.actor, to=Do.MANAGE_STAFF), employer)
    own_teams = teams.exclude(kind=TeamKind.EVERYONE)
    form = forms.NewStaff(request.POST or None, roles=_roles(request), bases=_open(request), teams=own_teams)
    if form.is_valid():
        with refusals.beside(form):
            joiner = Joiner(organisation=employer, **form.cleaned_data)
            made = welcome_staff(joiner, link_for=_link_for(request), by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{made.name} has an account. A link to choose a password is on its way.")
        return redirect("agencies:member", user_id=made.pk)
    return render(request, "agencies/staff_form.html", {"form": form, "organisation": employer})


def change(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Change someone's name, role, number and base."""
    found = _managed(request, user_id)
    now = {"name": found.name, "role": found.role, "phone": found.phone, "work_base": found.work_base_id}
    form = forms.ChangeStaff(request.POST or None, roles=_roles(request), bases=_open(request), initial=now)
    if form.is_valid():
        with refusals.beside(form):
            version = version_of(request)
            staff.change_staff(found, **form.cleaned_data, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("agencies:member", user_id=found.pk)
    return render(
        request, "agencies/staff_form.html", {"form": form, "organisation": found.organisation, "member": found}
    )


def move(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Move someone to another organisation that the viewer manages."""
    found = _managed(request, user_id)
    managed = managing.manageable(Organisation, by=request.actor, to=Do.MANAGE_STAFF)
    elsewhere = queries.open_on(managed, clock.today()).exclude(pk=found.organisation_id)
    form = forms.MoveStaff(request.POST or None, organisations=elsewhere, roles=_roles(request))
    if form.is_valid():
        with refusals.beside(form):
            version = version_of(request)
            move_staff(found, **form.cleaned_data, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found.name} works for {form.cleaned_data['organisation']} from now on.")
        return redirect("agencies:member", user_id=found.pk)
    return render(
        request, "agencies/staff_move.html", {"form": form, "member": found, "has_choice": elsewhere.exists()}
    )


def leave(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Close someone's account, from their next request on."""
    found = _managed(request, user_id)
    refused = ""
    if request.method == "POST":
        try:
            part_with_staff(found, version=version_of(request), by=request.actor, at=clock.now())
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"The account of {found.name} is closed. Their teams have been told.")
            return redirect("agencies:member", user_id=found.pk)
    memberships = access.visible(Membership, by=request.actor, to=Do.MANAGE_STAFF)
    teams = queries.memberships_of(memberships, found, on=clock.today())
    return render(request, "agencies/staff_leave.html", {"member": found, "memberships": teams, "refused": refused})


@require_POST
def come_back(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Open a leaver's account again and send them a link to choose a password."""
    found = _managed(request, user_id)
    try:
        welcome_staff_back(
            found, version=version_of(request), link_for=_link_for(request), by=request.actor, at=clock.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{found.name} can sign in again. A link to choose a password is on its way.")
    return redirect("agencies:member", user_id=found.pk)


@require_POST
def link(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Send someone another link to choose a password."""
    found = _managed(request, user_id)
    if found.is_active:
        send_link(found, link_for=_link_for(request), at=clock.now())
        messages.success(request, f"A link to choose a password is on its way to {found.email}.")
    return redirect("agencies:member", user_id=found.pk)


def _managed(request: StaffRequest, user_id: UUID) -> User:
    """Return someone whose account the viewer may deal with.

    Raises:
        NotAllowed: they work elsewhere, or their role reaches further than the viewer's.
        NotFound: there is no such account, or none the viewer may know of.
    """
    found = managing.manage(User, user_id, by=request.actor, to=Do.MANAGE_STAFF)
    managing.need_to_give(request.actor, found.role)
    return found


def _roles(request: StaffRequest) -> Choices:
    """Offer the roles the viewer may give; a role that is not offered is refused by the form."""
    may = [role for role in roles.roles().values() if managing.may_give(request.actor.permissions, role.slug)]
    return sorted(((role.slug, role.label) for role in may), key=lambda choice: choice[1])


def _open(request: StaffRequest) -> QuerySet[Organisation]:
    return queries.open_on(access.visible(Organisation, by=request.actor, to=Do.SEE_AGENCIES), clock.today())


def _link_for(request: StaffRequest) -> LinkFor:
    return lambda user: links.set_password_link(user, request=request)
