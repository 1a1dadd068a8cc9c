"""What can be done with a round: take people out, apply it, stop it, put it aside, take it back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody import rounds_queries as queries
from throughline.custody.actions import rounds
from throughline.custody.models import Round, RoundRow
from throughline.custody.statuses import RoundRowState, RoundState
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.journeys import date_rounds


@require_POST
def keep_in(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Keep the people who are ticked in a prepared round, and take the others that were shown out."""
    found = _round(request, round_id)
    visible = access.visible(RoundRow, by=request.actor, to=Do.CHANGE_MANY_DATES)
    mine = queries.in_hand(queries.of_round(visible, found.pk)).filter(pk__in=_ids(request, "shown"))
    shown = set(mine.values_list("pk", flat=True))
    ticked = shown & set(_ids(request, "keep"))

    def act() -> str:
        changed = rounds.keep_in(found, ticked, of=shown, by=request.actor, at=clock.now())
        return f"Saved. {counted(changed, 'person was', 'people were')} taken out or put back. Nothing has moved yet."

    return _done(request, found, act)


@require_POST
def start(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Let the worker apply a round, or go on with one that was stopped."""
    found = _round(request, round_id)

    def act() -> str:
        date_rounds.start(found, by=request.actor, at=clock.now())
        return "It is being applied, a hundred people at a time. Look again to see how far it is."

    return _done(request, found, act)


@require_POST
def stop(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Let a round wait part of the way."""
    found = _round(request, round_id)

    def act() -> str:
        date_rounds.stop(found, by=request.actor, at=clock.now())
        return "Stopped. Those whose dates moved so far keep them until you go on, or take it back."

    return _done(request, found, act)


@require_POST
def drop(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Put a prepared round aside."""
    found = _round(request, round_id)

    def act() -> str:
        rounds.drop(found, by=request.actor, at=clock.now())
        return "Put aside. No date was changed."

    return _done(request, found, act)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Ask, then let the worker take back what a round changed."""
    found = _round(request, round_id)
    if request.method != "POST":
        moved = date_rounds.counts(found.pk).get(RoundRowState.MOVED, 0)
        may = found.state in {RoundState.APPLIED, RoundState.STOPPED}
        return render(request, "rounds/take_back.html", {"round": found, "moved": moved, "may": may, "danger": True})

    def act() -> str:
        date_rounds.start_undoing(found, by=request.actor, at=clock.now())
        return "It is being taken back, a hundred people at a time. Look again to see how far it is."

    return _done(request, found, act)


def _round(request: StaffRequest, round_id: UUID) -> Round:
    return access.get(Round, round_id, by=request.actor, to=Do.CHANGE_MANY_DATES)


def _done(request: StaffRequest, found: Round, act: Callable[[], str]) -> HttpResponse:
    """Do it and say so; say why not, where it cannot be."""
    try:
        messages.success(request, act())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("rounds:round", found.pk)


def _ids(request: StaffRequest, name: str) -> list[UUID]:
    """Return the ids that were sent; what is none is left out."""
    found = []
    for text in request.POST.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
