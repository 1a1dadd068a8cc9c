"""A call is answered for a key that is in force, at a decent pace, and for what its scopes name."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.api.callers import Caller, caller_for
from tests.factories import OrganisationFactory, PersonFactory, UserFactory, worker_for
from throughline.agencies.models import ApiKey
from throughline.api import requests

pytestmark = pytest.mark.django_db

NOW = timezone.now()  # noqa: TID251  keys are weighed against the real clock


def test_a_call_without_a_key_is_refused_in_a_sentence(client):
    response = client.get("/api/v1/people")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json()["error"]["code"] == "no_key"


@pytest.mark.parametrize(
    "facts",
    [
        {"made_at": NOW - timedelta(days=9), "expires_at": NOW - timedelta(seconds=1)},
        {"revoked_at": NOW - timedelta(seconds=1)},
    ],
    ids=["ended", "revoked"],
)
def test_a_key_that_is_over_is_refused_like_an_unknown_one(client, facts):
    unknown = client.get("/api/v1/people", headers={"Authorization": "Bearer tl_nobody"})

    response = Caller(OrganisationFactory(), **facts).get("/people")

    assert response.status_code == 401
    assert response.content == unknown.content


def test_a_key_ends_with_its_organisation():
    caller = Caller(OrganisationFactory(closed_on=date(2026, 1, 1)))

    assert caller.get("/people").status_code == 401


def test_being_signed_in_to_the_pages_opens_nothing_here(client):
    person = PersonFactory()
    client.force_login(worker_for(person))

    response = client.get(f"/api/v1/people/{person.pk}")

    assert response.status_code == 401


def test_a_key_may_do_what_its_scopes_name_and_no_more():
    person = PersonFactory()
    caller = caller_for(person, scopes=["see_people"])

    assert caller.get(f"/people/{person.pk}").status_code == 200
    assert caller.get(f"/people/{person.pk}/custody").status_code == 403
    assert caller.get("/people", prison="ABC").status_code == 403


def test_a_made_up_scope_opens_nothing():
    caller = caller_for(PersonFactory(), scopes=["see_everything"])

    assert caller.get("/people").status_code == 403


def test_the_day_a_key_was_last_used_is_kept():
    caller = caller_for(PersonFactory())

    caller.get("/people")
    caller.get("/people")

    assert ApiKey.objects.get(organisation=caller.organisation).last_used_on == timezone.now().date()  # noqa: TID251


def test_a_key_that_asks_too_often_is_told_to_wait(monkeypatch):
    monkeypatch.setattr(requests, "CALLS_A_MINUTE", 2)
    caller, other = caller_for(PersonFactory()), caller_for(PersonFactory())
    monkeypatch.setattr(requests.clock, "now", lambda: NOW.replace(second=20))

    statuses = [caller.get("/people").status_code for _ in range(2)]
    refused = caller.get("/people")

    assert statuses == [200, 200]
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "40"
    assert refused.json()["error"]["code"] == "too_many"
    assert other.get("/people").status_code == 200


def test_the_next_minute_starts_afresh(monkeypatch):
    monkeypatch.setattr(requests, "CALLS_A_MINUTE", 1)
    caller = caller_for(PersonFactory())
    monkeypatch.setattr(requests.clock, "now", lambda: NOW)
    caller.get("/people")

    monkeypatch.setattr(requests.clock, "now", lambda: NOW + timedelta(minutes=1))

    assert caller.get("/people").status_code == 200


def test_a_key_acts_for_its_organisation_whoever_made_it():
    person = PersonFactory()
    caller = caller_for(person)
    UserFactory(organisation=caller.organisation)

    names = [row["id"] for row in caller.get("/people").json()["people"]]

    assert names == [str(person.pk)]
