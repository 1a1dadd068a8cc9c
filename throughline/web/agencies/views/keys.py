"""Keys that let other systems act for my organisation."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries
from throughline.agencies.actions import keys
from throughline.agencies.models import ApiKey, Organisation, Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations import clock
from throughline.web.accounts.step_up import step_up
from throughline.web.agencies.forms import staff as forms
from throughline.web.shell import refusals

SCOPES = {
    Do.SEE_PEOPLE: "Look up people and their numbers",
    Do.REGISTER_PEOPLE: "Register people",
    Do.SEE_CUSTODY: "Read stays and release dates",
    Do.CHANGE_CUSTODY: "Record release dates",
    Do.SEE_CASES: "Read cases and contacts",
    Do.RECORD_CONTACTS: "Record contacts",
    Do.SEE_REFERRALS: "Read referrals and their answers",
    Do.REFER_PEOPLE: "Refer people",
    Do.ANSWER_REFERRALS: "Answer referrals",
    Do.LOG_DUTY: "Record help at a duty desk",
    Do.SEE_OUTCOMES: "Read reviews",
    Do.RECORD_OUTCOMES: "Record reviews",
    Do.SEE_REPORTS: "Read reports",
}
USUAL_LIFE = timedelta(days=180)
# Where a new secret waits for its one page. It leaves the session when that page is left.
WAITING = "new_key"


def listing(request: StaffRequest) -> HttpResponse:
    """List my organisation's keys, newest first."""
    rows = queries.newest_first(access.visible(ApiKey, by=request.actor, to=Do.MANAGE_KEYS))[:100]
    shown = [(key, [SCOPES.get(Do(scope), scope) for scope in key.scopes], _state(key)) for key in rows]
    return render(request, "agencies/keys.html", {"rows": shown})


@step_up
def new(request: StaffRequest) -> HttpResponse:
    """Make a key. Its secret is shown on the next page and never again."""
    own = access.get(Organisation, request.actor.organisation_id, by=request.actor, to=Do.MANAGE_KEYS)
    choices = [(str(scope), words) for scope, words in SCOPES.items()]
    teams = _casework_teams(request)
    named = [(str(team.pk), team.name) for team in teams]
    form = forms.NewKey(request.POST or None, scopes=choices, teams=named, ends=clock.today() + USUAL_LIFE)
    if form.is_valid():
        with refusals.beside(form):
            name, scopes, ends_on = (form.cleaned_data[field] for field in ("name", "scopes", "expires_on"))
            key, secret = keys.make_key(
                own,
                name=name,
                scopes=scopes,
                expires_at=datetime.combine(ends_on, time(), tzinfo=get_current_timezone()),
                made_by=request.user,
                teams=[team for team in teams if str(team.pk) in form.cleaned_data["teams"]],
                by=request.actor,
                at=clock.now(),
            )
            request.session[WAITING] = {"name": key.name, "secret": secret}
    if form.is_bound and form.is_valid():
        return redirect("agencies:key_made")
    return render(request, "agencies/key_form.html", {"form": form})


def _casework_teams(request: StaffRequest) -> list[Team]:
    rows = access.visible(Team, by=request.actor, to=Do.MANAGE_KEYS)
    own = rows.filter(organisation_id=request.actor.organisation_id, kind=TeamKind.CASEWORK, closed_on=None)
    return list(own.order_by("name", "id"))


def made(request: StaffRequest) -> HttpResponse:
    """Show a new key's secret until its maker says they have copied it."""
    access.need(request.actor, Do.MANAGE_KEYS)
    if request.method == "POST":
        request.session.pop(WAITING, None)
        return redirect("agencies:keys")
    waiting = request.session.get(WAITING)
    return render(request, "agencies/key_made.html", {"key": waiting}) if waiting else redirect("agencies:keys")


@step_up
def end(request: StaffRequest, key_id: UUID) -> HttpResponse:
    """End a key now."""
    found = access.get(ApiKey, key_id, by=request.actor, to=Do.MANAGE_KEYS)
    if request.method == "POST":
        keys.revoke_key(found, by=request.actor, at=clock.now())
        messages.success(request, f"The key for {found.name} opens nothing any more.")
        return redirect("agencies:keys")
    return render(request, "agencies/key_end.html", {"key": found})


def _state(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return "ended"
    return "over" if key.expires_at <= clock.now() else "works"
