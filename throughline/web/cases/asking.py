"""A page that asks about one person's case, acts on the answer and goes back to where it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations.errors import Stale
from throughline.foundations.records import EditableRecord
from throughline.web.people.frame import Opened
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

QUESTION = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The words of a page that asks. ``back`` is the address of the page that shows the answer."""

    title: str
    verb: str
    back: str
    lead: str = ""
    danger: bool = False
    template: str = "cases/form.html"


def ask(
    request: StaffRequest,
    opened: Opened,
    form: forms.Form,
    act: Callable[[], str],
    *,
    words: Asking,
    to: Do,
    record: EditableRecord | None = None,
    **shown: object,
) -> HttpResponse:
    """Ask; once answered, act, say what was done and go back. What was typed stays, and is kept while it is typed.

    ``record`` is what the answer changes: an answer typed before someone else changed it is refused.
    """
    if form.is_bound and record is not None and version_of(request) != record.version:
        form.add_error(None, Stale.SENTENCE)
    if form.is_bound and form.is_valid():
        with beside(form):
            messages.success(request, act())
        if form.is_valid():
            return redirect(words.back)
    keep = keepable(request, to=to)
    keep.fill(form)
    context = {"opened": opened, "form": form, "words": words, "record": record, "keep": keep, **shown}
    return render(request, words.template, context)
