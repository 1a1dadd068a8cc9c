"""Places asked for with housing providers, and what they say."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Organisation
from throughline.foundations import clock
from throughline.housing.actions import asks as actions
from throughline.housing.actions.asks import AskAnswer, provider_name
from throughline.housing.models import ProviderAsk
from throughline.housing.statuses import AskState, HomeKind
from throughline.journeys.agree_place import agree_place
from throughline.journeys.count_housing import provider_experience
from throughline.web.housing.asking import QUESTION, Asking, Doing, ask
from throughline.web.housing.forms.councils import TakenBackForm
from throughline.web.housing.forms.providers import AnswerForm, AskForm, PriorityForm, VisitedForm
from throughline.web.housing.opening import open_housing, providers, row_of
from throughline.web.people.frame import Opened


@require_http_methods(QUESTION)
def ask_provider(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep that a provider was asked, beside how often each has said yes, so that nobody is put off wrongly."""
    opened = open_housing(request, person_id, where="ask_provider", kind=ProviderAsk)
    found = providers(request.actor)
    form = AskForm(request.POST or None, providers=found, initial={"asked_on": opened.today})

    def act(doing: Doing) -> None:
        actions.ask_provider(opened.person, new=actions.NewAsk(**form.cleaned_data), by=doing.by, at=doing.at)

    words = Asking(
        title="Ask a housing provider",
        verb="Save that it was asked",
        done="It is saved, and counts as an effort to find a home.",
        lead="Ask even where you expect a no: a reason on record is what changes it for the next person.",
        template="housing/ask_provider.html",
    )
    return ask(request, opened, form, act, words=words, shown={"experience": _experience(request, found)})


def _experience(request: StaffRequest, found: list[Organisation]) -> list[tuple[str, str]]:
    """Return how often each provider said yes to the organisations this viewer's own works with, in sentences."""
    partners = access.visible(Organisation, by=request.actor, to=Do.RECORD_HOUSING).values_list("pk", flat=True)
    counted = provider_experience(found, organisations=set(partners), today=clock.today())
    return [(row.name, counted[row.pk].sentence) for row in found]


@require_http_methods(QUESTION)
def answer(request: StaffRequest, person_id: UUID, ask_id: UUID) -> HttpResponse:
    """Keep what a provider said. A place that is agreed becomes the home that is planned."""
    opened, row = _open(request, person_id, ask_id, where="answer")
    form = AnswerForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> object:
        given = AskAnswer(**form.cleaned_data)
        if given.state == AskState.ACCEPTED and not given.reason:
            return agree_place(row, on=given.on, version=doing.version, by=doing.by, at=doing.at)
        return actions.answer(row, given=given, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title=f"What did {provider_name(row)} say?",
        verb="Save the answer",
        done="The answer is saved.",
        lead=f"{_about(row)} A place that is agreed becomes the home planned for release.",
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def visited(request: StaffRequest, person_id: UUID, ask_id: UUID) -> HttpResponse:
    """Keep that a provider came to see the person in prison, and whether it told them what to expect."""
    opened, row = _open(request, person_id, ask_id, where="visited")
    initial = {"on": row.visited_on or opened.today, "told_what_to_expect": row.told_what_to_expect}
    form = VisitedForm(request.POST or None, initial=initial)

    def act(doing: Doing) -> None:
        actions.visited(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title=f"{provider_name(row)} came to see them",
        verb="Save the visit",
        done="The visit is saved.",
        lead="A visit before release, where the place is talked through, is what made good releases good.",
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def set_priority(request: StaffRequest, person_id: UUID, ask_id: UUID) -> HttpResponse:
    """Keep whether the person is first in line with a provider."""
    opened, row = _open(request, person_id, ask_id, where="set_priority")
    form = PriorityForm(request.POST or None, initial={"priority": "yes" if row.priority else "no"})

    def act(doing: Doing) -> None:
        actions.set_priority(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title=f"First in line with {provider_name(row)}?", verb="Save it", done="It is saved.", lead=_about(row)
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def turn_down(request: StaffRequest, person_id: UUID, ask_id: UUID) -> HttpResponse:
    """Keep that the person said no to a place. It is their choice."""
    opened, row = _open(request, person_id, ask_id, where="turn_down")
    form = TakenBackForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.turn_down(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="They said no to this place",
        verb="Save what they said",
        done="It is saved. It is their choice.",
        lead=f"{_about(row)} Write why in their own words.",
    )
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def stop_asking(request: StaffRequest, person_id: UUID, ask_id: UUID) -> HttpResponse:
    """Keep that a place is asked for no more."""
    opened, row = _open(request, person_id, ask_id, where="stop_asking")
    form = TakenBackForm(request.POST or None, initial={"on": opened.today})

    def act(doing: Doing) -> None:
        actions.withdraw(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="Stop asking for this place?",
        verb="Stop asking",
        done="It is asked for no more. The record keeps it.",
        lead=_about(row),
        danger=True,
    )
    return ask(request, opened, form, act, words=words, record=row)


def _open(request: StaffRequest, person_id: UUID, pk: UUID, *, where: str) -> tuple[Opened, ProviderAsk]:
    opened = open_housing(request, person_id, where=where, kind=ProviderAsk)
    return opened, row_of(ProviderAsk, pk, opened, "provider")


def _about(row: ProviderAsk) -> str:
    return f"{provider_name(row)}: {HomeKind(row.place).label.lower()}."
