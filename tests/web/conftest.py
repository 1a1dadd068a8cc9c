"""What every page test leans on: signing in, and the fixed cast around one person."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import EveryoneFactory, PersonFactory, staff_of, worker_for
from throughline.agencies.models import User
from throughline.people.models import Person
from throughline.sharing.statuses import Tier

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """Sign a member of staff in, in a browser of their own."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@dataclass(frozen=True)
class Cast:
    """One person, and who is around them."""

    person: Person
    worker: Client  # leads, with every compartment
    colleague: Client  # works with them, no compartment
    knows_of: Client  # knows of them, no more
    stranger: Client  # no grant
    no_job: Client  # every grant, but a role without permission
    worker_user: User


@pytest.fixture
def cast(sign_in: SignIn) -> Cast:
    person = PersonFactory()
    worker = worker_for(person)
    return Cast(
        person=person,
        worker=sign_in(worker),
        colleague=sign_in(worker_for(person, tier=Tier.WORKS_WITH, parts=[])),
        knows_of=sign_in(worker_for(person, tier=Tier.KNOWS_OF, parts=[])),
        stranger=sign_in(staff_of(EveryoneFactory())),
        no_job=sign_in(worker_for(person, role="evaluator")),
        worker_user=worker,
    )


@pytest.fixture
def once() -> dict[str, str]:
    """Return the number that makes one press of a button one change."""
    return {"submission": str(uuid4())}
