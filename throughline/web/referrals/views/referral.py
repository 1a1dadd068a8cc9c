"""One referral on one page: for those who decide, for those who sent it, and for others who may see it."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases.models import Case
from throughline.foundations.moves import MoveNotAllowed
from throughline.foundations.wording import age, day
from throughline.referrals import queries
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State
from throughline.web.people.asking import QUESTION
from throughline.web.referrals import acts, clocks, words
from throughline.web.referrals.known import Known, known, safety_notes
from throughline.web.referrals.opening import OpenedReferral, open_referral
from throughline.web.referrals.preview import Preview, preview
from throughline.web.shell.refusals import beside

HERE = "referrals:referral"
CONFLICT = 409
LOOK_FIRST = "preview"


@require_http_methods(QUESTION)
def referral(request: StaffRequest, referral_id: UUID) -> HttpResponse:
    """Show a referral; answer it, reply, take it back, or say whether it helped."""
    held = open_referral(request, referral_id, where=HERE)
    posted = acts.named(request.POST.get("act", "")) if request.method == "POST" else None
    if posted is None:
        return _page(request, held, {})
    access.need(request.actor, posted.permission)
    form = posted.form(request, held)
    if not form.is_valid():
        return _page(request, held, {posted.name: form})
    if request.POST.get("step") == LOOK_FIRST:
        return _page(request, held, {posted.name: form}, shown=preview(form, held))
    return _act(request, held, posted, form)


def _act(request: StaffRequest, held: OpenedReferral, posted: acts.Act, form: forms.Form) -> HttpResponse:
    """Do what was asked; when someone else was first, say so beside what they decided."""
    with beside(form):
        try:
            posted.act(request, held, form)
        except MoveNotAllowed as overtaken:
            return _overtaken(request, held, str(overtaken))
    if not form.is_valid():
        return _page(request, held, {posted.name: form})
    messages.success(request, posted.done.format(name=held.name, service=held.row.service.name))
    return redirect(HERE, referral_id=held.row.pk)


def _overtaken(request: StaffRequest, held: OpenedReferral, sentence: str) -> HttpResponse:
    rows = access.visible(Referral, by=request.actor, to=Do.SEE_REFERRALS)
    now = replace(held, row=access.one(queries.in_full(rows).filter(pk=held.row.pk)))
    return _page(request, now, {}, overtaken=sentence)


def _page(
    request: StaffRequest,
    held: OpenedReferral,
    bound: Mapping[str, forms.Form],
    *,
    shown: Preview | None = None,
    overtaken: str = "",
) -> HttpResponse:
    row = held.row
    context = {
        "held": held,
        "opened": held.opened,
        "referral": row,
        "service": row.service,
        "form": next(iter(bound.values()), None),
        "forms": {one.name: bound.get(one.name) or one.form(request, held) for one in acts.offered(held)},
        "preview": shown,
        "overtaken": overtaken,
        "title": _title(held),
        "lead": _lead(held),
        "clock": clocks.waits(row, today=held.today) if held.waits else None,
        "took": clocks.took(row),
        "answer": _answer(held),
        "sent_by": words.sent_by(row),
        "arrived": words.arrived(row),
        "about": words.about(row.pathways, restricted=held.sees_restricted),
        "hides_some": words.hides_some(row.pathways, restricted=held.sees_restricted),
        "known": _known(held),
        "safety_notes": safety_notes(held.opened) if held.opened else [],
        "works_with": held.opened is not None and held.opened.reach.sees(Case),
    }
    return render(request, "referrals/referral.html", context, status=CONFLICT if overtaken else None)


def _title(held: OpenedReferral) -> str:
    if held.opened is None:
        return f"A referral to {held.row.service.name}"
    born = held.opened.person.born_on
    who = f"{held.name}, {age(born, on=held.today)}" if born else held.name
    return f"{who}: {words.asked_for(held.row.pathways) or held.row.service.name}"


def _lead(held: OpenedReferral) -> str:
    """Say in a sentence where it stands."""
    row, today = held.row, held.today
    sender, received = words.sent_by(row), f" on {day(row.received_on, today=today)}" if row.received_on else ""
    if row.state == State.DRAFT:
        return "Not sent yet. Nobody but your team sees it."
    if held.waits and row.due_on:
        clock = clocks.waits(row, today=today)
        whose = "Answer" if held.is_ours_to_answer else "An answer is due"
        by_day = f"{whose} by {day(row.due_on, today=today)}"
        return f"{by_day}: {clock.words[:1].lower()}{clock.words[1:]}. {sender}, asked {row.service.name}{received}."
    return f"{words.decided(row, today=today)}. {sender}, asked {row.service.name}{received}."


def _answer(held: OpenedReferral) -> Preview | None:
    """Return what both readers were told, once there is an answer."""
    if held.row.state not in {State.ACCEPTED, State.DECLINED}:
        return None
    said = words.answer_of(held.row)
    return Preview(words.sender_reads(said, today=held.today), words.person_reads(said, today=held.today))


def _known(held: OpenedReferral) -> list[Known]:
    if held.opened is None:
        return []
    return known(held.opened, opens=held.row.opens, accepted=held.row.state == State.ACCEPTED)
