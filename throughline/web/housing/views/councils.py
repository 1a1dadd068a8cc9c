"""What is asked of councils under homelessness law, and what they say."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Area
from throughline.housing import queries
from throughline.housing.actions import applications as actions
from throughline.housing.models import Application, CouncilWay
from throughline.housing.rules import forms_of, nation_of
from throughline.housing.statuses import Nation
from throughline.sharing.models import Consent
from throughline.web.housing.asking import QUESTION, Asking, Doing, ask
from throughline.web.housing.forms.councils import ApplicationForm, CouncilForm, DecideForm, HeardForm, TakenBackForm
from throughline.web.housing.forms.homes import Initial
from throughline.web.housing.opening import councils, open_housing, row_of
from throughline.web.housing.ways import KnownWay
from throughline.web.people.frame import Opened


@require_http_methods(QUESTION)
def apply(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Ask a council for help, by its nation's law. ``?council=`` says which; without it the page asks."""
    opened = open_housing(request, person_id, where="apply", kind=Application)
    areas = councils(request.actor)
    council = next((area for area in areas if str(area.pk) == request.GET.get("council")), None)
    if council is None:
        home = opened.person.home_area_id
        choosing = CouncilForm(None, areas=areas, initial={"council": str(home) if home else ""})
        return render(request, "housing/which_council.html", {"opened": opened, "form": choosing})
    return _apply_to(request, opened, council)


def _apply_to(request: StaffRequest, opened: Opened, council: Area) -> HttpResponse:
    nation = nation_of(jurisdiction=council.jurisdiction, area=council.name)
    consents = _consents(request, opened)
    form = ApplicationForm(
        request.POST or None, nation=nation, consents=consents, initial=_initial(opened, nation, request)
    )

    def act(doing: Doing) -> None:
        new = actions.NewApplication(authority=council, **form.cleaned_data)
        faults = actions.faults_of(opened.person.pk, new, today=opened.today)
        for fault in faults:
            form.add_error(fault.field if fault.field in form.fields else None, fault.sentence)
        if not faults:
            actions.apply(opened.person, new=new, by=doing.by, at=doing.at)

    words = Asking(
        title=f"Ask {council.name}",
        verb="Save that it was asked",
        done="It is saved, and counts as an effort to find a home.",
        lead=f"{council.name} is in {nation.label}, so these are the forms of {nation.label}." if nation else "",
        template="housing/apply.html",
    )
    shown: dict[str, object] = {"nation": nation, "kinds": forms_of(nation), "consents": consents}
    return ask(request, opened, form, act, words=words, shown=shown | {"way": _way(request, council, opened)})


@require_http_methods(QUESTION)
def heard(request: StaffRequest, person_id: UUID, application_id: UUID) -> HttpResponse:
    """Keep that the council was in touch with the person."""
    opened, row = _open(request, person_id, application_id, where="heard")
    form = HeardForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.heard(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="The council was in touch",
        verb="Save it",
        done="Saved: the council was in touch.",
        lead=_about(row),
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def tried_to_reach(request: StaffRequest, person_id: UUID, application_id: UUID) -> HttpResponse:
    """Keep that the council tried to reach the person and could not."""
    opened, row = _open(request, person_id, application_id, where="tried_to_reach")
    form = HeardForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.tried_to_reach(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="The council could not reach them",
        verb="Save the try",
        done="Saved. Ring the council and say how to reach them.",
        lead=f"{_about(row)} Some councils close it after two tries, and a new one is needed.",
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def decide(request: StaffRequest, person_id: UUID, application_id: UUID) -> HttpResponse:
    """Keep what the council decided, and why."""
    opened, row = _open(request, person_id, application_id, where="decide")
    form = DecideForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.decide(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="What did the council decide?",
        verb="Save the decision",
        done="The decision is saved.",
        lead=_about(row),
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def take_back(request: StaffRequest, person_id: UUID, application_id: UUID) -> HttpResponse:
    """Keep that what was asked of a council was taken back."""
    opened, row = _open(request, person_id, application_id, where="take_back")
    form = TakenBackForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.withdraw(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="Take back what was asked?",
        verb="Take it back",
        done="It is taken back. The record keeps it.",
        lead=_about(row),
        danger=True,
    )
    return ask(request, opened, form, act, words=words, record=row)


def _open(request: StaffRequest, person_id: UUID, pk: UUID, *, where: str) -> tuple[Opened, Application]:
    opened = open_housing(request, person_id, where=where, kind=Application)
    return opened, row_of(Application, pk, opened, "authority")


def _about(row: Application) -> str:
    return f"{actions.title(row)}, {row.authority.name}."


def _consents(request: StaffRequest, opened: Opened) -> list[Consent]:
    """Return the live yeses that are shared with this viewer."""
    if not opened.reach.sees(Consent):
        return []
    rows = access.visible(Consent, by=request.actor, to=Do.RECORD_HOUSING).filter(person=opened.person)
    return list(queries.agreed_consents(rows))


def _way(request: StaffRequest, council: Area, opened: Opened) -> KnownWay:
    rows = access.visible(CouncilWay, by=request.actor, to=Do.RECORD_HOUSING)
    return KnownWay(council, queries.way_of(rows, council).first(), opened.today)


def _initial(opened: Opened, nation: Nation | None, request: StaffRequest) -> Initial:
    """Return what the form begins with: the day of release, and the kind the page was opened for."""
    kinds = [form.kind.value for form in forms_of(nation)]
    asked = request.GET.get("kind", "")
    kind = asked if asked in kinds else (kinds[0] if kinds else "")
    return {
        "kind": kind,
        "made_on": opened.today,
        "homeless_by_on": None if opened.outside else opened.release_on,
    }
