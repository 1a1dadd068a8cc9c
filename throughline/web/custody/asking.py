"""How every page that records a change to a stay asks, acts and answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody.models import Stay
from throughline.foundations import clock
from throughline.web.people.frame import Opened, open_to_change
from throughline.web.shell import errors, refusals

GONE = "They are not in prison in our record, so there is nothing to change. Record them coming in first."
STALE = "Someone else changed this while you had it open. What you typed is below; look at theirs, then save."


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The words around a form: its title, a sentence that says what it does, and its button.

    ``note`` warns of something before the button; ``note_url`` leads to where it is put right.
    """

    title: str
    lead: str
    verb: str
    note: str = ""
    note_url: str = ""
    note_verb: str = ""
    template: str = "custody/change.html"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One page that asks: whose record, when, and the stay that goes on."""

    request: StaffRequest
    opened: Opened
    at: datetime
    stay: Stay


def current(request: StaffRequest, person_id: UUID, *, where: str) -> Change | None:
    """Open a person and the stay that goes on; None when there is none."""
    opened = open_to_change(request, person_id, kind=Stay, where=where, to=Do.CHANGE_CUSTODY)
    stay = opened.stay
    if stay is None or stay.ended_on is not None:
        return None
    return Change(request=request, opened=opened, at=clock.now(), stay=stay)


def gone(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Answer that there is no stay to change: someone may have recorded that they left a moment ago."""
    return errors.refused(request, GONE, back=reverse("custody:stay", args=[person_id]))


def answer(
    change: Change,
    form: forms.Form,
    act: Callable[[], str],
    words: Asked,
    *,
    versioned: bool = False,
    back: Callable[[], str] | None = None,
) -> HttpResponse:
    """Answer a page about the stay that goes on. ``versioned`` refuses what was typed over someone else's change."""
    if versioned and form.is_bound and change.request.POST.get("version") != str(change.stay.version):
        form.add_error(None, STALE)
    version = change.stay.version if versioned else None
    return show(change.request, change.opened, form, act, words, version=version, back=back)


def show(
    request: StaffRequest,
    opened: Opened,
    form: forms.Form,
    act: Callable[[], str],
    words: Asked,
    *,
    version: int | None = None,
    back: Callable[[], str] | None = None,
) -> HttpResponse:
    """Do what was asked and go back to the person's custody page; else show the form with what was typed.

    ``back`` gives another address to go to, once it is done.
    """
    if form.is_valid():
        with refusals.beside(form):
            messages.success(request, act())
        if form.is_valid():
            return redirect(back() if back else reverse("custody:stay", args=[opened.person.pk]))
    shown = {"opened": opened, "form": form, "words": words, "version": version}
    return render(request, words.template, shown)
