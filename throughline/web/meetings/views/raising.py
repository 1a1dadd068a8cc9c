"""Raising a barrier, in general or from someone's record; working on it, passing it up, ending it."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Partnership
from throughline.foundations.errors import NotFound, Refused
from throughline.meetings import queries
from throughline.meetings.actions import barriers as actions
from throughline.meetings.models import Barrier, BarrierHit
from throughline.plans.models import Task
from throughline.web.meetings.asking import QUESTION, Asking, Doing, ask
from throughline.web.meetings.forms.barriers import BarrierForm, EndForm, PassUpForm, TouchForm, WorkForm, typed
from throughline.web.meetings.opening import own_organisation, partners
from throughline.web.meetings.views.barriers import councils, open_barrier
from throughline.web.people.frame import Opened, open_to_change

TO = Do.RAISE_BARRIERS
REGISTER = "Barriers"
NO_REGISTER = "Your organisation is in no partnership, so there is no register to put it on."


@require_http_methods(QUESTION)
def raise_barrier(request: StaffRequest) -> HttpResponse:
    """Raise a barrier. ``?person=`` and ``?task=`` name whom, and which step, it holds up."""
    access.need(request.actor, TO)
    opened, task = _from_record(request)
    form = _form(request)

    def act(doing: Doing) -> str:
        register = form.cleaned_data.get("partnership")
        if register is None:
            raise Refused(NO_REGISTER)
        facts = form.facts()
        caller = own_organisation(request.actor, to=TO)
        row = actions.raise_barrier(register, facts=facts, raised_by=caller, by=doing.by, at=doing.at)
        if opened is not None:
            actions.touch(row, opened.person, task=task, by=doing.by, at=doing.at)
        return _url(row)

    words = Asking(
        title="Raise a barrier",
        verb="Put it on the register",
        done="The barrier is on the register.",
        back=_back_of(opened),
        trail="Meetings about them" if opened else REGISTER,
        lead=_lead(opened) if "partnership" in form.fields else NO_REGISTER,
        to=TO,
    )
    return ask(request, form, act, words=words)


@require_http_methods(QUESTION)
def touch(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Note that a barrier on the register stands in someone's way."""
    opened = open_to_change(request, person_id, kind=BarrierHit, where="barriers:touch", to=TO)
    task = _task(request, opened)
    standing = list(queries.barriers_standing(access.visible(Barrier, by=request.actor, to=TO)))
    form = TouchForm(request.POST or None, barriers=standing)

    def act(doing: Doing) -> None:
        row, said = form.cleaned_data["barrier"], form.cleaned_data["words"]
        actions.touch(row, opened.person, task=task, words=said, by=doing.by, at=doing.at)

    words = Asking(
        title="A barrier in their way",
        verb="Note it",
        done="It is noted. The register counts one more, and names nobody.",
        back=_back_of(opened),
        trail="Meetings about them",
        lead="The register counts how many it touches. Only those who work with them see that they are one.",
        to=TO,
        template="barriers/touch.html",
    )
    return ask(request, form, act, words=words, shown={"opened": opened, "task": task})


@require_http_methods(QUESTION)
def change(request: StaffRequest, barrier_id: UUID) -> HttpResponse:
    """Change what a barrier is, where, whose, and when to look again."""
    row = open_barrier(request, barrier_id, to=TO)
    form = _form(request, row)

    def act(doing: Doing) -> None:
        actions.change_barrier(row, facts=form.facts(row), version=doing.version, by=doing.by, at=doing.at)

    return _ask(request, row, form, act, title="Change the barrier", verb="Save the change")


@require_http_methods(QUESTION)
def work(request: StaffRequest, barrier_id: UUID) -> HttpResponse:
    """Keep what was done about a barrier."""
    row = open_barrier(request, barrier_id, to=TO)
    form = WorkForm(request.POST or None)

    def act(doing: Doing) -> None:
        actions.work_on(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    return _ask(request, row, form, act, title="What was done about it", verb="Save what was done")


@require_http_methods(QUESTION)
def pass_up(request: StaffRequest, barrier_id: UUID) -> HttpResponse:
    """Pass a barrier to those who govern it."""
    row = open_barrier(request, barrier_id, to=TO)
    form = PassUpForm(request.POST or None)

    def act(doing: Doing) -> None:
        actions.pass_up(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    return _ask(request, row, form, act, title="Pass it to those who govern", verb="Pass it on")


@require_http_methods(QUESTION)
def end(request: StaffRequest, barrier_id: UUID) -> HttpResponse:
    """Keep how a barrier ended: how it was before, and how it is now."""
    row = open_barrier(request, barrier_id, to=TO)
    form = EndForm(request.POST or None, initial={"before": row.words[:500]})

    def act(doing: Doing) -> None:
        actions.end_barrier(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    return _ask(request, row, form, act, title="How it ended", verb="Save how it ended")


def _ask(
    request: StaffRequest, row: Barrier, form: forms.Form, act: Callable[[Doing], None], *, title: str, verb: str
) -> HttpResponse:
    words = Asking(title=title, verb=verb, done="Saved.", back=_url(row), trail=row.title, to=TO)
    return ask(request, form, act, words=words, record=row)


def _form(request: StaffRequest, row: Barrier | None = None) -> BarrierForm:
    actor = request.actor
    rows: QuerySet[Partnership] = access.visible(Partnership, by=actor, to=TO)
    registers = [row.partnership] if row else list(agencies.partnerships_by_name(rows))
    organisations = partners(actor, to=TO, own=True)
    areas = councils(actor, to=TO)
    return BarrierForm(
        request.POST or None,
        partnerships=registers,
        areas=areas if row is None or row.area is None or row.area in areas else [*areas, row.area],
        organisations=organisations
        if row is None or row.owner is None or row.owner in organisations
        else [*organisations, row.owner],
        initial=typed(row) if row else None,
    )


def _from_record(request: StaffRequest) -> tuple[Opened | None, Task | None]:
    """Return the person, and the step, that a link names.

    Raises:
        NotFound: it names someone, or a step, the viewer may not know of.
    """
    if not request.GET.get("person"):
        return None, None
    pk = _id(request.GET["person"])
    opened = open_to_change(request, pk, kind=BarrierHit, where="barriers:raise_barrier", to=TO)
    return opened, _task(request, opened)


def _task(request: StaffRequest, opened: Opened) -> Task | None:
    if not request.GET.get("task"):
        return None
    rows = access.visible(Task, by=opened.actor, to=TO).filter(person=opened.person)
    return access.one(rows.filter(pk=_id(request.GET["task"])))


def _lead(opened: Opened | None) -> str:
    if opened is None:
        return "Something that stands in the way of many people, so that those who can take it away see it."
    return f"It is noted that it stands in the way of {opened.person.shown_name}. Do not name them here."


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _url(row: Barrier) -> str:
    return reverse("barriers:barrier", kwargs={"barrier_id": row.pk})


def _back_of(opened: Opened | None) -> str:
    if opened is None:
        return reverse("barriers:barriers")
    return reverse("meetings:of_person", kwargs={"person_id": opened.person.pk})
