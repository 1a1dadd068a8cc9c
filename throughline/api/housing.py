"""Somewhere to live, as JSON: read one person's homes, and how councils take applications from prison."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate
from ninja import Field, Query, Router, Schema

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.api.fields import Id, Taken
from throughline.api.people import open_person
from throughline.api.problems import ANSWERS, FieldProblem, Problem
from throughline.custody.models import KeyDate, Stay
from throughline.custody.queries import days_of_release
from throughline.housing import facts, queries, rules
from throughline.housing.models import Application, CouncilWay, Home, ProviderAsk
from throughline.housing.rules import FirstNightState
from throughline.housing.statuses import HomeKind, Sure, When, Yes

router = Router(tags=["Housing"])
ways = Router(tags=["Housing"])


class HomeOut(Schema):
    """Somewhere they lived, keep, are to live or live now. The address itself is not given out here."""

    id: UUID
    when: When
    kind: HomeKind
    area: str | None
    provider: str = Field(description="Empty when there is none or it is not known.")
    from_on: date | None
    until_on: date | None = Field(description="The first day not there; null while it goes on or is planned.")
    sure: Sure | None = Field(description="How sure a planned home is; null for the others.")
    free_from_on: date | None
    held_until_on: date | None = Field(description="The first day on which a planned home is no longer kept for them.")
    suitable: Yes
    safe: Yes
    source: str
    noted_on: date


class FirstNightOut(Schema):
    """Whether there is somewhere to sleep on the first night out."""

    state: FirstNightState
    reason: str


class HomesOut(Schema):
    """One person's homes, told from before prison to after."""

    person_id: UUID
    first_night: FirstNightOut | None = Field(description="Null when they are not in prison.")
    homes: list[HomeOut]


class WayOut(Schema):
    """How one council takes applications from people in prison."""

    area_id: UUID
    council: str
    before_release: Yes = Field(description="Whether it takes them before release.")
    weeks_before: int | None
    how: str
    phone: str
    out_of_hours_phone: str
    tenancy_words: str
    source: str
    checked_on: date


class WaysOut(Schema):
    """Councils by name, a page at a time."""

    councils: list[WayOut]
    next: UUID | None = Field(description="Send as `after` for the next page; null on the last.")


class Which(Taken):
    """How many councils, and after which."""

    limit: int = Field(25, ge=1, le=100)
    after: Id | None = Field(None, description="The `next` of the page before.")


@router.get("/{uuid:person_id}/homes", response={200: HomesOut, **ANSWERS}, summary="Read where they live")
def read_homes(request: StaffRequest, person_id: UUID) -> HomesOut:
    """Return homes before, during and after prison, and the first night. Written in the read log."""
    person = open_person(request, person_id, to=Do.SEE_HOUSING, where="api:read_homes")
    access.need_shared(person.pk, Home, by=request.actor)
    homes = list(queries.story(access.visible(Home, by=request.actor, to=Do.SEE_HOUSING).filter(person=person)))
    night = _first_night(request, person.pk, homes)
    return HomesOut(person_id=person.pk, first_night=night, homes=[_home_out(home) for home in homes])


@ways.get("", response={200: WaysOut, **ANSWERS}, summary="List how councils take applications")
def list_council_ways(request: StaffRequest, which: Query[Which]) -> WaysOut:
    """Return how each council takes applications from people in prison, by council. It is about no person."""
    rows = access.visible(CouncilWay, by=request.actor, to=Do.SEE_HOUSING)
    found = list(_beyond(rows, which.after)[: which.limit + 1])
    page = found[: which.limit]
    return WaysOut(councils=[_way_out(row) for row in page], next=page[-1].pk if len(found) > which.limit else None)


def _first_night(request: StaffRequest, person_id: UUID, homes: Sequence[Home]) -> FirstNightOut | None:
    """Say whether there is somewhere to sleep, for someone who is in prison."""
    actor, may = request.actor, Do.SEE_HOUSING
    if not access.visible(Stay, by=actor, to=may).filter(person_id=person_id, ended_on=None).exists():
        return None
    dates = access.visible(KeyDate, by=actor, to=may).filter(person_id=person_id)
    leaves = days_of_release(dates).first()
    asks = queries.open_asks(access.visible(ProviderAsk, by=actor, to=may).filter(person_id=person_id))
    applied = queries.open_applications(access.visible(Application, by=actor, to=may).filter(person_id=person_id))
    goes_on = [home for home in homes if home.until_on is None]
    planned = next((home for home in goes_on if home.when == When.PLANNED and home.sure != Sure.FELL_THROUGH), None)
    night = rules.first_night(
        facts.planned_home(planned),
        release_on=leaves.on if leaves else None,
        today=localdate(actor.asked_at),
        kept=any(home.when == When.DURING for home in goes_on),
        asked=asks.exists() or applied.exists(),
    )
    return FirstNightOut(state=night.state, reason=night.reason)


def _home_out(home: Home) -> HomeOut:
    return HomeOut(
        id=home.pk,
        when=When(home.when),
        kind=HomeKind(home.kind),
        area=home.area.name if home.area else None,
        provider=home.provider.name if home.provider else home.provider_words,
        from_on=home.from_on,
        until_on=home.until_on,
        sure=Sure(home.sure) if home.sure else None,
        free_from_on=home.free_from_on,
        held_until_on=home.held_until_on,
        suitable=Yes(home.suitable),
        safe=Yes(home.safe),
        source=home.source,
        noted_on=home.noted_on,
    )


def _way_out(row: CouncilWay) -> WayOut:
    return WayOut(
        area_id=row.area_id,
        council=row.area.name,
        before_release=Yes(row.before_release),
        weeks_before=row.weeks_before,
        how=row.how,
        phone=row.phone,
        out_of_hours_phone=row.out_of_hours_phone,
        tenancy_words=row.tenancy_words,
        source=row.source,
        checked_on=row.checked_on,
    )


def _beyond(rows: QuerySet[CouncilWay], after: UUID | None) -> QuerySet[CouncilWay]:
    """Return the ways after the last of the page before.

    Raises:
        Problem: that one can no longer be found.
    """
    if after is None:
        return queries.ways_by_area(rows)
    last = queries.ways_by_area(rows.filter(pk=after)).first()
    if last is None:
        message = "That page cannot be found again. Start from the first page."
        raise Problem(409, code="page_gone", fields=[FieldProblem(field="after", message=message)])
    return queries.ways_by_area(queries.ways_after(rows, name=last.area.name, pk=last.pk))
