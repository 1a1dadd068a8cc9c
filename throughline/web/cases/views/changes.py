"""A case moves along: what the person says, its stage, where it stands, its end."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases import queries
from throughline.cases.actions import moving
from throughline.cases.models import Case, Stage
from throughline.cases.statuses import CloseReason, Setting, TakingPart
from throughline.foundations import clock
from throughline.web.cases.asking import QUESTION, Asking, ask
from throughline.web.cases.forms.case import CloseForm, SettingForm, StageForm, TakingPartForm
from throughline.web.cases.next_steps import following
from throughline.web.cases.opening import open_own_case


@require_http_methods(QUESTION)
def taking_part(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Keep what the person says about taking part. No answer closes anything."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:taking_part")
    form = TakingPartForm(request.POST or None, initial={"on": opened.today})

    def act() -> str:
        moving.take_part(case, **form.cleaned_data, by=request.actor, at=clock.now())
        return f"Saved: {TakingPart(form.cleaned_data['answer']).label.lower()}. The case goes on."

    words = Asking(
        title="What do they say about taking part?",
        verb="Save the answer",
        back=_back(case),
        lead="Each answer is kept. They may say no and change their mind as often as they like.",
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES)


@require_http_methods(QUESTION)
def stage(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Move a case to another stage of its service."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:stage")
    stages = list(queries.stages_of(access.visible(Stage, by=request.actor, to=Do.WORK_CASES), case.service))
    after = following(case, stages)
    initial = {"on": opened.today, "stage": str(after.pk) if after else ""}
    form = StageForm(request.POST or None, stages=stages, initial=initial)

    def act() -> str:
        moving.change_stage(case, **form.cleaned_data, by=request.actor, at=clock.now())
        return f"Saved. The stage is now: {form.cleaned_data['stage'].name}."

    words = Asking(
        title="Which stage are they in?",
        verb="Save the stage",
        back=_back(case),
        lead=f"Now: {case.stage.name}." if case.stage else "They are in no stage yet.",
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES, record=case)


@require_http_methods(QUESTION)
def setting(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Move a case on from assessment, or between prison and community."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:setting")
    form = SettingForm(request.POST or None, now=case.setting, initial={"on": opened.today})

    def act() -> str:
        moved = moving.move(case, **form.cleaned_data, by=request.actor, at=clock.now())
        return f"Saved. They are now: {Setting(moved.setting).label.lower()}."

    words = Asking(
        title="Where are they supported now?",
        verb="Save it",
        back=_back(case),
        lead=f"Now: {Setting(case.setting).label.lower()}. Release and return move a supported case by themselves.",
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES, record=case)


@require_http_methods(QUESTION)
def close(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """End a case, with the reason."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:close")
    form = CloseForm(request.POST or None, initial={"on": opened.today})

    def act() -> str:
        moving.close(case, **form.cleaned_data, by=request.actor, at=clock.now())
        return f"The case is closed: {CloseReason(form.cleaned_data['reason']).label.lower()}."

    words = Asking(
        title=f"Close the case with {case.service.name}?",
        verb="Close the case",
        back=_back(case),
        lead="A closed case stays closed and readable. If they come back, a new referral opens a new one.",
        danger=True,
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES, record=case)


def _back(case: Case) -> str:
    return reverse("cases:case", args=[case.person_id, case.pk])
