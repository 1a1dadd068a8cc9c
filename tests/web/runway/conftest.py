"""What tests of a runway's pages lean on: a plan on a protocol, with a chain, of someone who leaves in 19 days."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, TODAY, KeyDateFactory, PartnerFactory, StayFactory
from tests.factories.journey import PlanFactory, TaskFactory
from tests.factories.protocols import AdoptionFactory, VersionFactory, a_protocol, a_step
from tests.factories.runway import CourseFactory
from throughline.people.models import Person
from throughline.plans.models import Course, Plan, Task
from throughline.protocols.models import Version
from throughline.protocols.rules import digest_of

OUT = date(2026, 3, 21)


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def stay(cast):
    stay = StayFactory(person=cast.person)
    KeyDateFactory(stay=stay, on=OUT, known_at=NOON - timedelta(days=2), recorded_at=NOON - timedelta(days=2))
    return stay


@pytest.fixture
def plan(cast, stay) -> Plan:
    return PlanFactory(person=cast.person)


@dataclass(frozen=True)
class Laid:
    photo: Task
    bank: Task
    script: Task


@pytest.fixture
def laid(plan) -> Laid:
    photo = TaskFactory(plan=plan, key="id.photo", title="Sign the ID photo", due_on=TODAY - timedelta(days=6))
    bank = TaskFactory(
        plan=plan, key="bank.account", title="Open a bank account", needs=["id.photo"], due_on=TODAY + timedelta(days=4)
    )
    script = TaskFactory(
        plan=plan, title="CANARY prescription", pathway="health", compartment="needs", needs=["id.photo"], due_on=OUT
    )
    return Laid(photo, bank, script)


@pytest.fixture
def version(cast) -> Version:
    """A version in use by a partnership of the worker's organisation."""
    made = version_of("local", 1, title="Local release protocol")
    PartnerFactory(partnership=made.partnership, organisation=cast.worker_user.organisation)
    AdoptionFactory(version_of=made, starts_on=TODAY - timedelta(days=30))
    return made


def version_of(slug: str, number: int, *steps: str, title: str = "CANARY version", **facts: object) -> Version:
    text = a_protocol(slug, number, *(steps or (a_step(),)), title=title)
    return VersionFactory(slug=slug, number=number, title=title, text=text, digest=digest_of(text), **facts)


@pytest.fixture
def course(plan, version) -> Course:
    return CourseFactory(plan=plan, version_of=version, slug=version.slug, begun_on=TODAY - timedelta(days=3),
                         ended_on=None, ended_why="")  # fmt: skip


def url(name: str, person: Person, **more: object) -> str:
    return reverse(f"runway:{name}", kwargs={"person_id": person.pk, **more})


def text(answer: object) -> str:
    return answer.content.decode()
