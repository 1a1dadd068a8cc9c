"""What tests of a plan's pages lean on: a plan of the cast's person, with a date of release."""

from dataclasses import dataclass
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, EveryoneFactory, GrantFactory, KeyDateFactory, StayFactory, staff_of
from tests.factories.journey import GoalFactory, PlanFactory, TaskFactory
from throughline.people.models import Person
from throughline.plans.models import Goal, Plan, Task
from throughline.sharing.statuses import Tier

OUT = date(2026, 3, 21)


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def plan(cast) -> Plan:
    """A plan of someone who leaves prison in 19 days."""
    KeyDateFactory(stay=StayFactory(person=cast.person), on=OUT)
    return PlanFactory(person=cast.person, made_with="CANARY family")


@pytest.fixture
def goal(plan) -> Goal:
    return GoalFactory(plan=plan, words="My own door", by_on=date(2026, 4, 1))


@pytest.fixture
def task(plan, goal) -> Task:
    return TaskFactory(plan=plan, goal=goal, title="Rent set up", due_on=date(2026, 3, 17), anchor="release", offset=-4)


@dataclass(frozen=True)
class Mentor:
    """Someone whose job reads plans but does not change them."""

    client: Client
    organisation: object


@pytest.fixture
def mentor(cast, sign_in) -> Mentor:
    team = EveryoneFactory()
    GrantFactory(person=cast.person, team=team, tier=Tier.WORKS_WITH)
    return Mentor(client=sign_in(staff_of(team, role="peer_mentor")), organisation=team.organisation)


def url(name: str, person: Person, **more: object) -> str:
    return reverse(f"plans:{name}", kwargs={"person_id": person.pk, **more})


def text(answer: object) -> str:
    return answer.content.decode()
