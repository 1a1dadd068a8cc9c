"""Closing a record to someone, whatever a grant says."""

import pytest
from django.urls import reverse

from tests.factories import EveryoneFactory, GrantFactory, PartnerFactory, staff_of
from throughline.foundations.models import JournalEntry
from throughline.sharing.models import Allowed, Grant, Restriction

pytestmark = pytest.mark.django_db

WHY = "He is her brother and they do not speak"


def page(name, pk):
    return reverse(f"sharing:{name}", args=[pk])


def kept(writer, model=Restriction, **facts):
    with writer():
        return list(model.objects.filter(**facts))


@pytest.fixture
def beside(cast, writer):
    """A colleague of the worker's, in the same team."""
    with writer():
        team = Grant.objects.get(person=cast.person, team__organisation=cast.worker_user.organisation).team
    PartnerFactory(organisation=team.organisation)
    return staff_of(team)


def test_a_record_is_closed_to_one_member_of_staff_and_to_nobody_else(cast, beside, sign_in, writer):
    before = sign_in(beside).get(page("who", cast.person.pk)).status_code

    response = cast.worker.post(page("close_to", cast.person.pk), {"email": beside.email.upper(), "reason": WHY})

    assert (before, response.status_code) == (200, 302)
    assert sign_in(beside).get(page("who", cast.person.pk)).status_code == 404
    assert cast.worker.get(page("who", cast.person.pk)).status_code == 200


def test_the_story_says_so_to_those_who_lead_alone(cast, beside, writer):
    cast.worker.post(page("close_to", cast.person.pk), {"email": beside.email, "reason": WHY})

    assert [entry.tier for entry in kept(writer, JournalEntry, what="sharing.closed_to")] == [3]
    story = reverse("journal:story", args=[cast.person.pk])
    assert beside.name in cast.worker.get(story).content.decode()
    assert beside.name not in cast.colleague.get(story).content.decode()


def test_a_limited_record_is_seen_by_who_limited_it_and_those_named(cast, beside, sign_in):
    named = staff_of(EveryoneFactory(organisation=beside.organisation, name="x", kind="casework"))

    cast.worker.post(page("limit", cast.person.pk), {"allowed": named.email, "reason": WHY})

    assert cast.worker.get(page("who", cast.person.pk)).status_code == 200
    assert sign_in(named).get(page("who", cast.person.pk)).status_code == 200
    assert sign_in(beside).get(page("who", cast.person.pk)).status_code == 404
    assert cast.colleague.get(page("who", cast.person.pk)).status_code == 404


def test_someone_is_added_and_the_limit_is_lifted(cast, beside, sign_in, writer):
    cast.worker.post(page("limit", cast.person.pk), {"allowed": "", "reason": WHY})
    (limited,) = kept(writer)

    cast.worker.post(page("allow", limited.pk), {"email": beside.email})
    added = sign_in(beside).get(page("who", cast.person.pk)).status_code
    cast.worker.post(page("lift", limited.pk))

    assert added == 200
    assert len(kept(writer, Allowed)) == 2
    assert kept(writer)[0].ends_at is not None
    assert cast.colleague.get(page("who", cast.person.pk)).status_code == 200


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("close_to", {"email": "nobody@example.invalid", "reason": WHY}, "Nobody who works with us has this address"),
        ("close_to", {"email": "not an address", "reason": WHY}, "Enter an email address"),
        ("limit", {"allowed": "a@b.invalid", "reason": WHY}, "Nobody who works with us has this address"),
        ("limit", {"allowed": "", "reason": "no"}, "Say why, in a sentence"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(cast, writer, name, answers, sentence):
    text = cast.worker.post(page(name, cast.person.pk), answers).content.decode()

    assert sentence in text
    assert answers["reason"] in text
    assert kept(writer) == []


def test_a_stranger_to_our_partnerships_is_not_confirmed_to_exist(cast):
    elsewhere = staff_of(EveryoneFactory())

    text = cast.worker.post(
        page("close_to", cast.person.pk), {"email": elsewhere.email, "reason": WHY}
    ).content.decode()

    assert "Nobody who works with us has this address" in text


def test_closing_twice_is_refused_in_words(cast, beside, writer):
    for _ in range(2):
        response = cast.worker.post(page("close_to", cast.person.pk), {"email": beside.email, "reason": WHY})

    assert f"The record is closed to {beside.name} already" in response.content.decode()
    assert len(kept(writer)) == 1


@pytest.mark.parametrize("name", ["close_to", "limit"])
def test_only_those_who_lead_close_a_record(cast, name):
    assert cast.colleague.get(page(name, cast.person.pk)).status_code == 403
    assert cast.knows_of.get(page(name, cast.person.pk)).status_code == 403
    assert cast.stranger.get(page(name, cast.person.pk)).status_code == 404


@pytest.mark.parametrize("name", ["allow", "lift"])
def test_nobody_else_finds_a_restriction(cast, beside, writer, name):
    cast.worker.post(page("limit", cast.person.pk), {"allowed": "", "reason": WHY})
    (limited,) = kept(writer)

    for client in (cast.colleague, cast.stranger, cast.knows_of):
        assert client.get(page(name, limited.pk)).status_code == 404


def test_a_grant_made_afterwards_does_not_open_what_is_closed(cast, beside, sign_in):
    cast.worker.post(page("close_to", cast.person.pk), {"email": beside.email, "reason": WHY})

    GrantFactory(person=cast.person, team=EveryoneFactory(organisation=beside.organisation, name="y", kind="casework"))

    assert sign_in(beside).get(page("who", cast.person.pk)).status_code == 404
