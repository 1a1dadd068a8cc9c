"""One connection serves many people: nothing of one viewer is left for the next."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories import EveryoneFactory, PersonFactory, staff_of, worker_for
from throughline.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

SETTINGS = ("viewer", "organisation", "teams", "barred", "at")


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """Keep the connection between requests, as the server does."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


def left_over() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('throughline.{name}', true)" for name in SETTINGS))
        values = cursor.fetchone() or ()
    return {name: value for name, value in zip(SETTINGS, values, strict=True) if value}


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone() or (0,)
    return pid


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_two_people_in_turn_on_one_connection_see_each_their_own():
    first, second = PersonFactory(), PersonFactory()
    clients = {first: signed_in(worker_for(first)), second: signed_in(worker_for(second))}
    started = backend()

    for _ in range(3):
        for mine, client in clients.items():
            other = second if mine == first else first
            assert client.get(reverse("sharing:who", args=[mine.pk])).status_code == 200
            assert client.get(reverse("sharing:who", args=[other.pk])).status_code == 404

    assert backend() == started


def test_nobody_is_looking_after_a_request():
    person = PersonFactory()

    signed_in(worker_for(person)).get(reverse("sharing:who", args=[person.pk]))

    assert left_over() == {}
    assert Person.objects.count() == 0


@pytest.mark.parametrize("name", ["sharing:share", "sharing:who"])
def test_nobody_is_looking_after_a_request_that_was_refused(name):
    person = PersonFactory()

    signed_in(staff_of(EveryoneFactory())).get(reverse(name, args=[person.pk]))

    assert left_over() == {}


def test_the_writers_role_ends_with_the_request_that_took_it():
    person = PersonFactory()
    client = signed_in(worker_for(person))

    client.post(
        reverse("sharing:consent", args=[person.pk]),
        {"to": "take_part", "answer": "agreed", "how": "In person", "answered_on_day": "1", "answered_on_month": "2",
         "answered_on_year": "2026"},
    )  # fmt: skip

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("throughline_viewer",)
