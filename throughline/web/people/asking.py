"""A page that asks about one person, acts on the answer and goes back to where it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.people.models import PersonRecord
from throughline.web.people.frame import Opened
from throughline.web.shell.refusals import beside

R = TypeVar("R", bound=PersonRecord)
QUESTION = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The words of a page that asks. ``back`` is the URL name of the page that shows the answer."""

    title: str
    verb: str
    back: str
    done: str
    lead: str = ""
    danger: bool = False


def ask(
    request: StaffRequest,
    opened: Opened,
    form: forms.Form,
    act: Callable[[forms.Form], object],
    *,
    words: Asking,
    record: Model | None = None,
) -> HttpResponse:
    """Ask; once answered, act and go back. A refusal is said beside its answer, and what was typed stays."""
    if form.is_bound and form.is_valid():
        with beside(form):
            act(form)
        if form.is_valid():
            messages.success(request, words.done)
            return redirect(words.back, person_id=opened.person.pk)
    return render(request, "people/form.html", {"opened": opened, "form": form, "words": words, "record": record})


def row_of(model: type[R], pk: UUID, opened: Opened) -> R:
    """Return a record about the person who is open, to change it.

    Raises:
        NotFound: there is none, or it is about someone else.
    """
    rows = access.visible(model, by=opened.actor, to=Do.CHANGE_PEOPLE)
    return access.one(rows.filter(pk=pk, person=opened.person))
