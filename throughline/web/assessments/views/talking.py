"""Beginning a talk, what is said of each part of life, agreeing and finishing."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.pathways import Pathway
from throughline.assessments import queries
from throughline.assessments.actions import talking
from throughline.assessments.models import Assessment, PartOfLife
from throughline.cases import queries as cases
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed, NotFound, Refused
from throughline.journeys.talk_through import talk_through
from throughline.web.assessments.asking import BACK, QUESTION, ask, asking, open_talk, row_of
from throughline.web.assessments.forms import AgreeForm, BeginForm, FinishForm, SayForm
from throughline.web.assessments.lists import PATHWAYS
from throughline.web.assessments.page import Page, going_on, is_hidden, may_say
from throughline.web.assessments.words import GO_ON, begun
from throughline.web.people.frame import Opened
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

NO_TALK = "No talk goes on with them now. Begin one in another tab, then save this; what you typed stays here."
NOT_YOURS = "This part of life is not shared with your team, so it is not yours to change."


@require_http_methods(QUESTION)
def begin(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Begin a talk; where one goes on, or was finished not long ago, lead to it instead of asking again."""
    opened = open_talk(request, person_id, where="begin")
    form = BeginForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with beside(form):
            _begin(request, opened, form)
        if form.is_valid():
            return redirect(BACK, person_id=opened.person.pk)
    talks = access.visible(Assessment, by=request.actor, to=Do.ASSESS).filter(person=opened.person)
    before = queries.going_on_or_recent(talks, clock.today()).first()
    said = begun(before, today=opened.today) if before else ""
    context = {"opened": opened, "form": form, "before": before, "said": said, "go_on": GO_ON}
    return render(request, "assessments/begin.html", context)


def _begin(request: StaffRequest, opened: Opened, form: forms.Form) -> None:
    """Begin, and say so; or say who had begun."""
    before = going_on(opened)
    talk = talking.begin(
        opened.person,
        case=_case(opened),
        organisation=request.user.organisation,
        user=request.user,
        **form.cleaned_data,
        by=request.actor,
        at=clock.now(),
    )
    if before is not None or talk.begun_by_id != request.user.pk:
        messages.info(request, f"{begun(talk, today=opened.today)} {GO_ON}")
    else:
        messages.success(request, "The talk is begun. Ask in any order; each part is saved by itself.")


def _case(opened: Opened) -> Case | None:
    """Return the open case of the viewer's own teams, if there is one."""
    if not access.may(opened.actor, Do.SEE_CASES):
        return None
    rows = access.visible(Case, by=opened.actor, to=Do.SEE_CASES).filter(person=opened.person)
    return cases.of_teams(cases.open_now(rows), opened.actor.team_ids).order_by("-opened_on", "-id").first()


@require_http_methods(QUESTION)
def say(request: StaffRequest, person_id: UUID, pathway: str) -> HttpResponse:
    """Write down what was said about one part of life, named in the address."""
    opened = open_talk(request, person_id, where="say")
    part, talk = _part(pathway, opened), going_on(opened)
    if talk is None and request.method != "POST":
        return redirect("assessments:begin", person_id=opened.person.pk)
    form = SayForm(request.POST or None, initial={"said_on": clock.today()})
    if form.is_valid():
        with beside(form):
            _say(request, form, talk, part)
        if form.is_valid():
            return _after(request, opened, part)
    page, keep = Page(opened, PATHWAYS), keepable(request, to=Do.ASSESS)
    keep.fill(form)
    line = next(line for line in page.every_line if line.pathway == part)
    context = {"opened": opened, "form": form, "line": line, "next": _next(page, part), "keep": keep}
    return render(request, "assessments/say.html", context)


def _say(request: StaffRequest, form: forms.Form, talk: Assessment | None, pathway: Pathway) -> None:
    if talk is None:
        raise Refused(NO_TALK)
    talk_through(
        talk,
        pathway=pathway,
        **form.cleaned_data,
        user=request.user,
        organisation=request.user.organisation,
        by=request.actor,
        at=clock.now(),
    )


def _after(request: StaffRequest, opened: Opened, pathway: Pathway) -> HttpResponse:
    """Go back to the talk, or on to the next part where that was asked for."""
    messages.success(request, f"Saved: {pathway.label}.")
    following = _next(Page(opened, PATHWAYS), pathway) if "next" in request.POST else None
    if following is None:
        return redirect(f"{reverse(BACK, args=[opened.person.pk])}#{pathway}")
    return redirect("assessments:say", person_id=opened.person.pk, pathway=following.value)


def _part(named: str, opened: Opened) -> Pathway:
    """Return the part of life that an address names.

    Raises:
        NotFound: there is none, or none the viewer may know of.
        NotAllowed: it is not shared with the viewer.
    """
    if named not in Pathway.values or is_hidden(opened, Pathway(named)):
        raise NotFound
    if not may_say(opened, Pathway(named)):
        raise NotAllowed(NOT_YOURS)
    return Pathway(named)


def _next(page: Page, pathway: Pathway) -> Pathway | None:
    """Return the next part that nobody has talked about, round the list."""
    waiting = [line.pathway for line in page.not_yet if line.pathway != pathway]
    order = list(Pathway)
    later = [one for one in waiting if order.index(one) > order.index(pathway)]
    return next(iter([*later, *waiting]), None)


@require_POST
def still_so(request: StaffRequest, person_id: UUID, part_id: UUID) -> HttpResponse:
    """Keep that the person says this is still so, today."""
    opened = open_talk(request, person_id, where="still_so")
    part = row_of(PartOfLife, part_id, opened)
    user, organisation = request.user, request.user.organisation
    try:
        talking.still_so(part, on=clock.today(), organisation=organisation, user=user, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Kept as still so: {Pathway(part.pathway).label}. Nobody needs to ask it again.")
    return redirect(f"{reverse(BACK, args=[opened.person.pk])}#{part.pathway}")


def _gone(request: StaffRequest, opened: Opened) -> HttpResponse:
    """Lead back where no talk goes on: someone may have finished it a moment ago."""
    if request.method == "POST":
        messages.error(request, "This talk was finished by someone else. Nothing was changed.")
    return redirect(BACK, person_id=opened.person.pk)


@require_http_methods(QUESTION)
def agree(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep that the person and the worker both say: this shows what we understand."""
    opened = open_talk(request, person_id, where="agree")
    talk = going_on(opened)
    if talk is None:
        return _gone(request, opened)

    def act(form: forms.Form) -> None:
        talking.agree(talk, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = asking(
        "Do you both see it so?",
        verb="Save that you agree",
        done="Saved. Both of you agreed to what is below.",
        lead="Read it through together first. Agreeing means that it shows what both of you understand; where you see "
        "something differently, both views stay.",
    )
    start = {"on": clock.today(), "made_with": talk.made_with}
    return ask(request, opened, AgreeForm(request.POST or None, initial=start), act, words=words, record=talk)


@require_http_methods(QUESTION)
def finish(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Finish the talk that goes on."""
    opened = open_talk(request, person_id, where="finish")
    talk = going_on(opened)
    if talk is None:
        return _gone(request, opened)

    def act(form: forms.Form) -> None:
        talking.end(talk, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = asking(
        "Finish this talk?",
        verb="Finish it",
        done="The talk is finished. What was said still holds.",
        lead="What was said goes on holding, and other agencies can say that it is still so. Anyone who works with "
        "them can begin another talk later.",
    )
    return ask(request, opened, FinishForm(request.POST or None, initial={"on": clock.today()}), act, words=words,
               record=talk)  # fmt: skip
