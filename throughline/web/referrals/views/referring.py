"""Refer someone to a service: what is known is filled in, what is new is asked, and it may be finished later."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Service, Team
from throughline.agencies.statuses import TeamKind
from throughline.assessments.actions import safety
from throughline.assessments.actions.safety import NewSafety
from throughline.assessments.models import SafetyNote
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.wording import counted, day
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.journeys.refer_person import Told, refer_person, send_draft
from throughline.referrals import rules
from throughline.referrals.actions import sending
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, Source, State
from throughline.web.people.asking import QUESTION
from throughline.web.people.frame import Opened, open_to_change
from throughline.web.referrals.already import already_with
from throughline.web.referrals.choices import AGREES_YES
from throughline.web.referrals.forms.referring import ReferForm
from throughline.web.referrals.known import Known, known
from throughline.web.sharing.opening import own_teams
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

HERE = "referrals:new"
SAVE = "save"
PRISONS = frozenset({"prison", "prison_service", "prison_department"})
SOCIAL_WORK = frozenset({"justice_social_work", "probation"})


@require_http_methods(QUESTION)
def new(request: StaffRequest, person_id: UUID, service_id: UUID) -> HttpResponse:
    """Show what the service will read and when, ask the rest, then send it or keep it to finish later."""
    opened = open_to_change(request, person_id, kind=Case, where=HERE, to=Do.REFER_PEOPLE)
    open_services = agencies.services_open(access.visible(Service, by=request.actor, to=Do.REFER_PEOPLE), opened.today)
    service = access.one(open_services.select_related("organisation", "team").filter(pk=service_id))
    kept = _draft(request, opened, service)
    form = _form(request, opened, kept)
    if form.is_bound and form.is_valid():
        with beside(form):
            done = _keep_or_send(request, opened, service, form, kept)
        if form.is_valid():
            return done
    keep = keepable(request, to=Do.REFER_PEOPLE)
    keep.fill(form)
    already_known = known(opened, opens=None)
    context = {
        "form": form,
        "keep": keep,
        "opened": opened,
        "service": service,
        "kept": kept,
        "known": already_known,
        "from_record": sum(_is_answered(one) for one in already_known),
        "involved": already_with(opened),
        "answer_by": _answer_by(service, opened),
    }
    return render(request, "referrals/new.html", context)


def _draft(request: StaffRequest, opened: Opened, service: Service) -> Referral | None:
    """Return the referral one's team has begun and not sent, if there is one."""
    rows = access.visible(Referral, by=request.actor, to=Do.REFER_PEOPLE)
    begun = rows.filter(person=opened.person, service=service, state=State.DRAFT)
    return begun.filter(from_team_id__in=request.actor.team_ids).order_by("-started_at", "-id").first()


def _form(request: StaffRequest, opened: Opened, kept: Referral | None) -> ReferForm:
    said = kept and {
        "reason": kept.reason,
        "hopes": kept.hopes,
        "pathways": kept.pathways,
        "offer": kept.offer,
        "also_involved": kept.also_involved,
        "opens": kept.opens,
        "team": str(kept.from_team_id),
    }
    asks_safety = access.may(request.actor, Do.ASSESS) and opened.reach.sees(SafetyNote)
    return ReferForm(
        request.POST or None,
        initial=said or {},
        reach=opened.reach,
        teams=_teams(request),
        asks_safety=asks_safety,
        saving=_saving(request),
    )


def _teams(request: StaffRequest) -> list[Team]:
    """Return the teams one may send from: casework teams, or everyone's for someone who is in none."""
    teams = own_teams(request, to=Do.REFER_PEOPLE)
    return [team for team in teams if team.kind == TeamKind.CASEWORK] or teams


def _saving(request: StaffRequest) -> bool:
    """Say whether to keep it as it is: because they will finish later, or because the person has yet to agree."""
    return request.POST.get("step") == SAVE or request.POST.get("agrees") not in (None, "", AGREES_YES)


def _keep_or_send(
    request: StaffRequest, opened: Opened, service: Service, form: ReferForm, kept: Referral | None
) -> HttpResponseRedirect:
    written = _written(request, opened, service, form)
    if _saving(request):
        return _keep(request, opened, written, form, kept)
    now, told = clock.now(), Told(how=form.cleaned_data["how"], on=clock.today())
    concern = _safety(request, form)
    if kept is None:
        sent = refer_person(written, safety=concern, told=told, by=request.actor, at=now)
    else:
        version = version_of(request)
        sent = send_draft(kept, new=written, version=version, safety=concern, told=told, by=request.actor, at=now)
    by_day = f" Their answer is due by {day(sent.due_on, today=opened.today)}." if sent.due_on else ""
    messages.success(request, f"Sent to {service.name}.{by_day} You see every step here.")
    return redirect("referrals:referral", referral_id=sent.pk)


def _keep(
    request: StaffRequest, opened: Opened, written: NewReferral, form: ReferForm, kept: Referral | None
) -> HttpResponseRedirect:
    now, concern = clock.now(), _safety(request, form)
    if kept is None:
        sending.draft(written, by=request.actor, at=now)
    else:
        sending.change_draft(kept, version=version_of(request), new=written, by=request.actor, at=now)
    if concern is not None:
        safety.note(opened.person, concern, by=request.actor, at=now)
    messages.success(request, "Saved, and not sent. It waits under “Sent by us” until you finish it.")
    return redirect("referrals:about", person_id=opened.person.pk)


def _written(request: StaffRequest, opened: Opened, service: Service, form: ReferForm) -> NewReferral:
    said = form.cleaned_data
    team: Team = said["team"] or _teams(request)[0]
    return NewReferral(
        person=opened.person,
        service=service,
        source=_source(team),
        arrived=Arrived.SCREEN,
        received_on=localdate(clock.now()),
        from_team=team,
        from_user=request.user,
        pathways=said["pathways"],
        reason=said["reason"],
        hopes=said["hopes"],
        offer=said["offer"],
        also_involved=said["also_involved"],
        opens=said["opens"],
    )


def _source(team: Team) -> Source:
    kind = team.organisation.kind
    if kind in PRISONS:
        return Source.PRISON
    return Source.JUSTICE_SOCIAL_WORK if kind in SOCIAL_WORK else Source.AGENCY


def _safety(request: StaffRequest, form: ReferForm) -> NewSafety | None:
    said = form.cleaned_data
    if not said.get("safety_concern"):
        return None
    return NewSafety(
        concern=said["safety_concern"],
        words=said["safety_words"],
        context=said["safety_context"],
        keeps_safe=said["safety_keeps"],
        source=request.actor.words[:80],
        noted_on=clock.today(),
    )


def _is_answered(one: Known) -> bool:
    return one.shared and bool(one.answers) and one.answers[0] not in {"Not known", "None is known", "Nothing yet"}


def _answer_by(service: Service, opened: Opened) -> str:
    """Say by when the service promises to answer what is sent today."""
    calendar = Calendar(Jurisdiction(service.organisation.jurisdiction))
    due = rules.due_on(opened.today, within=service.answers_within, calendar=calendar)
    promised = counted(service.answers_within, "working day", "working days")
    return f"They promise an answer in {promised}: by {day(due, today=opened.today)}."
