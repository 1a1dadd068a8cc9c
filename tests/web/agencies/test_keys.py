"""Keys for other systems."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD
from throughline.access import keys as known
from throughline.agencies.models import ApiKey, User
from throughline.foundations.models import JournalEntry

pytestmark = pytest.mark.django_db

NEW, LIST, MADE = reverse("agencies:key_new"), reverse("agencies:keys"), reverse("agencies:key_made")


@pytest.fixture
def client(places, writer) -> Client:
    """Sign the lead's administrator in and let them step up."""
    with writer():
        User.objects.filter(pk=places.administrator.pk).update(password=make_password(PASSWORD))
    browser = Client()
    browser.post("/sign-in/login/", {"login": places.administrator.email, "password": PASSWORD})
    browser.post("/sign-in/reauthenticate/", {"password": PASSWORD})
    return browser


def asked_for(once, *, days=90, **more):
    ends = datetime.now(UTC).date() + timedelta(days=days)
    day = {"expires_on_day": ends.day, "expires_on_month": ends.month, "expires_on_year": ends.year}
    return {**once, "name": "Prison feed", "scopes": ["see_people", "change_custody"], **day, **more}


def test_making_a_key_asks_who_you_are_again(places, sign_in, writer, once):
    with writer():
        User.objects.filter(pk=places.administrator.pk).update(password=make_password(PASSWORD))
    client = sign_in(User.objects.get(pk=places.administrator.pk))

    assert client.get(NEW).url.startswith("/sign-in/reauthenticate/")
    assert client.post(NEW, asked_for(once)).url.startswith("/sign-in/reauthenticate/")
    assert not ApiKey.objects.exists()


def test_a_double_click_makes_one_key_and_shows_it_until_it_is_copied(client, once):
    sent = asked_for(once)

    where = [client.post(NEW, sent).url for _ in range(2)]
    shown = [client.get(MADE).content.decode() for _ in range(2)]
    client.post(MADE)

    key = ApiKey.objects.get()
    (secret,) = re.findall(r"tl_[\w-]{20,}", shown[0])
    assert where == [MADE, MADE]
    assert secret in shown[1]
    assert known.find(secret, at=datetime.now(UTC)) == key
    assert client.get(MADE).url == LIST
    assert secret not in client.get(LIST).content.decode()


def test_the_secret_is_in_no_row_and_no_journal(client, once, writer):
    client.post(NEW, asked_for(once))
    secret = client.session["new_key"]["secret"]

    key = ApiKey.objects.get()
    with writer():
        noted = str(list(JournalEntry.objects.values()))
    assert secret not in str(vars(key)) + noted
    assert key.scopes == ["see_people", "change_custody"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"days": 400}, "A key can last one year at most."),
        ({"days": -1}, "Choose a day after today"),
        ({"scopes": []}, "what it may do"),
        ({"scopes": ["manage_staff"]}, "Choose one of the answers listed"),
    ],
)
def test_a_key_that_may_not_be_is_refused_and_what_was_typed_stays(client, once, wrong, words):
    said = client.post(NEW, asked_for(once, **wrong)).content.decode()

    assert words in said
    assert 'value="Prison feed"' in said
    assert not ApiKey.objects.exists()


def test_an_ended_key_opens_nothing(client, once):
    client.post(NEW, asked_for(once))
    secret, key = client.session["new_key"]["secret"], ApiKey.objects.get()

    client.post(reverse("agencies:key_end", kwargs={"key_id": key.pk}))

    assert known.find(secret, at=datetime.now(UTC)) is None
    assert "Ended" in client.get(LIST).content.decode()


def test_keys_are_the_organisation_s_own(client, once, places, sign_in):
    client.post(NEW, asked_for(once))
    key = ApiKey.objects.get()
    stranger = sign_in(places.stranger)

    assert "Prison feed" not in stranger.get(LIST).content.decode()
    assert stranger.post(reverse("agencies:key_end", kwargs={"key_id": key.pk})).status_code in {302, 404}
    assert ApiKey.objects.get().revoked_at is None


@pytest.mark.parametrize("who", ["manager", "worker", "mentor"])
def test_who_has_no_keys(places, sign_in, who):
    client = sign_in(getattr(places, who))

    assert client.get(LIST).status_code == 403
    assert client.get(MADE).status_code == 403
