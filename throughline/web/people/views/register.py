"""Register someone, once."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.pacing import Guess, pace
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Area, Team
from throughline.foundations import clock
from throughline.journeys.register_person import register_person
from throughline.people.identifiers import IdentifierKind
from throughline.people.rules import NewIdentifier, NewName, NewPerson, check_born_on
from throughline.people.statuses import NameKind
from throughline.web.people.already_known import Found, look
from throughline.web.people.asking import QUESTION
from throughline.web.people.forms.choices import read_number
from throughline.web.people.forms.finding import RegisterForm
from throughline.web.shell.refusals import beside

REGISTER = "register"


@require_http_methods(QUESTION)
def register(request: StaffRequest) -> HttpResponse:
    """Ask who they are, show who they may already be, then register them."""
    access.need(request.actor, Do.REGISTER_PEOPLE)
    form = _form(request)
    found = None
    if form.is_bound and form.is_valid():
        with beside(form):
            pace(request.actor, Guess.REGISTER)
            new = _described(form)
            check_born_on(new.born_on, today=clock.today())
            found = look(new, by=request.actor, today=clock.today())
            if _may_go_on(request, form, found):
                return _register(request, form, new)
    may_ask = access.may(request.actor, Do.ASK_FOR_ACCESS)
    return render(request, "people/register.html", {"form": form, "found": found, "may_ask": may_ask})


def _form(request: StaffRequest) -> RegisterForm:
    actor = request.actor
    areas = agencies.open_areas(access.visible(Area, by=actor, to=Do.REGISTER_PEOPLE), actor.asked_at.date())
    teams = agencies.caseload_teams(access.visible(Team, by=actor, to=Do.REGISTER_PEOPLE), actor.team_ids)
    if request.method == "POST":
        return RegisterForm(data=request.POST, areas=areas, teams=teams)
    return RegisterForm(initial=_searched_for(request.GET.get("q", "")), areas=areas, teams=teams)


def _searched_for(text: str) -> dict[str, str]:
    """Return the words someone searched for as a first and a last name; a number is left to be typed."""
    if any(letter.isdigit() for letter in text):
        return {}
    given, _, family = text.strip()[:80].rpartition(" ")
    return {"given": given, "family": family}


def _described(form: RegisterForm) -> NewPerson:
    """Return the answers as someone to register.

    Raises:
        Refused: the number cannot be one of its kind.
    """
    said = form.cleaned_data
    return NewPerson(
        names=tuple(_names(form)),
        born_on=said["born_on"],
        sex=said["sex"],
        language=said["language"],
        home_area_id=UUID(said["home_area"]) if said["home_area"] else None,
        identifiers=tuple(_numbers(form)),
    )


def _names(form: RegisterForm) -> Iterable[NewName]:
    said = form.cleaned_data
    yield NewName(kind=NameKind.LEGAL, given=said["given"], middle=said["middle"], family=said["family"])
    if said["chosen"]:
        given, _, family = said["chosen"].partition(" ")
        yield NewName(kind=NameKind.CHOSEN, given=given, family=family or said["family"])


def _numbers(form: RegisterForm) -> Iterable[NewIdentifier]:
    said = form.cleaned_data
    if said["number"]:
        kind = IdentifierKind(said["number_kind"])
        yield NewIdentifier(kind=kind, value=read_number(kind, said["number"], field="number"))


def _may_go_on(request: StaffRequest, form: RegisterForm, found: Found) -> bool:
    """Say whether there is nobody left to look at: nobody is alike, or everyone alike was shown and passed over."""
    if found.elsewhere:
        return False
    passed_over = set(form.cleaned_data["seen"].split()) if request.POST.get("step") == REGISTER else set()
    return found.seen <= passed_over


def _register(request: StaffRequest, form: RegisterForm, new: NewPerson) -> HttpResponse:
    said, actor = form.cleaned_data, request.actor
    team = access.get(Team, UUID(said["team"]), by=actor, to=Do.REGISTER_PEOPLE) if said.get("team") else None
    person = register_person(new, source=said["source"], team=team, by=actor, at=clock.now())
    messages.success(request, f"{person.shown_name} is registered, and your team leads the record.")
    return redirect("people:person", person_id=person.pk)
