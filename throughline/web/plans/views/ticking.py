"""How a step stands: done, blocked, going on again, dropped. For whoever it falls to."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.plans.actions import tasks
from throughline.web.people.asking import QUESTION, Asking, ask
from throughline.web.plans.forms import BlockForm, DoneForm, DropForm
from throughline.web.plans.opening import BACK, open_step_to_tick
from throughline.web.shell.refusals import beside

TODAY = "today"


@require_http_methods(QUESTION)
def done(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step was done. Pressed in a list, it was done today; then back to where it was pressed."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:done")
    form = DoneForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    if form.is_bound and form.is_valid():
        with beside(form):
            on = form.cleaned_data["on"] or clock.today()
            tasks.done(row, on=on, words=form.cleaned_data["words"], by=request.actor, at=clock.now())
        if form.is_valid():
            messages.success(request, f"Done: {row.title}.")
            home = request.POST.get("back") == TODAY
            return redirect("today:today") if home else redirect(BACK, person_id=person_id)
    words = Asking(title="The step is done", verb="Save that it is done", back=BACK, done="", lead=row.title)
    return render(request, "people/form.html", {"opened": opened, "form": form, "words": words})


@require_http_methods(QUESTION)
def block(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step cannot go on, and what it waits for."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="plans:block")

    def act(form: forms.Form) -> None:
        tasks.block(row, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="The step is blocked", verb="Save what it waits for", back=BACK, done="Kept as blocked.", lead=row.title
    )
    return ask(request, opened, BlockForm(request.POST or None), act, words=words)


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
    return ask(request, opened, forms.Form(request.POST or None), act, words=words)


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
    return ask(request, opened, form, act, words=words)
