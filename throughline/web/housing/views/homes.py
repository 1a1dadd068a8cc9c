"""Homes: kept on record, planned for release, moved into, left, and asked after."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations.errors import NotFound
from throughline.housing import queries
from throughline.housing.actions import milestones as actions
from throughline.housing.actions.homes import HomeFacts, facts_of
from throughline.housing.models import Home, StillThere
from throughline.housing.rules import MilestoneState, milestones
from throughline.housing.statuses import HomeKind, When
from throughline.journeys import keep_homes
from throughline.people.models import ContactPoint
from throughline.people.statuses import ContactKind
from throughline.web.housing.asking import QUESTION, Asking, Doing, ask
from throughline.web.housing.forms.homes import DayForm, EndForm, HomeForm, Initial, StillThereForm, WhenForm
from throughline.web.housing.opening import councils, open_housing, providers, row_of
from throughline.web.people.frame import Opened

M = TypeVar("M", bound=Model)
ADDED = (When.BEFORE, When.DURING, When.AFTER)
TITLES = {
    When.BEFORE: "Add where they lived before prison",
    When.DURING: "Add a home they keep while in prison",
    When.AFTER: "Add where they live since release",
}


@require_http_methods(QUESTION)
def add_home(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep where someone lived, keeps a home or lives now. ``?when=`` says which; without it the page asks."""
    opened = open_housing(request, person_id, where="add_home")
    when = request.GET.get("when", "")
    if when == When.PLANNED:
        return redirect("housing:plan_home", person_id=person_id)
    if when not in ADDED:
        return render(request, "housing/which_home.html", {"opened": opened, "form": WhenForm(None)})
    form = _form(request, opened, when, {"noted_on": opened.today})

    def act(doing: Doing) -> None:
        facts = HomeFacts(**form.cleaned_data)
        keep_homes.add_home(opened.person, when=when, facts=facts, by=doing.by, at=doing.at)

    words = Asking(title=TITLES[When(when)], verb="Save the home", done="The home is saved.")
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def plan_home(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Plan a home for release."""
    opened = open_housing(request, person_id, where="plan_home")
    form = _form(request, opened, When.PLANNED, {"noted_on": opened.today})
    rows = access.visible(Home, by=request.actor, to=Do.RECORD_HOUSING).filter(person=opened.person)
    before = queries.planned_now(rows).first()

    def act(doing: Doing) -> None:
        keep_homes.plan_home(opened.person, facts=HomeFacts(**form.cleaned_data), by=doing.by, at=doing.at)

    words = Asking(
        title="Plan a home for release",
        verb="Plan this home",
        done="The home is planned, and the runway follows it.",
        lead=f"{_name(before)} is planned now. Saving keeps that as fallen through: another place was planned."
        if before
        else "Somewhere to sleep on the first night, and after it.",
    )
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def change_home(request: StaffRequest, person_id: UUID, home_id: UUID) -> HttpResponse:
    """Change what is known of a home, and how sure a planned one is."""
    opened = open_housing(request, person_id, where="change_home")
    row = row_of(Home, home_id, opened, "area", "provider")
    form = _form(request, opened, row.when, _typed(row), row)

    def act(doing: Doing) -> None:
        facts = replace(facts_of(row), **form.cleaned_data)
        keep_homes.change_home(row, facts=facts, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="Change what is known of this home",
        verb="Save the change",
        done="The home is changed, and the runway follows it.",
        lead=f"{When(row.when).label}: {_name(row)}.",
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def fell_through(request: StaffRequest, person_id: UUID, home_id: UUID) -> HttpResponse:
    """Keep that a planned home will not happen."""
    opened = open_housing(request, person_id, where="fell_through")
    row = row_of(Home, home_id, opened)
    form = EndForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        keep_homes.home_fell_through(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="The home fell through",
        verb="Save that it fell through",
        done="It is kept as fallen through. The first night needs another place.",
        lead=f"{_name(row)}. It stays on record, with the reason.",
        danger=True,
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def move_in(request: StaffRequest, person_id: UUID, home_id: UUID) -> HttpResponse:
    """Keep that they live in the home that was planned."""
    opened = open_housing(request, person_id, where="move_in")
    row = row_of(Home, home_id, opened)
    form = DayForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        keep_homes.move_in(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="They moved in",
        verb="Save that they moved in",
        done="They live there now. Ask again after 13 and 26 weeks.",
        lead=f"{_name(row)}. Give the first night they slept there.",
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def leave_home(request: StaffRequest, person_id: UUID, home_id: UUID) -> HttpResponse:
    """Keep that a home that was kept or lived in ended."""
    opened = open_housing(request, person_id, where="leave_home")
    row = row_of(Home, home_id, opened)
    form = EndForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        keep_homes.leave_home(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="This home ended",
        verb="Save that it ended",
        done="The home is kept as ended.",
        lead=f"{_name(row)}. Give the first day it was no longer theirs.",
        danger=True,
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def still_there(request: StaffRequest, person_id: UUID, home_id: UUID) -> HttpResponse:
    """Keep whether they still live there, so many weeks after moving in."""
    opened = open_housing(request, person_id, where="still_there")
    row = row_of(Home, home_id, opened)
    due = _due(row, opened)
    form = StillThereForm(request.POST or None, weeks=due, initial={"on": opened.today, "weeks": due[0]})

    def act(doing: Doing) -> None:
        actions.answer(row, **form.cleaned_data, by=doing.by, at=doing.at)

    words = Asking(
        title="Do they still live there?",
        verb="Save the answer",
        done="The answer is saved.",
        lead=f"{_name(row)}. Nobody fails by moving on: it is only a fact.",
    )
    return ask(request, opened, form, act, words=words)


def _due(home: Home, opened: Opened) -> list[int]:
    """Return after how many weeks it is time to ask.

    Raises:
        NotFound: there is nothing to ask about this home now.
    """
    if home.from_on is None or home.when != When.AFTER:
        raise NotFound
    rows = access.visible(StillThere, by=opened.actor, to=Do.RECORD_HOUSING)
    answers = {row.weeks: row.still_there for row in queries.answers_of(rows, [home])}
    asked = milestones(home.from_on, left_on=home.until_on, answers=answers, today=opened.today)
    due = [each.weeks for each in asked if each.state == MilestoneState.ASK]
    if not due:
        raise NotFound
    return due


def _form(request: StaffRequest, opened: Opened, when: str, initial: Initial, home: Home | None = None) -> HomeForm:
    """Return the questions about a home. What it has now may be chosen though it is no longer offered to others."""
    addresses = [row for row in opened.contacts if row.kind == ContactKind.ADDRESS]
    if opened.reach.sees(ContactPoint):
        addresses = _and_own(addresses, home.address if home else None)
    return HomeForm(
        request.POST or None,
        when=when,
        areas=_and_own(councils(request.actor), home.area if home else None),
        providers=_and_own(providers(request.actor), home.provider if home else None),
        addresses=addresses,
        initial=initial,
    )


def _and_own(offered: list[M], own: M | None) -> list[M]:
    return offered if own is None or own in offered else [*offered, own]


def _typed(home: Home) -> dict[str, object]:
    """Return what a home's form begins with: rows by their ids."""
    facts = {name: getattr(home, name) for name in HomeForm.base_fields if name not in {"area", "provider", "address"}}
    ids = {"area": home.area_id, "provider": home.provider_id, "address": home.address_id}
    return facts | {name: str(pk) if pk else "" for name, pk in ids.items()}


def _name(home: Home | None) -> str:
    return HomeKind(home.kind).label if home else ""
