"""What tests of housing pages lean on: someone inside, with a day of release, on a day that stands still."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, KeyDateFactory, OrganisationFactory, PartnerFactory, PartnershipFactory, StayFactory
from throughline.agencies.models import Organisation
from throughline.custody.models import Stay
from throughline.people.models import Person

OUT = date(2026, 3, 21)
TODAY_TYPED = {"on_day": "2", "on_month": "3", "on_year": "2026"}


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def stay(cast) -> Stay:
    """The stay of someone who leaves prison in 19 days."""
    return KeyDateFactory(stay=StayFactory(person=cast.person), on=OUT).stay


@pytest.fixture
def haven(cast) -> Organisation:
    """A housing provider that the worker's organisation is a partner of."""
    provider = OrganisationFactory(name="Haven", kind="housing_provider")
    partnership = PartnershipFactory(lead=provider)
    for organisation in (provider, cast.worker_user.organisation):
        PartnerFactory(partnership=partnership, organisation=organisation)
    return provider


def url(name: str, person: Person, **more: object) -> str:
    return reverse(f"housing:{name}", kwargs={"person_id": person.pk, **more})


def text(answer: object) -> str:
    return answer.content.decode()


def typed(name: str, on: date) -> dict[str, str]:
    """Return a day as its three boxes send it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}
