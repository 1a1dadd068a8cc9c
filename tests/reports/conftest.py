"""A partnership with a prison, and people in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    OrganisationFactory,
    PartnerFactory,
    PartnershipFactory,
    PersonFactory,
    PrisonFactory,
    StayFactory,
)
from tests.reports.work import Work, work_of
from throughline.agencies.models import Organisation, Partnership, Prison
from throughline.custody.models import Location, StatusSpell
from throughline.foundations.writing import writing
from throughline.journeys.count_population import count_population
from throughline.reports.tables import Population, Table


@dataclass(frozen=True)
class Region:
    """What reports are counted over."""

    partnership: Partnership
    lead: Organisation
    vale: Prison
    langrigg: Prison

    def holds(self, count, *, prison=None, home=None, **facts):
        """Put some people in a prison; the vale unless told otherwise."""
        return [
            StayFactory(person=PersonFactory(home_area=home), prison=prison or self.vale, **facts) for _ in range(count)
        ]

    def count(self, on=TODAY) -> Population:
        return count_population(self.partnership, on=on, today=TODAY)


@pytest.fixture
def region() -> Region:
    lead = EveryoneFactory(organisation__name="Kindling").organisation
    partnership = PartnershipFactory(name="Solway", lead=lead)
    PartnerFactory(partnership=partnership, organisation=lead)
    return Region(
        partnership=partnership,
        lead=lead,
        vale=prison(partnership, "HMP Vale", capacity=640),
        langrigg=prison(partnership, "HMP Langrigg"),
    )


def prison(partnership, name, **facts):
    organisation = OrganisationFactory(name=name, kind="prison")
    PartnerFactory(partnership=partnership, organisation=organisation)
    return PrisonFactory(organisation=organisation, **facts)


def numbers(table: Table) -> dict[str, str]:
    """Return a table as words, by group."""
    return {line.group: line.number.words for line in table.lines}


def moved(stay, prison, *, at: datetime):
    """Record where a stay was from an instant on; the stay itself keeps the last place."""
    with writing():
        Location.objects.create(person_id=stay.person_id, stay=stay, prison=prison, since=at, source="Test")


def at_noon(on: date) -> datetime:
    return NOON - (TODAY - on)


def became(stay, status, *, on: date):
    """Record the legal status of a stay on a day."""
    with writing():
        StatusSpell.objects.create(
            person_id=stay.person_id, stay=stay, legal_status=status, since=at_noon(on), source="Test"
        )


def days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.fixture
def work() -> Work:
    return work_of()
