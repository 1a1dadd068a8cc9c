import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
OPEN = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive", "account_signup"]


@pytest.mark.parametrize("name", OPEN)
def test_the_way_in_has_the_frame_and_one_heading(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()

    assert 'class="brand"' in page
    assert len(re.findall("<h1", page)) == 1
    assert "shell/throughline.svg" in page


@pytest.mark.parametrize("name", OPEN)
def test_nobody_is_invited_to_sign_up(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()

    assert reverse("account_signup") not in page


def test_a_wrong_password_is_answered_beside_the_form_and_the_address_is_kept(client: Client) -> None:
    answers = {"login": "nadia@kindling.example", "password": "wrong"}

    page = client.post(reverse("account_login"), answers).content.decode()

    assert "govuk-error-summary" in page
    assert 'value="nadia@kindling.example"' in page
    assert 'value="wrong"' not in page


def test_a_link_that_was_used_says_what_to_do(client: Client) -> None:
    page = client.get(reverse("account_reset_password_from_key", args=["1", "set-password"])).content.decode()

    assert "Ask for a new link" in page


def test_the_passkey_button_has_its_script_from_here(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert "mfa/js/webauthn.js" in page
    assert "Sign in with a passkey" in page
