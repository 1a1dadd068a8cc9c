"""A page that asks about one step, acts on the answer and goes back to where it was asked from."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughline.access.requests import StaffRequest
from throughline.web.people.asking import Asking
from throughline.web.people.frame import Opened
from throughline.web.plans.going_back import back_to
from throughline.web.shell.refusals import beside


def ask_about_step(
    request: StaffRequest,
    opened: Opened,
    form: forms.Form,
    act: Callable[[forms.Form], None],
    *,
    words: Asking,
    record: Model | None = None,
) -> HttpResponse:
    """Ask; once answered, act and go back. A refusal is said beside its answer, and what was typed stays."""
    back = back_to(request, opened.person.pk)
    if form.is_bound and form.is_valid():
        with beside(form):
            act(form)
        if form.is_valid():
            messages.success(request, words.done)
            return redirect(back)
    context = {"opened": opened, "form": form, "words": words, "record": record, "back": back}
    return render(request, "plans/ask.html", context)
