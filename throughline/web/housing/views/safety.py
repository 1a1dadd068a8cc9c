"""Places they are not safe in, and providers that will not house them. Opened by name only."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.housing import queries
from throughline.housing.actions import safety as actions
from throughline.housing.models import Exclusion, UnsafePlace
from throughline.web.housing.asking import QUESTION, Asking, Doing, ask
from throughline.web.housing.forms.homes import DayForm
from throughline.web.housing.forms.safety import EndExclusionForm, ExclusionForm, LookAgainForm, UnsafeForm
from throughline.web.housing.opening import SAFETY, open_housing, providers, row_of
from throughline.web.people.frame import Opened, open_person


@require_safe
def safety(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show where they are not safe and who will not house them, to those who may open sensitive history."""
    opened = open_person(request, person_id, to=Do.SEE_HOUSING, where=SAFETY)
    shared = opened.reach.sees(UnsafePlace)
    context = {
        "opened": opened,
        "shared": shared,
        "may_change": shared and access.may(request.actor, Do.RECORD_HOUSING),
        **(_held(opened) if shared else {}),
    }
    return render(request, "housing/safety.html", context)


def _held(opened: Opened) -> dict[str, object]:
    unsafe = access.visible(UnsafePlace, by=opened.actor, to=Do.SEE_HOUSING)
    excluded = access.visible(Exclusion, by=opened.actor, to=Do.SEE_HOUSING)
    places = list(queries.of_person(unsafe, opened.person.pk))
    exclusions = list(queries.of_person(excluded, opened.person.pk).select_related("provider"))
    return {
        "places": [row for row in places if row.ended_on is None],
        "places_ended": [row for row in places if row.ended_on is not None],
        "exclusions": [row for row in exclusions if row.ended_on is None],
        "exclusions_ended": [row for row in exclusions if row.ended_on is not None],
    }


@require_http_methods(QUESTION)
def note_unsafe(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a place or person they are not safe with."""
    opened = open_housing(request, person_id, where="note_unsafe", kind=UnsafePlace)
    form = UnsafeForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.note_unsafe(opened.person, **form.cleaned_data, by=doing.by, at=doing.at)

    words = Asking(
        title="Note where they are not safe",
        verb="Save it",
        done="It is saved. Only those given sensitive history can read it.",
        lead="Only those who were given sensitive history by name can read this. That they read it is recorded.",
        back=SAFETY,
    )
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def end_unsafe(request: StaffRequest, person_id: UUID, unsafe_id: UUID) -> HttpResponse:
    """Keep that a place or person is no longer unsafe for them."""
    opened = open_housing(request, person_id, where="end_unsafe", kind=UnsafePlace)
    row = row_of(UnsafePlace, unsafe_id, opened)
    form = DayForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.end_unsafe(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="Are they safe there now?",
        verb="Save that they are safe",
        done="It no longer counts. The record keeps it.",
        lead=row.words,
        back=SAFETY,
        danger=True,
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def note_exclusion(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep that a provider will not house them."""
    opened = open_housing(request, person_id, where="note_exclusion", kind=Exclusion)
    form = ExclusionForm(request.POST or None, providers=providers(request.actor), initial={"from_on": opened.today})

    def act(doing: Doing) -> None:
        new = actions.NewExclusion(**form.cleaned_data)
        actions.note_exclusion(opened.person, new=new, by=doing.by, at=doing.at)

    words = Asking(
        title="A provider will not house them",
        verb="Save it",
        done="It is saved. Only those given sensitive history can read it.",
        lead="Keep the reason and the day to ask again, so that they can be offered a place once more.",
        back=SAFETY,
    )
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def look_again(request: StaffRequest, person_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """Keep that the provider was asked again and still says no."""
    opened, row = _open(request, person_id, exclusion_id, where="look_again")
    form = LookAgainForm(request.POST or None)

    def act(doing: Doing) -> None:
        actions.look_again(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title=f"{actions.excluding(row)} still says no",
        verb="Save what it said",
        done="It is saved, with the day to ask again.",
        lead=row.reason,
        back=SAFETY,
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def end_exclusion(request: StaffRequest, person_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """Keep that the provider would house them again."""
    opened, row = _open(request, person_id, exclusion_id, where="end_exclusion")
    form = EndExclusionForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.end_exclusion(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title=f"{actions.excluding(row)} would house them again",
        verb="Save it",
        done="It is saved. They can be offered a place there again.",
        lead=row.reason,
        back=SAFETY,
    )
    return ask(request, opened, form, act, words=words, record=row)


def _open(request: StaffRequest, person_id: UUID, pk: UUID, *, where: str) -> tuple[Opened, Exclusion]:
    opened = open_housing(request, person_id, where=where, kind=Exclusion)
    return opened, row_of(Exclusion, pk, opened, "provider")
