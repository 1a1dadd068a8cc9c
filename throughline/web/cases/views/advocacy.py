"""Speaking up for someone: begin, change, say what came of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases import queries
from throughline.cases.actions import advocacy as actions
from throughline.cases.models import Advocacy, Case
from throughline.cases.statuses import Setting
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.web.cases.asking import QUESTION, Asking, ask
from throughline.web.cases.forms.contact import AdvocacyForm, EndAdvocacyForm
from throughline.web.cases.opening import NOT_OURS, open_own_case
from throughline.web.people.frame import Opened, open_person, open_to_change
from throughline.web.shell.versions import version_of

MOST = 50


@require_safe
def advocacy(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List the times someone was spoken up for: what goes on first, then what came of the rest."""
    opened = open_person(request, person_id, to=Do.SEE_CASES, where="cases:advocacy")
    shared, actor = opened.reach.sees(Advocacy), request.actor
    rows = access.visible(Advocacy, by=actor, to=Do.SEE_CASES).filter(person=opened.person)
    context = {
        "opened": opened,
        "shared": shared,
        "spoken": list(queries.advocacy_newest(rows)[:MOST]) if shared else [],
        "ours": _ours(opened) if shared and access.may(actor, Do.WORK_CASES) else [],
        "teams": actor.team_ids if access.may(actor, Do.WORK_CASES) else frozenset(),
    }
    return render(request, "cases/advocacy.html", context)


@require_http_methods(QUESTION)
def speak_up(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Begin to speak up for someone."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:speak_up")
    form = AdvocacyForm(request.POST or None)

    def act() -> str:
        actions.speak_up(case, **form.cleaned_data, on=clock.today(), by=request.actor, at=clock.now())
        return "Saved. Come back to say what was done and what came of it."

    words = Asking(
        title=f"Speak up for {opened.person.shown_name}",
        verb="Save it",
        back=_back(opened),
        lead="Their voice first: what they want said, and to whom.",
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES)


@require_http_methods(QUESTION)
def change_advocacy(request: StaffRequest, person_id: UUID, advocacy_id: UUID) -> HttpResponse:
    """Change what is said for someone, or add what was done."""
    opened, row = _own_row(request, person_id, advocacy_id, where="cases:change_advocacy")
    names = ("issue", "agency", "wants_said", "done", "refused_entitlement")
    form = AdvocacyForm(request.POST or None, initial={name: getattr(row, name) for name in names})

    def act() -> str:
        version = version_of(request)
        actions.change_advocacy(row, **form.cleaned_data, version=version, by=request.actor, at=clock.now())
        return "Saved."

    words = Asking(title="What was said and done for them", verb="Save it", back=_back(opened))
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES, record=row)


@require_http_methods(QUESTION)
def end_advocacy(request: StaffRequest, person_id: UUID, advocacy_id: UUID) -> HttpResponse:
    """Say what came of speaking up."""
    opened, row = _own_row(request, person_id, advocacy_id, where="cases:end_advocacy")
    form = EndAdvocacyForm(request.POST or None, initial={"on": opened.today})

    def act() -> str:
        version = version_of(request)
        actions.end_advocacy(row, **form.cleaned_data, version=version, by=request.actor, at=clock.now())
        return "Saved. What came of it stays on the record."

    words = Asking(title="What came of it?", verb="Save what came of it", back=_back(opened), lead=row.issue)
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES, record=row)


def _own_row(request: StaffRequest, person_id: UUID, pk: UUID, *, where: str) -> tuple[Opened, Advocacy]:
    """Return a time someone was spoken up for, by the viewer's team.

    Raises:
        NotAllowed: another team holds the case.
        NotFound: there is none, or it is about someone else.
    """
    opened = open_to_change(request, person_id, kind=Advocacy, where=where, to=Do.WORK_CASES)
    rows = access.visible(Advocacy, by=request.actor, to=Do.WORK_CASES).filter(pk=pk, person=opened.person)
    row = access.one(queries.advocacy_newest(rows))
    if row.case.team_id not in request.actor.team_ids:
        raise NotAllowed(NOT_OURS)
    return opened, row


def _ours(opened: Opened) -> list[Case]:
    """Return the open cases in which the viewer's team may speak up."""
    rows = access.visible(Case, by=opened.actor, to=Do.WORK_CASES).filter(person=opened.person)
    found = queries.of_teams(queries.of_person(rows), opened.actor.team_ids)
    return [case for case in found if case.setting != Setting.CLOSED]


def _back(opened: Opened) -> str:
    return reverse("cases:advocacy", args=[opened.person.pk])
