"""What can be done about a referral from its page: who is offered it, what it asks, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Membership, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed, Refused
from throughline.journeys.accept_referral import accept_referral
from throughline.journeys.ask_about_referral import ask_about_referral
from throughline.journeys.decline_referral import decline_referral
from throughline.journeys.reply_to_referral import reply_to_referral
from throughline.journeys.withdraw_referral import withdraw_referral
from throughline.referrals.actions.answering import record_helped
from throughline.referrals.statuses import Helped
from throughline.web.referrals.forms.deciding import (
    ACCEPT,
    ASK,
    DecisionForm,
    HelpedForm,
    ReplyForm,
    WithdrawForm,
)
from throughline.web.referrals.opening import OpenedReferral
from throughline.web.shell.versions import version_of


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing to do, by the name its form carries. ``done`` is said afterwards."""

    name: str
    permission: Do
    is_offered: Callable[[OpenedReferral], bool]
    form: Callable[[StaffRequest, OpenedReferral], forms.Form]
    act: Callable[[StaffRequest, OpenedReferral, forms.Form], object]
    done: str


def named(name: str) -> Act | None:
    """Return what a form asks for; None when it is nothing that can be done."""
    return next((act for act in ACTS if act.name == name), None)


def offered(held: OpenedReferral) -> list[Act]:
    """Return what this viewer can do about this referral as it stands."""
    return [act for act in ACTS if act.is_offered(held)]


def _sent(request: StaffRequest, name: str) -> QueryDict | None:
    return request.POST if request.POST.get("act") == name else None


def _decision_form(request: StaffRequest, held: OpenedReferral) -> DecisionForm:
    workers = _workers(request, held.row.team)
    return DecisionForm(_sent(request, "decide"), workers=workers, me=str(request.actor.id))


def _workers(request: StaffRequest, team: Team) -> list[User]:
    """Return who could be key worker: those in the team that answers, by name."""
    if team.kind == TeamKind.EVERYONE:
        users = access.visible(User, by=request.actor, to=Do.ANSWER_REFERRALS)
        return list(agencies.working(users.filter(organisation_id=team.organisation_id)))
    rows = access.visible(Membership, by=request.actor, to=Do.ANSWER_REFERRALS)
    members = agencies.members_of(rows, team, on=clock.today())
    return [row.user for row in members if row.user.is_active]


def _decide(request: StaffRequest, held: OpenedReferral, form: forms.Form) -> None:
    said, by, at = form.cleaned_data, request.actor, clock.now()
    if said["answer"] == ACCEPT:
        worker = said["key_worker"]
        accept_referral(held.row, support=said["support"], key_worker=worker, words=said["words"], by=by, at=at)
    elif said["answer"] == ASK:
        ask_about_referral(held.row, question=said["question"], by=by, at=at)
    else:
        _decline(request, held, form)


def _decline(request: StaffRequest, held: OpenedReferral, form: forms.Form) -> None:
    said = form.cleaned_data
    try:
        decline_referral(
            held.row,
            reason=said["reason"],
            words=said["decline_words"],
            would_change=said["would_change"],
            look_again_on=said["look_again_on"],
            by=request.actor,
            at=clock.now(),
        )
    except Refused as refusal:
        if refusal.field == "words":
            refusal.field = "decline_words"
        raise


def _reply(request: StaffRequest, held: OpenedReferral, form: forms.Form) -> None:
    reply_to_referral(held.row, words=form.cleaned_data["words"], by=request.actor, at=clock.now())


def _withdraw(request: StaffRequest, held: OpenedReferral, form: forms.Form) -> None:
    said = form.cleaned_data
    withdraw_referral(held.row, reason=said["reason"], words=said["words"], by=request.actor, at=clock.now())


def _helped_form(request: StaffRequest, held: OpenedReferral) -> HelpedForm:
    row = held.row
    first = {"helped": row.helped if row.helped != Helped.NOT_KNOWN else "", "words": row.helped_words}
    return HelpedForm(_sent(request, "helped"), initial=first, auto_id="helped_%s")


def _helped(request: StaffRequest, held: OpenedReferral, form: forms.Form) -> None:
    if not held.may_say_if_helped:
        raise NotAllowed("Only the team that asked, or the team that took this on, can say whether it helped.")
    said, version = form.cleaned_data, version_of(request)
    record_helped(
        held.row, helped=said["helped"], words=said["words"], version=version, by=request.actor, at=clock.now()
    )


ACTS = (
    Act(
        name="decide",
        permission=Do.ANSWER_REFERRALS,
        is_offered=lambda held: held.may_answer,
        form=_decision_form,
        act=_decide,
        done="Your answer is sent, and it is on the record.",
    ),
    Act(
        name="reply",
        permission=Do.REFER_PEOPLE,
        is_offered=lambda held: held.may_reply,
        form=lambda request, held: ReplyForm(_sent(request, "reply"), auto_id="reply_%s"),
        act=_reply,
        done="Your reply is sent to {service}. Their clock runs again.",
    ),
    Act(
        name="withdraw",
        permission=Do.REFER_PEOPLE,
        is_offered=lambda held: held.may_withdraw,
        form=lambda request, held: WithdrawForm(_sent(request, "withdraw"), auto_id="withdraw_%s"),
        act=_withdraw,
        done="The referral is withdrawn. It stays on the record.",
    ),
    Act(
        name="helped",
        permission=Do.SEE_REFERRALS,
        is_offered=lambda held: held.may_say_if_helped,
        form=_helped_form,
        act=_helped,
        done="Thank you. It is on the record.",
    ),
)
