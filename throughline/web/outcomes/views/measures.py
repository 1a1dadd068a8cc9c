"""Other measures of one person: totals of tools, what they did, and counts before and after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.outcomes import queries
from throughline.outcomes.actions import measures as keeping
from throughline.outcomes.models import Evidence, Review, Tally, ToolScore
from throughline.outcomes.rules import LOWER_IS_BETTER, pace, tool_change
from throughline.outcomes.statuses import Citizen, Tool
from throughline.web.outcomes.forms.measures import EvidenceForm, TallyForm, ToolForm
from throughline.web.outcomes.opening import own_cases
from throughline.web.people.frame import Opened, open_person, open_to_change
from throughline.web.shell.refusals import beside

MOST_SHOWN = 50

ask = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Total:
    """A total on a tool, how it stands to the one before, and which way is better."""

    row: ToolScore
    moved: str
    better: str


@dataclass(frozen=True)
class Counted:
    """A count, and how often that is in four weeks."""

    row: Tally
    pace: Decimal


@dataclass(frozen=True)
class Area:
    """One of the five areas of a returning citizen, with what someone did."""

    label: str
    rows: list[Evidence]


@dataclass(frozen=True)
class Words:
    """The words around a form."""

    title: str
    lead: str
    verb: str


@require_safe
def measures(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List other measures, as far as each kind is shared with the viewer."""
    opened = open_person(request, person_id, to=Do.SEE_OUTCOMES, where="outcomes:measures")
    reach = opened.reach
    context = {
        "opened": opened,
        "shared": reach.sees(Review),
        "totals": _totals(request, opened) if reach.sees(ToolScore) else None,
        "areas": _areas(request, opened) if reach.sees(Evidence) else None,
        "counts": _counts(request, opened) if reach.sees(Tally) else None,
        "may_record": access.may(request.actor, Do.RECORD_OUTCOMES),
    }
    return render(request, "outcomes/measures.html", context)


@ask
def add_tool(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a total on a tool."""
    opened = _open(request, person_id, ToolScore, "outcomes:add_tool")
    form = ToolForm(request.POST or None, today=opened.today)
    words = Words("Add a total", "Only the total is kept. Its questions stay with whoever owns the tool.", "Keep it")

    def act() -> None:
        new = keeping.NewToolScore(case=_case(request, opened), **form.cleaned_data)
        keeping.keep_tool_score(opened.person, new, by=request.actor, at=clock.now())

    return _answer(request, opened, form, words, act)


@ask
def add_evidence(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep something the person did."""
    opened = _open(request, person_id, Evidence, "outcomes:add_evidence")
    form = EvidenceForm(request.POST or None, today=opened.today)
    words = Words("Add something they did", "One thing that shows them taking their place among others.", "Keep it")

    def act() -> None:
        new = keeping.NewEvidence(case=_case(request, opened), **form.cleaned_data)
        keeping.keep_evidence(opened.person, new, by=request.actor, at=clock.now())

    return _answer(request, opened, form, words, act)


@ask
def add_tally(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a count over a period."""
    opened = _open(request, person_id, Tally, "outcomes:add_tally")
    form = TallyForm(request.POST or None, today=opened.today)
    words = Words(
        "Add a count", "Count the same thing before support and during it, over times that are over.", "Keep it"
    )

    def act() -> None:
        new = keeping.NewTally(case=_case(request, opened), **form.cleaned_data)
        keeping.keep_tally(opened.person, new, by=request.actor, at=clock.now())

    return _answer(request, opened, form, words, act)


def _open(request: StaffRequest, person_id: UUID, kind: type[Model], where: str) -> Opened:
    return open_to_change(request, person_id, kind=kind, where=where, to=Do.RECORD_OUTCOMES)


def _case(request: StaffRequest, opened: Opened) -> Case | None:
    """Return the viewer's own case of the person, if one goes on."""
    cases = own_cases(opened.person, request.actor, to=Do.RECORD_OUTCOMES)
    return next((case for case in cases if case.closed_on is None), None)


def _answer(
    request: StaffRequest, opened: Opened, form: forms.Form, words: Words, act: Callable[[], None]
) -> HttpResponse:
    if form.is_valid():
        with beside(form):
            act()
        if form.is_valid():
            messages.success(request, "Saved. It is on this page.")
            return redirect("outcomes:measures", opened.person.pk)
    return render(request, "outcomes/add.html", {"form": form, "opened": opened, "words": words})


def _totals(request: StaffRequest, opened: Opened) -> list[Total]:
    rows = access.visible(ToolScore, by=request.actor, to=Do.SEE_OUTCOMES).filter(person=opened.person)
    found = list(queries.tools_newest(rows)[:MOST_SHOWN])
    before = _before(found)
    return [_total(row, before.get(row.pk)) for row in found]


def _before(newest: Sequence[ToolScore]) -> dict[UUID, ToolScore]:
    """Return, for each total, the one before it on the same tool."""
    by_tool: dict[tuple[str, str], list[ToolScore]] = {}
    for row in newest:
        by_tool.setdefault((row.tool, row.named), []).append(row)
    return {row.pk: older for rows in by_tool.values() for row, older in pairwise(rows)}


def _total(row: ToolScore, before: ToolScore | None) -> Total:
    tool = Tool(row.tool)
    moved = tool_change(tool, before.total, row.total) if before else ""
    return Total(
        row, moved, "" if tool == Tool.OTHER else "lower is better" if tool in LOWER_IS_BETTER else "higher is better"
    )


def _areas(request: StaffRequest, opened: Opened) -> list[Area]:
    rows = access.visible(Evidence, by=request.actor, to=Do.SEE_OUTCOMES).filter(person=opened.person)
    found = list(queries.evidence_newest(rows)[:MOST_SHOWN])
    return [Area(area.label, [row for row in found if row.area == area]) for area in Citizen]


def _counts(request: StaffRequest, opened: Opened) -> list[Counted]:
    rows = access.visible(Tally, by=request.actor, to=Do.SEE_OUTCOMES).filter(person=opened.person)
    found = queries.tallies_newest(rows)[:MOST_SHOWN]
    return [Counted(row, pace(row.number, from_on=row.from_on, to_on=row.to_on)) for row in found]
