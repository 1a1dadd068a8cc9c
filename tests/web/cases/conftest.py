"""A service that holds a case of the person in the cast, seen from inside and outside the team."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from tests.factories import NOON, TODAY, staff_of
from tests.factories.journey import CaseFactory, ServiceFactory, StageFactory, StageSpellFactory
from tests.web.conftest import Cast, SignIn
from throughline.agencies.models import Service, Team, User
from throughline.cases.models import Case, Stage
from throughline.foundations.writing import writing
from throughline.people.models import Person


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Stop the clock on the day of the factories."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@dataclass(frozen=True)
class World:
    """One open case of the cast's person, held by the worker's team."""

    case: Case
    person: Person
    team: Team
    service: Service
    stages: list[Stage]
    worker: User
    mate: User
    manager: Client


@pytest.fixture
def world(cast: Cast, sign_in: SignIn) -> World:
    with writing():
        team = Team.objects.get(organisation=cast.worker_user.organisation)
    service = ServiceFactory(team=team, name="Low Moss throughcare")
    stages = [StageFactory(service=service, position=number, name=f"Stage {number}") for number in (1, 2, 3)]
    case = CaseFactory(
        person=cast.person, service=service, key_worker=cast.worker_user, setting="prison", stage=stages[0]
    )
    StageSpellFactory(case=case, stage=stages[0], words="")
    return World(
        case=case,
        person=cast.person,
        team=team,
        service=service,
        stages=stages,
        worker=cast.worker_user,
        mate=staff_of(team, name="Morag Teal"),
        manager=sign_in(staff_of(team, role="service_coordinator")),
    )


def on(day: int = TODAY.day, month: int = TODAY.month, year: int = TODAY.year, *, name: str = "on") -> dict[str, str]:
    """Return a day as its three boxes send it."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}
