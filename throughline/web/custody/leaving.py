"""Pages that record that someone left prison: on a day that is typed, or today with nothing planned."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody.models import Stay
from throughline.custody.rules import UNPLANNED
from throughline.foundations import clock
from throughline.foundations.wording import day
from throughline.housing import queries as housing
from throughline.housing.models import Home
from throughline.journeys.release_person import Leaving, release_person
from throughline.web.custody.asking import Asked, Change, answer, current, gone
from throughline.web.custody.forms import LeaveForm, LeftTodayForm

ask = require_http_methods(["GET", "HEAD", "POST"])

NO_ADDRESS = (
    "No address is planned. Write down what was tried and why it was not enough, and whether they are likely to sleep "
    "rough. It does not hold anything up."
)


@ask
def leave(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record that someone left prison, planned or not."""
    change = current(request, person_id, where="custody:leave")
    if change is None:
        return gone(request, person_id)
    form = LeaveForm(request.POST or None, initial={"on": clock.today()})
    words = Asked(
        title="Record that they left prison",
        lead="Everyone else who works with them is told. The prison keeps sight of them for 28 days, to hand over.",
        verb="Save that they left",
        **_note(change),
    )
    return answer(
        change,
        form,
        lambda: _left(change, Leaving(**form.cleaned_data)),
        words,
        back=lambda: _next(change, how=form.cleaned_data["how"]),
    )


@ask
def left_today(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record that someone left prison today with nothing planned; then show what they need today, to print."""
    change = current(request, person_id, where="custody:left_today")
    if change is None:
        return gone(request, person_id)
    form = LeftTodayForm(request.POST or None, initial={"source": request.actor.words[:80]})
    words = Asked(
        title="They left today, not planned",
        lead="Everyone who works with them is told now, and a page of what they need today is made to print.",
        verb="Save, and make their page for today",
        **_note(change),
    )
    return answer(
        change,
        form,
        lambda: _left(change, Leaving(**form.cleaned_data, on=clock.today())),
        words,
        back=lambda: _next(change, how=form.cleaned_data["how"]),
    )


def _left(change: Change, leaving: Leaving) -> str:
    left: Stay = release_person(change.stay, leaving=leaving, by=change.request.actor, at=change.at)
    when = f" on {day(left.ended_on, today=clock.today())}" if left.ended_on else ""
    return f"Saved. They left {left.prison.organisation.name}{when}."


def _next(change: Change, *, how: str) -> str:
    """Return where to go on: the page for today where nothing was planned, else their custody page."""
    name = "runway:today_paper" if how in UNPLANNED else "custody:stay"
    return reverse(name, args=[change.opened.person.pk])


def _note(change: Change) -> dict[str, str]:
    """Ask for an account of no address, where nowhere is planned and the viewer's job includes housing."""
    if not access.may(change.request.actor, Do.SEE_HOUSING) or not change.opened.reach.sees(Home):
        return {}
    homes = access.visible(Home, by=change.request.actor, to=Do.SEE_HOUSING).filter(person=change.opened.person)
    if housing.planned_now(homes).exists() or housing.kept_now(homes).exists():
        return {}
    url = reverse("housing:housing", args=[change.opened.person.pk])
    return {"note": NO_ADDRESS, "note_url": url, "note_verb": "Write the account"}
