"""A member of staff who can sign in with a password."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests.factories import PASSWORD, EveryoneFactory, UserFactory
from throughline.agencies.models import User
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing

KEPT = make_password(PASSWORD)


@pytest.fixture
def user() -> User:
    return UserFactory(email="nadia@example.invalid", password=KEPT, organisation=EveryoneFactory().organisation)


def try_password(client: Client, email: str, password: str = PASSWORD):
    return client.post("/sign-in/login/", {"login": email, "password": password})


@pytest.fixture
def journalled() -> Callable[[], list[str]]:
    """Return what the journal says happened, in order."""

    def read() -> list[str]:
        with writing():
            return list(JournalEntry.objects.order_by("seq").values_list("what", flat=True))

    return read
