"""What we ask of somewhere to live. Each question narrows the rows it is given."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value
from django.db.models import When as Whenever

from throughline.agencies.models import Area
from throughline.agencies.statuses import AreaKind
from throughline.custody.models import Stay
from throughline.housing.models import (
    Application,
    CouncilWay,
    Effort,
    Exclusion,
    Home,
    NoAddress,
    ProviderAsk,
    StillThere,
    UnsafePlace,
)
from throughline.housing.rules.asking import WAITING
from throughline.housing.rules.councils import OPEN
from throughline.housing.statuses import Sure, When, Yes
from throughline.people.models import PersonRecord
from throughline.sharing.models import Consent
from throughline.sharing.queries import latest_each
from throughline.sharing.statuses import Answer, ConsentTo

P = TypeVar("P", bound=PersonRecord)
Ending = TypeVar("Ending", UnsafePlace, Exclusion)

_TELLING = Case(
    *(Whenever(when=when, then=Value(place)) for place, when in enumerate(When.values)), output_field=IntegerField()
)


def of_person(rows: QuerySet[P], person_id: UUID) -> QuerySet[P]:
    """Return the rows about one person."""
    return rows.filter(person_id=person_id).order_by("-id")


def planned_now(homes: QuerySet[Home]) -> QuerySet[Home]:
    """Return the homes that are planned for release and have not fallen through: one a person at most."""
    planned = homes.filter(when=When.PLANNED, until_on=None).exclude(sure=Sure.FELL_THROUGH)
    return planned.select_related("area", "provider").order_by("person_id", "id")


def kept_now(homes: QuerySet[Home]) -> QuerySet[Home]:
    """Return the homes that are kept while someone is in prison."""
    return _of_part(homes, When.DURING)


def living_now(homes: QuerySet[Home]) -> QuerySet[Home]:
    """Return the homes people live in after release."""
    return _of_part(homes, When.AFTER)


def story(homes: QuerySet[Home]) -> QuerySet[Home]:
    """Return homes in the order the story is told: before, kept, planned, after; the latest first in each."""
    told = homes.annotate(part=_TELLING).select_related("area", "provider")
    return told.order_by("part", F("from_on").desc(nulls_last=True), "-noted_on", "-id")


def answers_of(answers: QuerySet[StillThere], homes: Iterable[Home]) -> QuerySet[StillThere]:
    """Return whether people still lived in some homes, by weeks."""
    return answers.filter(home__in=[home.pk for home in homes]).select_related("by_user").order_by("weeks", "id")


def applications_newest_first(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return applications with their councils, the last made first."""
    return applications.select_related("authority", "made_by", "consent__organisation").order_by("-made_on", "-id")


def open_applications(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return the applications a council has not decided, the last made first."""
    return applications_newest_first(applications.filter(state__in=list(OPEN)))


def asks_newest_first(asks: QuerySet[ProviderAsk]) -> QuerySet[ProviderAsk]:
    """Return what was asked of providers, the last asked first."""
    return asks.select_related("provider", "asked_by").order_by("-asked_on", "-id")


def open_asks(asks: QuerySet[ProviderAsk]) -> QuerySet[ProviderAsk]:
    """Return the asks that may still lead to a place, the last asked first."""
    return asks_newest_first(asks.filter(state__in=list(WAITING)))


def efforts_newest_first(efforts: QuerySet[Effort]) -> QuerySet[Effort]:
    """Return efforts, the last made first."""
    return efforts.select_related("by_user", "organisation").order_by("-on", "-recorded_at", "-id")


def efforts_of_stay(efforts: QuerySet[Effort], stay: Stay) -> QuerySet[Effort]:
    """Return the efforts made for one stay in prison, the last made first."""
    return efforts_newest_first(efforts.filter(stay=stay))


def account_of(accounts: QuerySet[NoAddress], stay: Stay) -> QuerySet[NoAddress]:
    """Return the account of leaving one stay with no fixed address: one at most."""
    return accounts.filter(stay=stay).select_related("ready_anyway_by", "stay").order_by("id")


def not_ended(rows: QuerySet[Ending]) -> QuerySet[Ending]:
    """Return the unsafe places, or exclusions, that hold."""
    return rows.filter(ended_on=None).order_by("-id")


def to_look_at(exclusions: QuerySet[Exclusion], on: date) -> QuerySet[Exclusion]:
    """Return the exclusions that are due to be looked at again by a day, the longest due first."""
    due = exclusions.filter(ended_on=None, look_again_on__lte=on)
    return due.select_related("provider").order_by("look_again_on", "id")


def agreed_consents(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Return the live yeses to being referred to, or shared with, an organisation."""
    latest = latest_each(consents.filter(to__in=[ConsentTo.REFER, ConsentTo.SHARE]))
    live = consents.filter(answer=Answer.AGREED, pk__in=latest.values("pk"))
    return live.select_related("organisation").order_by("organisation__name", "id")


def ways_by_area(ways: QuerySet[CouncilWay]) -> QuerySet[CouncilWay]:
    """Return how councils take applications, by council."""
    return ways.select_related("area", "checked_by").order_by("area__name", "id")


def ways_after(ways: QuerySet[CouncilWay], *, name: str, pk: UUID) -> QuerySet[CouncilWay]:
    """Return the ways that come after one, in the order of their councils."""
    return ways.filter(Q(area__name__gt=name) | Q(area__name=name, pk__gt=pk))


def way_of(ways: QuerySet[CouncilWay], area: Area | None) -> QuerySet[CouncilWay]:
    """Return how one council takes applications; nothing when no council is known."""
    found = ways.none() if area is None else ways.filter(area=area)
    return found.select_related("area", "checked_by").order_by("id")


def _of_part(homes: QuerySet[Home], when: When) -> QuerySet[Home]:
    goes_on = homes.filter(Q(until_on=None), when=when).select_related("area", "provider")
    return goes_on.order_by("person_id", F("from_on").desc(nulls_last=True), "-noted_on", "-id")


def councils(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Return the council areas among some, by name."""
    return areas.filter(kind=AreaKind.COUNCIL).order_by("name", "id")


def council_named(areas: QuerySet[Area], words: str) -> QuerySet[Area]:
    """Return the councils whose name holds every word."""
    for word in words.split():
        areas = areas.filter(name__icontains=word)
    return areas


def councils_after(areas: QuerySet[Area], last: Area) -> QuerySet[Area]:
    """Return the councils that come after one, in the order of ``councils``."""
    return areas.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))


def taking(areas: QuerySet[Area], ways: QuerySet[CouncilWay], *, before_release: str) -> QuerySet[Area]:
    """Return the councils that answer so when asked whether they take applications before release.

    Those that nobody asked are among the not known.
    """
    if before_release == Yes.UNKNOWN:
        return areas.exclude(pk__in=ways.exclude(before_release=Yes.UNKNOWN).order_by().values("area_id"))
    return areas.filter(pk__in=ways.filter(before_release=before_release).order_by().values("area_id"))
