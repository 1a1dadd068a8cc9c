"""Help and privacy: open to anyone, true to what the product does, and in its words."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import EveryoneFactory, staff_of
from throughline.sharing.rules import EMERGENCY, REVIEW_WORKING_DAYS
from throughline.web.help.words import WORDS

pytestmark = pytest.mark.django_db
PAGES = ("help:help", "help:privacy")
GLOSSARY = Path(__file__).resolve().parents[3] / "docs" / "glossary.md"


@pytest.mark.parametrize("name", PAGES)
def test_anyone_may_read_it(name, sign_in):
    signed_in = sign_in(staff_of(EveryoneFactory()))

    assert Client().get(reverse(name)).status_code == 200
    assert signed_in.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_someone_signed_out_is_shown_no_more_than_the_page(name):
    page = Client().get(reverse(name)).content.decode()

    assert "main-nav" not in page
    assert "Sign out" not in page


@pytest.mark.parametrize("name", PAGES)
def test_it_only_answers_to_looking(name):
    assert Client().post(reverse(name)).status_code == 405


def test_every_page_leads_to_both():
    page = Client().get(reverse("account_login")).content.decode()

    assert [name for name in PAGES if f'href="{reverse(name)}"' not in page] == []


def test_help_says_who_to_ring_how_to_ask_and_what_an_emergency_does():
    page = Client().get(reverse("help:help")).content.decode()

    for anchor in ("danger", "locked-out", "access", "emergency", "words"):
        assert f'id="{anchor}"' in page
    assert reverse("sharing:ask") in page
    assert reverse("account_reset_password") in page


def test_what_is_said_of_emergencies_and_tries_is_still_so():
    """Change the words of both pages when one of these changes."""
    assert timedelta(hours=1) == EMERGENCY
    assert REVIEW_WORKING_DAYS == 2
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"].endswith("5/15m/key")


def test_every_word_is_in_the_glossary_and_said_once():
    known = {line.split("|")[1].strip() for line in GLOSSARY.read_text().splitlines() if line.startswith("| ")}
    words = [word.word for word in WORDS]

    assert set(words) <= known
    assert words == sorted(set(words))


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_called_what_the_house_does_not_call_people(name):
    page = Client().get(reverse(name)).content.decode().lower()

    assert [word for word in ("offender", "service user", "inmate", "non-compliant") if word in page] == []
