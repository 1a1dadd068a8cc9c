"""Pages that keep a date a source gave, show first what it would move, and take one back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody import queries as custody
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import KeyDate
from throughline.custody.statuses import DateType
from throughline.foundations import clock
from throughline.foundations.wording import day
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.look_at_release_date import look_at_release_date
from throughline.journeys.undo_release_date import undo_release_date
from throughline.web.custody.asking import Asked, Change, answer, current, gone
from throughline.web.custody.forms import DateForm
from throughline.web.custody.moving import Moves, moves_of, said_of
from throughline.web.shell import refusals

ask = require_http_methods(["GET", "HEAD", "POST"])

LOOK = "look"
LEAD = "Dates are kept as a source gives them, and never worked out here. What was said before is kept too."


class WhyForm(forms.Form):
    """Why a date is taken back."""

    words = forms.CharField(
        label="Why is it taken back?",
        help_text="For example It was typed on the wrong record",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@ask
def record_date(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a date a source gave; show what it would move first, where that is asked for."""
    change = current(request, person_id, where="custody:record_date")
    if change is None:
        return gone(request, person_id)
    form = DateForm(request.POST or None, initial={"type": request.GET.get("type", ""), "known_on": clock.today()})
    moves = _looked_at(change, form) if LOOK in request.POST else None
    if LOOK not in request.POST and form.is_valid() and _kept(change, form.new_date(at=change.at), form):
        return redirect(_back(change))
    shown = {"opened": change.opened, "form": form, "moves": moves, "lead": LEAD}
    return render(request, "custody/record_date.html", shown)


@ask
def undo_date(request: StaffRequest, person_id: UUID, date_id: UUID) -> HttpResponse:
    """Take back a date that was recorded by mistake: what was said before it holds again."""
    change = current(request, person_id, where="custody:undo_date")
    if change is None:
        return gone(request, person_id)
    rows = access.visible(KeyDate, by=request.actor, to=Do.CHANGE_CUSTODY).filter(stay=change.stay)
    row = access.one(custody.holding(rows).filter(pk=date_id))
    form = WhyForm(request.POST or None)
    words = Asked(
        title=f"Take back: {DateType(row.type).label}",
        lead=_what_it_was(row),
        verb="Take it back",
    )

    def act() -> str:
        why = form.cleaned_data["words"]
        ripple = undo_release_date(change.stay, words=why, row=row, by=request.actor, at=change.at)
        return f"Taken back. {said_of(ripple, change.opened)}"

    return answer(change, form, act, words, back=lambda: _back(change))


def _looked_at(change: Change, form: DateForm) -> Moves | None:
    """Return what a date would do; None when it cannot be."""
    if form.is_valid():
        with refusals.beside(form):
            new = form.new_date(at=change.at)
            ripple = look_at_release_date(change.stay, new=new, by=change.request.actor, at=change.at)
            return moves_of(ripple, change.opened)
    return None


def _kept(change: Change, new: NewDate, form: DateForm) -> bool:
    with refusals.beside(form):
        ripple = change_release_date(change.stay, new=new, by=change.request.actor, at=change.at)
        messages.success(change.request, said_of(ripple, change.opened))
    return form.is_valid()


def _back(change: Change) -> str:
    return reverse("custody:stay", args=[change.opened.person.pk]) + "#dates"


def _what_it_was(row: KeyDate) -> str:
    when = day(row.on, today=clock.today()) if row.on else "no such date"
    return (
        f"{row.source} said {when}. It stays on the record as taken back, and what was said before it holds again. "
        "Steps go back to where they were, and each agency that was told is told once more."
    )
