"""Whatever watches over us is told whether we live and are ready, and nothing about people."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from tests.factories import PersonFactory
from throughline.web.health import checks


def worker_was_heard(ago: timedelta) -> None:
    heard = timezone.now() - ago  # noqa: TID251  the database weighs it against its own clock
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE throughline_writer")
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [heard])
        cursor.execute("SET LOCAL ROLE NONE")


def test_alive_is_said_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"alive")


@pytest.mark.parametrize("page", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_it_is_said_under_any_host_name_and_to_anyone(page):
    response = Client(headers={"Host": "10.0.0.7:8000"}).get(page)

    assert response.status_code in {200, 503}
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", ["/healthz", "/readyz"])
def test_nothing_can_be_sent_to_it(client, page):
    assert client.post(page).status_code == 405


@pytest.mark.django_db
def test_ready_when_database_tables_and_worker_are(client):
    worker_was_heard(timedelta(seconds=5))

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "migrations": True, "worker": True}


@pytest.mark.django_db
def test_not_ready_when_the_worker_is_quiet(client):
    worker_was_heard(timedelta(minutes=5))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": True, "migrations": True, "worker": False}


@pytest.mark.django_db
def test_not_ready_while_a_change_to_tables_waits(client, monkeypatch):
    worker_was_heard(timedelta(seconds=5))
    monkeypatch.setattr(checks, "_newest", lambda: {("people", "9999_later")})

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"] is False


def test_not_ready_without_a_database(client, monkeypatch):
    def gone():
        raise OperationalError("the server is not there")

    monkeypatch.setattr(checks, "_up_to_date", gone)
    monkeypatch.setattr(connection, "close", lambda: None)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": False, "migrations": False, "worker": False}


@pytest.mark.django_db
def test_nothing_is_said_about_people(client):
    person = PersonFactory()

    body = client.get("/readyz").content.decode()

    assert "CANARY" not in body
    assert str(person.pk) not in body


@pytest.mark.django_db
def test_those_who_serve_pages_may_not_read_the_jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('throughline_viewer', 'procrastinate_workers', 'SELECT')")

        assert cursor.fetchone() == (False,)
