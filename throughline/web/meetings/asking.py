"""A page that asks something about a meeting or a barrier, acts on the answer and goes back to where it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.foundations.errors import Stale
from throughline.foundations.records import EditableRecord
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

QUESTION = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The words of a page that asks. ``back`` is where its answer shows, ``trail`` what that place is called."""

    title: str
    verb: str
    done: str
    back: str
    trail: str
    lead: str = ""
    danger: bool = False
    to: Do = Do.RUN_MEETINGS
    template: str = "meetings/form.html"


@dataclass(frozen=True)
class Doing:
    """Who answers, when, and from which version of the record: what every act on an answer needs."""

    by: Staff
    at: datetime
    version: int


Act = Callable[[Doing], str | None]
"""What is done with an answer. It returns where to go next; None to go back."""


def ask(
    request: StaffRequest,
    form: forms.Form,
    act: Act,
    *,
    words: Asking,
    record: EditableRecord | None = None,
    shown: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Ask; once answered, act and go on. A refusal is said beside its answer, and what was typed stays and is kept.

    ``record`` is what the answer changes: an answer typed before someone else changed it is refused.
    """
    doing = Doing(request.actor, clock.now(), version_of(request))
    if form.is_bound and record is not None and doing.version != record.version:
        form.add_error(None, Stale.SENTENCE)
    if form.is_bound and form.is_valid():
        following: str | None = None
        with beside(form):
            following = act(doing)
        if form.is_valid():
            messages.success(request, words.done)
            return redirect(following or words.back)
    keep = keepable(request, to=words.to)
    keep.fill(form)
    context = {"form": form, "words": words, "record": record, "keep": keep, **(shown or {})}
    return render(request, words.template, context)
