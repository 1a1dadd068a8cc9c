"""Counts of a service's work, as JSON. Small numbers are null, as they are hidden on the page."""

from datetime import date
from typing import Annotated

from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Service
from throughline.agencies.queries import services_by_name
from throughline.api.fields import Day, Taken
from throughline.api.problems import ANSWERS
from throughline.foundations import clock
from throughline.journeys.count_caseload import count_caseload
from throughline.journeys.count_contacts import count_contacts
from throughline.journeys.count_outcomes import count_outcomes
from throughline.journeys.count_referrals import count_referrals
from throughline.reports.outcomes import SEVEN
from throughline.reports.periods import Period
from throughline.reports.sheets import Grid, Report

router = Router(tags=["Reports"])

Slug = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z0-9_-]+$")]


class FigureOut(Schema):
    """One number."""

    column: str
    number: int | None = Field(description="Null when hidden or not known; never zero for either.")
    hidden: bool


class GroupOut(Schema):
    """A group that a measure counts."""

    group: str
    figures: list[FigureOut]


class MeasureOut(Schema):
    """A measure: what it asks, how it is counted, and its numbers."""

    name: str
    question: str
    definition: str
    source: str
    out_of: int | None = Field(description="How many there are in all; null when hidden.")
    missing: int | None = Field(description="For how many the answer is not known; null when hidden.")
    groups: list[GroupOut]


class ReportOut(Schema):
    """A report about a service's work."""

    service: str
    about: str = Field(description="The days it is about, in words.")
    counted_on: date
    measures: list[MeasureOut]


class OnADay(Taken):
    """Which service, and which day."""

    service: Slug = Field(description="The service's short name.")
    on: Day


class OverDays(Taken):
    """Which service, and which days: both ends are included."""

    service: Slug = Field(description="The service's short name.")
    from_on: Day
    to_on: Day

    @property
    def period(self) -> Period:
        return Period(self.from_on, self.to_on)


class FollowedDays(OverDays):
    """Which days, and up to which day what came of them is followed."""

    as_of: Day | None = Field(None, description="Count what had happened by this day; today unless given.")


class OutcomeDays(FollowedDays):
    """Which days, and whose domains."""

    framework: Slug = Field(SEVEN, description="The framework whose domains are counted.")


@router.get("/caseload", response={200: ReportOut, **ANSWERS}, summary="Count who a service works with")
def read_caseload(request: StaffRequest, asked: Query[OnADay]) -> ReportOut:
    """Return how many people a service worked with at the end of a day, by setting, as it was then."""
    return _out(count_caseload(_service(request, asked.service), on=asked.on, today=clock.today()))


@router.get("/referrals", response={200: ReportOut, **ANSWERS}, summary="Count who asked a service for help")
def read_referrals(request: StaffRequest, asked: Query[FollowedDays]) -> ReportOut:
    """Return the referrals a service received in a period, by source and answer, and how far people came."""
    service = _service(request, asked.service)
    return _out(count_referrals(service, period=asked.period, followed_to=asked.as_of, today=clock.today()))


@router.get("/contacts", response={200: ReportOut, **ANSWERS}, summary="Count contacts")
def read_contacts(request: StaffRequest, asked: Query[OverDays]) -> ReportOut:
    """Return the contacts of a service's cases in a period, by activity, place and organisation."""
    return _out(count_contacts(_service(request, asked.service), period=asked.period, today=clock.today()))


@router.get("/outcomes", response={200: ReportOut, **ANSWERS}, summary="Count how life changed")
def read_outcomes(request: StaffRequest, asked: Query[OutcomeDays]) -> ReportOut:
    """Return how many improved, stayed the same and got worse in each domain, and how many are missing."""
    return _out(
        count_outcomes(
            _service(request, asked.service),
            period=asked.period,
            framework=asked.framework,
            followed_to=asked.as_of,
            today=clock.today(),
        )
    )


def _service(request: StaffRequest, slug: str) -> Service:
    """Return a service whose work a key may count.

    Raises:
        NotAllowed: the key's job does not include reports.
        NotFound: there is no such service in the partnerships of its organisation.
    """
    services = access.visible(Service, by=request.actor, to=Do.SEE_REPORTS)
    return access.one(services_by_name(services.filter(slug=slug)))


def _out(report: Report) -> ReportOut:
    return ReportOut(
        service=report.slug,
        about=report.about,
        counted_on=report.counted_on,
        measures=[_measure(grid) for grid in report.grids],
    )


def _measure(grid: Grid) -> MeasureOut:
    return MeasureOut(
        name=grid.measure.name,
        question=grid.measure.question,
        definition=grid.measure.definition,
        source=grid.measure.source,
        out_of=grid.out_of.value,
        missing=grid.missing.value,
        groups=[
            GroupOut(
                group=row.group,
                figures=[
                    FigureOut(column=column, number=number.value, hidden=number.hidden)
                    for column, number in zip(grid.columns, row.numbers, strict=True)
                ],
            )
            for row in grid.rows
        ],
    )
