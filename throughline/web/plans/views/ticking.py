"""How a step stands: done, under way, blocked, going on again, dropped, not done after all. For whoever it falls to."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.journeys.finish_step import finish_step
from throughline.journeys.reopen_step import reopen_step
from throughline.plans.actions import tasks
from throughline.web.people.asking import QUESTION, Asking
from throughline.web.plans.answering import ask_about_step
from throughline.web.plans.forms import BlockForm, DoneForm, DropForm, ProgressForm, ReopenForm
from throughline.web.plans.opening import BACK, open_step_to_tick


@require_http_methods(QUESTION)
def done(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step was done. Pressed in a list, it was done today; then back to where it was pressed."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:done")
    form = DoneForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})

    def act(form: forms.Form) -> None:
        said = form.cleaned_data
        on = said["on"] or clock.today()
        finish_step(row, on=on, words=said["words"], by=request.actor, at=clock.now())

    words = Asking(
        title="The step is done",
        verb="Save that it is done",
        back=BACK,
        done=f"Done: {row.title}.",
        lead=f"{row.title}. {_asked_for(row.evidence)}".strip(),
    )
    return ask_about_step(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def progress(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep in a word or two what is under way on a step."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:progress")

    def act(form: forms.Form) -> None:
        tasks.progress(row, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="The step is under way",
        verb="Save how far it is",
        back=BACK,
        done="Kept how far it is.",
        lead=row.title,
    )
    return ask_about_step(
        request, opened, ProgressForm(request.POST or None, initial={"words": row.progress}), act, words=words
    )


@require_http_methods(QUESTION)
def reopen(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step that counted as done is still to be done, and why."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:reopen")

    def act(form: forms.Form) -> None:
        reopen_step(row, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="It is not done after all",
        verb="Put it back on the plan",
        back=BACK,
        done="The step is to be done again.",
        lead=f"{row.title}. What was said of it stays in the story.",
    )
    return ask_about_step(request, opened, ReopenForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def block(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step cannot go on, and what it waits for."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:block")

    def act(form: forms.Form) -> None:
        tasks.block(row, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="The step is blocked", verb="Save what it waits for", back=BACK, done="Kept as blocked.", lead=row.title
    )
    return ask_about_step(request, opened, BlockForm(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def unblock(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step can go on."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:unblock")

    def act(form: forms.Form) -> None:
        tasks.unblock(row, by=request.actor, at=clock.now())

    words = Asking(
        title="The step can go on",
        verb="Save that it can go on",
        back=BACK,
        done="It can go on.",
        lead=f"{row.title}. It waited for: {row.state_words}" if row.state_words else row.title,
    )
    return ask_about_step(request, opened, forms.Form(request.POST or None), act, words=words)


@require_http_methods(QUESTION)
def drop_task(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step will not be done, and why."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:drop_task")

    def act(form: forms.Form) -> None:
        tasks.drop(row, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="Drop the step",
        verb="Drop the step",
        back=BACK,
        done="The step is dropped. It stays on the record.",
        lead=row.title,
        danger=True,
    )
    form = DropForm(request.POST or None, initial={"on": clock.today()})
    return ask_about_step(request, opened, form, act, words=words)


def _asked_for(evidence: str) -> str:
    return f"Asked for: {evidence.rstrip('.')}." if evidence else ""
