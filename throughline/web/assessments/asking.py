"""What every page that asks in a talk begins with: the door, the words and the rows it may change."""

from collections.abc import Callable
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
from throughline.assessments.models import Assessment
from throughline.people.models import PersonRecord
from throughline.web.people.asking import QUESTION, Asking
from throughline.web.people.frame import Opened, open_to_change
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside

__all__ = ["BACK", "QUESTION", "ask", "asking", "open_talk", "row_of"]

R = TypeVar("R", bound=PersonRecord)
BACK = "assessments:assessment"


def open_talk(request: StaffRequest, person_id: UUID, *, where: str, kind: type[Model] = Assessment) -> Opened:
    """Open a person to talk things through.

    Raises:
        NotAllowed: the viewer's job does not include this, or records of this kind are not shared with their team.
        NotFound: there is no such person, or none the viewer may know of.
    """
    return open_to_change(request, person_id, kind=kind, where=f"assessments:{where}", to=Do.ASSESS)


def row_of(model: type[R], pk: UUID, opened: Opened) -> R:
    """Return a record about the person who is open, to change it.

    Raises:
        NotFound: there is none, it is about someone else, or it is not shared with the viewer.
    """
    return access.one(access.visible(model, by=opened.actor, to=Do.ASSESS).filter(pk=pk, person=opened.person))


def asking(title: str, *, verb: str, done: str, lead: str = "", back: str = BACK, danger: bool = False) -> Asking:
    """Return the words of a page that asks and then goes back to the talk."""
    return Asking(title=title, verb=verb, back=back, done=done, lead=lead, danger=danger)


def ask(
    request: StaffRequest,
    opened: Opened,
    form: forms.Form,
    act: Callable[[forms.Form], object],
    *,
    words: Asking,
    record: Model | None = None,
) -> HttpResponse:
    """Ask; once answered, act and go back. What was typed stays when it is refused, and is kept while it is typed."""
    if form.is_bound and form.is_valid():
        with beside(form):
            act(form)
        if form.is_valid():
            messages.success(request, words.done)
            return redirect(words.back, person_id=opened.person.pk)
    keep = keepable(request, to=Do.ASSESS)
    keep.fill(form)
    context = {"opened": opened, "form": form, "words": words, "record": record, "keep": keep}
    return render(request, "assessments/form.html", context)
