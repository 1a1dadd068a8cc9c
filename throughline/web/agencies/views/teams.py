"""Teams: who is in them, whoever employs them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from throughline.access import lookups as access
from throughline.access import managing, roles
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries
from throughline.agencies.actions import teams
from throughline.agencies.models import Membership, Organisation, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.web.agencies.forms import staff as forms
from throughline.web.shell import refusals
from throughline.web.shell.versions import version_of

NOBODY = "Nobody with this email works for this organisation or one of its partners. Check the spelling."


def team(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """Show a team and who is in it; let those who manage it put someone in."""
    mine = access.visible(Team, by=request.actor, to=Do.SEE_AGENCIES).select_related("organisation")
    found = access.one(mine.filter(pk=team_id))
    may_change = managing.manages(request.actor, found.organisation_id, to=Do.MANAGE_STAFF)
    form = forms.JoinTeam(request.POST or None) if may_change and _takes_members(found) else None
    if form and form.is_valid():
        with refusals.beside(form):
            joined = _join(request, found, form.cleaned_data["email"])
        if form.is_valid():
            messages.success(request, f"{joined.name} is in {found.name}.")
            return redirect("agencies:team", team_id=found.pk)
    facts = {"team": found, "members": _members(request, found), "form": form, "may_change": may_change}
    return render(request, "agencies/team.html", {**facts, "is_everyone": found.kind == TeamKind.EVERYONE})


def new(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Start a team that an organisation hosts."""
    host = managing.manage(Organisation, organisation_id, by=request.actor, to=Do.MANAGE_STAFF)
    form = forms.NewTeam(request.POST or None)
    if form.is_valid():
        with refusals.beside(form):
            made = teams.add_team(host, **form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{made.name} is made. Put someone in it below.")
        return redirect("agencies:team", team_id=made.pk)
    return render(request, "agencies/team_form.html", {"form": form, "organisation": host})


def change(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """Change a team's name, number, posts and department."""
    found = managing.manage(Team, team_id, by=request.actor, to=Do.MANAGE_STAFF)
    now = {"name": found.name, "phone": found.phone, "posts": found.posts, "department": found.department}
    form = forms.ChangeTeam(request.POST or None, initial=now)
    if form.is_valid():
        with refusals.beside(form):
            version = version_of(request)
            teams.change_team(found, **form.cleaned_data, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("agencies:team", team_id=found.pk)
    return render(request, "agencies/team_form.html", {"form": form, "organisation": found.organisation, "team": found})


def close(request: StaffRequest, team_id: UUID) -> HttpResponse:
    """End a team that nobody is in."""
    found = managing.manage(Team, team_id, by=request.actor, to=Do.MANAGE_STAFF)
    refused = ""
    if request.method == "POST":
        try:
            version = version_of(request)
            teams.close_team(found, on=clock.today(), version=version, by=request.actor, at=clock.now())
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"{found.name} is closed.")
            return redirect("agencies:organisation", organisation_id=found.organisation_id)
    return render(request, "agencies/team_close.html", {"team": found, "refused": refused})


@require_POST
def leave(request: StaffRequest, membership_id: UUID) -> HttpResponse:
    """Take someone out of a team from today."""
    found = managing.manage(Membership, membership_id, by=request.actor, to=Do.MANAGE_STAFF)
    teams.leave_team(found, ends_on=clock.today(), by=request.actor, at=clock.now())
    messages.success(request, f"{found.user.name} is no longer in {found.team.name}.")
    return redirect("agencies:team", team_id=found.team_id)


def _join(request: StaffRequest, found: Team, email: str) -> User:
    working = queries.working(access.visible(User, by=request.actor, to=Do.MANAGE_STAFF))
    user = working.filter(email__iexact=email).first()
    if user is None:
        raise Refused(NOBODY, field="email")
    teams.join_team(found, user=user, starts_on=clock.today(), by=request.actor, at=clock.now())
    return user


def _members(request: StaffRequest, found: Team) -> list[tuple[Membership, str]]:
    memberships = access.visible(Membership, by=request.actor, to=Do.SEE_AGENCIES)
    rows = queries.members_of(memberships, found, on=clock.today())
    return [(row, roles.label(row.user.role)) for row in rows]


def _takes_members(found: Team) -> bool:
    return found.kind != TeamKind.EVERYONE and found.closed_on is None
