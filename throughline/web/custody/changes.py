"""Pages that record what happened in someone's time in prison. Each asks, checks, does one thing and goes back."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Hall, Prison
from throughline.custody.actions import admissions, stays
from throughline.custody.models import Stay
from throughline.custody.statuses import MovementKind, Supervision
from throughline.foundations import clock
from throughline.journeys import change_legal_status
from throughline.journeys import change_place as places
from throughline.journeys.admit_person import admit_person
from throughline.journeys.return_to_custody import return_to_custody
from throughline.journeys.transfer_person import Transfer, transfer_person
from throughline.web.custody.asking import Asked, answer, current, gone, show
from throughline.web.custody.forms import (
    CameInForm,
    LicenceForm,
    PlaceForm,
    SentenceForm,
    StatusForm,
    TransferForm,
    by_end_of,
    chosen,
    halls_named,
)
from throughline.web.people.frame import open_to_change

ask = require_http_methods(["GET", "HEAD", "POST"])


@ask
def change_place(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record a move to another hall or cell."""
    change = current(request, person_id, where="custody:change_place")
    if change is None:
        return gone(request, person_id)
    stay = change.stay
    halls = halls_named(_halls(request, stay.prison), now=stay.hall)
    initial = {"hall": stay.hall, "cell": stay.cell, "since_on": clock.today()}
    form = PlaceForm(request.POST or None, halls=halls, initial=initial)
    words = Asked(
        title="Record a move to another hall or cell",
        lead=f"They are in {stay.prison.organisation.name}, {stays.place(stay)}.",
        verb="Save the move",
    )

    def act() -> str:
        typed = form.cleaned_data
        since = by_end_of(typed["since_on"], at=change.at)
        place = places.Place(
            prison=stay.prison, hall=typed["hall"], cell=typed["cell"], since=since, source=typed["source"]
        )
        moved = places.change_place(stay, place=place, by=request.actor, at=change.at)
        return f"Saved. They are in {stays.place(moved)}."

    return answer(change, form, act, words)


@ask
def transfer(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record a move to another prison."""
    change = current(request, person_id, where="custody:transfer")
    if change is None:
        return gone(request, person_id)
    form = TransferForm(
        request.POST or None,
        prisons=chosen(_prisons(request), but=change.stay.prison_id),
        initial={"on": clock.today()},
    )
    words = Asked(
        title="Record a move to another prison",
        lead="The new prison can see the record from now. The old one keeps it for 28 days, to hand over.",
        verb="Save the move",
    )

    def act() -> str:
        typed = form.cleaned_data
        move = Transfer(
            to=form.chosen_prison(), on=typed["on"], hall=typed["hall"], cell=typed["cell"], source=typed["source"]
        )
        moved = transfer_person(change.stay, move=move, by=request.actor, at=change.at)
        return f"Saved. They are in {moved.prison.organisation.name}."

    return answer(change, form, act, words)


@ask
def change_status(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record a change of legal status."""
    change = current(request, person_id, where="custody:change_status")
    if change is None:
        return gone(request, person_id)
    initial = {"legal_status": change.stay.legal_status, "since_on": clock.today()}
    form = StatusForm(request.POST or None, initial=initial)
    words = Asked(
        title="Change legal status", lead="What it was before stays on the record.", verb="Save the legal status"
    )

    def act() -> str:
        typed = form.cleaned_data
        since = by_end_of(typed["since_on"], at=change.at)
        now = change_legal_status.change_status(
            change.stay,
            legal_status=typed["legal_status"],
            words=typed["words"],
            since=since,
            source=typed["source"],
            by=request.actor,
            at=change.at,
        )
        return f"Saved. Legal status: {now.get_legal_status_display()}."

    return answer(change, form, act, words)


@ask
def change_sentence(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record the length of sentence and what follows it."""
    change = current(request, person_id, where="custody:change_sentence")
    if change is None:
        return gone(request, person_id)
    stay = change.stay
    initial = {"sentence_days": stay.sentence_days, "supervision": stay.supervision}
    form = SentenceForm(request.POST or None, initial=initial)
    words = Asked(
        title="Sentence and what follows it",
        lead="This says who their throughcare goes to. Nobody is turned away by it.",
        verb="Save the sentence",
    )

    def act() -> str:
        change_legal_status.change_sentence(
            stay, **form.cleaned_data, version=stay.version, by=request.actor, at=change.at
        )
        return "Saved."

    return answer(change, form, act, words, versioned=True)


@ask
def licence(request: StaffRequest, person_id: UUID, kind: MovementKind) -> HttpResponse:
    """Record going out on temporary licence, or coming back."""
    out = kind == MovementKind.TEMPORARY_LICENCE
    change = current(request, person_id, where="custody:licence_out" if out else "custody:licence_back")
    if change is None:
        return gone(request, person_id)
    form = LicenceForm(request.POST or None, initial={"on": clock.today()})
    words = Asked(title=kind.label, lead="The stay in prison goes on.", verb="Save")

    def act() -> str:
        do = stays.go_on_licence if out else stays.come_back
        do(change.stay, **form.cleaned_data, by=request.actor, at=change.at)
        return f"Saved. {kind.label}."

    return answer(change, form, act, words)


@ask
def came_in(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record that someone came into prison: remanded, sentenced or recalled, with or without a date."""
    at = clock.now()
    opened = open_to_change(request, person_id, kind=Stay, where="custody:came_in", to=Do.CHANGE_CUSTODY)
    form = CameInForm(
        request.POST or None,
        prisons=_prisons(request),
        initial={"admitted_on": clock.today(), "supervision": Supervision.UNKNOWN},
    )
    words = Asked(
        title="Record that they came into prison",
        lead="Write what is known. On remand there is no sentence and no date, and that is enough.",
        verb="Save that they came in",
    )

    def act() -> str:
        typed = dict(form.cleaned_data)
        prison, recalled = form.chosen_prison(), typed.pop("how") == MovementKind.RECALL
        del typed["prison"]
        admission = admissions.Admission(person=opened.person, prison=prison, recalled=recalled, as_of=at, **typed)
        come = return_to_custody if opened.stay else admit_person
        come(admission, by=request.actor, at=at)
        return f"Saved. They are in {prison.organisation.name}."

    return show(request, opened, form, act, words)


def _prisons(request: StaffRequest) -> list[Prison]:
    rows = access.visible(Prison, by=request.actor, to=Do.CHANGE_CUSTODY)
    return list(rows.select_related("organisation").order_by("organisation__name", "id"))


def _halls(request: StaffRequest, prison: Prison) -> list[str]:
    rows = access.visible(Hall, by=request.actor, to=Do.CHANGE_CUSTODY).filter(prison=prison)
    return list(rows.order_by("name", "id").values_list("name", flat=True))
