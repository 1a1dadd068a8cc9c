"""People who leave, seen by the cast on the day of the factories."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.factories import NOON, TODAY, GrantFactory, KeyDateFactory, PersonFactory, PrisonFactory, StayFactory
from tests.factories.journey import PlanFactory, TaskFactory
from tests.web.conftest import Cast
from throughline.agencies.models import Prison, Team
from throughline.foundations.writing import writing
from throughline.people.models import Person
from throughline.plans.models import Plan
from throughline.sharing.statuses import Compartment


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Stop the clock on the day of the factories."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@dataclass(frozen=True)
class World:
    """A prison, the worker's team, and how to put someone in the one before the other."""

    prison: Prison
    team: Team
    plan: Plan
    person: Person
    leaver: Callable[..., Person]
    waiting: Callable[..., Person]


@pytest.fixture
def world(cast: Cast) -> World:
    """The cast's person leaves in ten days, with a plan that has a step of theirs."""
    with writing():
        team = Team.objects.get(organisation=cast.worker_user.organisation)
    prison = PrisonFactory(organisation__name="HMP Carrick Vale")

    def someone(name: str = "", *, shared: bool = True, **facts: Any) -> Person:
        person = PersonFactory(**({"shown_name": name} if name else {}), **facts)
        GrantFactory(person=person, team=team, compartments=list(Compartment.values) if shared else [])
        return person

    def leaver(
        name: str = "", *, days: int = 10, was: int | None = None, stay: dict[str, Any] | None = None, **facts: Any
    ) -> Person:
        person = someone(name, **facts)
        row = StayFactory(person=person, **({"prison": prison} | (stay or {})))
        if was is not None:
            earlier = NOON - timedelta(days=3)
            KeyDateFactory(stay=row, on=TODAY + timedelta(days=was), known_at=earlier, holds=False)
        KeyDateFactory(stay=row, on=TODAY + timedelta(days=days))
        return person

    def waiting(name: str = "", *, status: str = "remand", court: int | None = None, **facts: Any) -> Person:
        person = someone(name, **facts)
        row = StayFactory(person=person, prison=prison, legal_status=status)
        if court is not None:
            KeyDateFactory(stay=row, type="court", on=TODAY + timedelta(days=court))
        return person

    row = StayFactory(person=cast.person, prison=prison)
    KeyDateFactory(stay=row, on=TODAY + timedelta(days=10))
    plan = PlanFactory(person=cast.person)
    TaskFactory(plan=plan, title="Order the birth certificate", must_have="id", pathway="finance", progress="Ordered")
    return World(prison=prison, team=team, plan=plan, person=cast.person, leaver=leaver, waiting=waiting)
