"""Opening a record in an emergency, and saying afterwards whether that was justified."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.pacing import Guess, pace
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.journeys.break_glass import break_glass as open_in_emergency
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions import emergencies
from throughline.sharing.models import BreakGlass
from throughline.web.accounts.step_up import step_up
from throughline.web.sharing.forms import EmergencyForm, ReviewForm
from throughline.web.sharing.opening import own_teams
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

A_PAGE = 25
NOTHING_OPENED = (
    "No record was opened. Check the reference. If it is right, ring the duty manager of the team that works with "
    "the person, or 999 if someone is in danger now."
)


@dataclass(frozen=True)
class Emergency:
    """One emergency in a list. ``person`` is None when the reviewer does not work with them."""

    opened: BreakGlass
    person: Person | None
    late: bool
    own: bool


@step_up
@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: StaffRequest) -> HttpResponse:
    """Open a record for an hour, to one member of staff who says why."""
    teams = own_teams(request, to=Do.BREAK_GLASS)
    form = EmergencyForm(request.POST or None, teams=teams, reference=request.GET.get("reference", "")[:40])
    if form.is_valid():
        opened = None
        with beside(form):
            pace(request.actor, Guess.EMERGENCY)
            opened = open_in_emergency(
                form.cleaned_data["reference"],
                user=request.user,
                team=form.cleaned_data["team"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
            )
        if opened is not None:
            return redirect("people:person", opened.person_id)
        if form.is_valid():
            form.add_error("reference", NOTHING_OPENED)
    return render(request, "sharing/break_glass.html", {"form": form})


@require_safe
def reviews(request: StaffRequest) -> HttpResponse:
    """List the emergencies that wait for review, the soonest due first, and those reviewed lately."""
    rows = access.visible(BreakGlass, by=request.actor, to=Do.REVIEW_ACCESS)
    waiting = list(queries.unreviewed(rows)[:A_PAGE])
    done = list(queries.reviewed(rows)[:A_PAGE])
    people = _people(request, [*waiting, *done])
    reads.log(people, by=request.actor, where="sharing:reviews", why="Reviews emergencies")
    context = {
        "waiting": _listed(request, waiting, people, today=clock.today()),
        "done": _listed(request, done, people, today=clock.today()),
    }
    return render(request, "sharing/reviews.html", context)


@step_up
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest, emergency_id: UUID) -> HttpResponse:
    """Say whether opening a record was justified."""
    rows = access.visible(BreakGlass, by=request.actor, to=Do.REVIEW_ACCESS).select_related("user__organisation")
    opened = access.one(rows.filter(pk=emergency_id))
    people = _people(request, [opened])
    reads.log(people, by=request.actor, where="sharing:review", why="Reviews an emergency")
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            emergencies.review(
                opened,
                answer=form.cleaned_data["answer"],
                words=form.cleaned_data["reason"],
                reviewer=request.user,
                version=version_of(request),
                by=request.actor,
                at=clock.now(),
            )
        if form.is_valid():
            return redirect("sharing:reviews")
    (shown,) = _listed(request, [opened], people, today=clock.today())
    return render(request, "sharing/review.html", {"form": form, "shown": shown, "opened": opened})


def _people(request: StaffRequest, opened: Iterable[BreakGlass]) -> dict[UUID, Person]:
    rows = access.visible(Person, by=request.actor, to=Do.REVIEW_ACCESS)
    return rows.in_bulk({row.person_id for row in opened})


def _listed(
    request: StaffRequest, opened: Iterable[BreakGlass], people: dict[UUID, Person], *, today: date
) -> list[Emergency]:
    return [
        Emergency(
            opened=row,
            person=people.get(row.person_id),
            late=row.review_by < today,
            own=row.user_id == request.actor.id,
        )
        for row in opened
    ]
