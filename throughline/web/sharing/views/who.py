"""Who can see a person, letting a team see, and stopping."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import explain
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Team
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.journeys.share_with import share_with
from throughline.journeys.stop_sharing import stop_sharing
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.models import Allowed, Consent, Grant, Restriction
from throughline.sharing.statuses import GrantReason
from throughline.web.people.frame import Opened, open_person
from throughline.web.sharing.forms import ReasonForm, ShareForm
from throughline.web.sharing.opening import NOT_LEADING, open_led
from throughline.web.shell.refusals import beside

MOST_ENDED = 25


@dataclass(frozen=True)
class Seen:
    """One team that sees the person, in words, and whether this viewer may stop it."""

    held: Grant
    why: explain.Because
    mine: bool
    may_stop: bool


@dataclass(frozen=True)
class Closed:
    """A restriction in force, and who may see the record in spite of it."""

    restriction: Restriction
    allowed: Sequence[str]


@require_safe
def who(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List who can see a person, why, since when and until when; and why the viewer can."""
    opened = open_person(request, person_id, to=Do.SEE_SHARING, where="sharing:who")
    actor, person = request.actor, opened.person
    grants = access.visible(Grant, by=actor, to=Do.SEE_SHARING).filter(person=person)
    open_now = opened.grants
    mine = explain.stood_on(open_now, by=actor)
    leads = explain.any_leads(mine)
    may_change = leads and access.may(actor, Do.CHANGE_SHARING)
    context = {
        "opened": opened,
        "seen": [_seen(held, mine=held in mine, may_change=may_change) for held in open_now],
        "organisations": sorted({held.team.organisation.name for held in open_now}),
        "reasons": [explain.sentence(explain.because(held), today=opened.today) for held in mine],
        "ended": list(queries.over_at(grants, actor.asked_at)[:MOST_ENDED]),
        "answers": _answers(request, person) if opened.reach.sees(Consent) else None,
        "closed": _closed(request, person) if leads else None,
        "works_with": opened.reach.sees(Consent),
        "may_change": may_change,
        "may_record": opened.reach.sees(Consent) and access.may(actor, Do.RECORD_CONSENT),
    }
    return render(request, "sharing/who.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Let a team see a person."""
    opened = open_led(request, person_id, where="sharing:share")
    teams = access.visible(Team, by=request.actor, to=Do.CHANGE_SHARING).filter(closed_on=None)
    form = ShareForm(request.POST or None, teams=list(teams.select_related("organisation")))
    if form.is_valid():
        with beside(form):
            share_with(_new(form, opened), by=request.actor, at=clock.now())
        if form.is_valid():
            return redirect("sharing:who", opened.person.pk)
    return render(request, "sharing/share.html", {"form": form, "opened": opened})


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: StaffRequest, grant_id: UUID) -> HttpResponse:
    """Stop a team seeing a person: those who lead may, and the team itself may give its sight up.

    Raises:
        NotAllowed: the viewer's team does neither.
    """
    held = access.get(Grant, grant_id, by=request.actor, to=Do.CHANGE_SHARING)
    opened = open_person(request, held.person_id, to=Do.CHANGE_SHARING, where="sharing:stop")
    if held.team_id not in request.actor.team_ids and not explain.leads(held.person_id, by=request.actor):
        raise NotAllowed(NOT_LEADING)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            stop_sharing(held, why=form.cleaned_data["reason"], by=request.actor, at=clock.now())
        if form.is_valid():
            still = explain.sees_besides(held, by=request.actor)
            return redirect("sharing:who", held.person_id) if still else redirect("today:today")
    return render(request, "sharing/stop.html", {"form": form, "opened": opened, "held": held})


def _seen(held: Grant, *, mine: bool, may_change: bool) -> Seen:
    return Seen(
        held=held,
        why=explain.because(held),
        mine=mine,
        may_stop=may_change and held.reason != GrantReason.CUSTODY,
    )


def _answers(request: StaffRequest, person: Person) -> list[Consent]:
    rows = access.visible(Consent, by=request.actor, to=Do.SEE_SHARING).filter(person=person)
    return list(queries.latest_each(rows))


def _closed(request: StaffRequest, person: Person) -> list[Closed]:
    rows = access.visible(Restriction, by=request.actor, to=Do.SEE_SHARING).filter(person=person)
    found = list(queries.in_force(rows, request.actor.asked_at))
    named = queries.allowed_by(access.visible(Allowed, by=request.actor, to=Do.SEE_SHARING), found) if found else []
    return [
        Closed(one, [f"{row.user.name}, {row.user.organisation.name}" for row in named if row.restriction_id == one.pk])
        for one in found
    ]


def _new(form: ShareForm, opened: Opened) -> NewGrant:
    answers = form.cleaned_data
    return NewGrant(
        person=opened.person,
        team=answers["team"],
        tier=answers["tier"],
        compartments=answers["compartments"],
        reason=answers["grant_reason"],
        words=answers["reason"],
        basis=answers["basis"],
        ends_at=form.ends_at(),
    )
