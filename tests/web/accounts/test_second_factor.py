"""Proving who one is twice: who must, and how."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.test import Client

from tests.factories import NOON, PASSWORD
from tests.web.accounts.conftest import try_password
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db

FAR = frozenset({"information_governance", "administrator"})


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(counters()))))


@pytest.fixture
def with_app(django_capture_on_commit_callbacks):
    """Set up an authenticator app, as someone would; return its secret."""

    def set_up(client: Client, user) -> str:
        try_password(client, user.email)
        client.post("/sign-in/reauthenticate/", {"password": PASSWORD})
        page = client.get("/sign-in/2fa/totp/activate/")
        secret = page.context["form"].secret
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/sign-in/2fa/totp/activate/", {"code": code(secret)})
        return secret

    return set_up


@pytest.mark.parametrize("role", sorted(FAR))
def test_a_role_that_reaches_far_sets_up_a_second_factor_before_anything_else(client, user, settings, role, writer):
    settings.SECOND_FACTOR_ROLES = FAR
    with writer():
        type(user).objects.filter(pk=user.pk).update(role=role)
    try_password(client, user.email)

    assert client.get("/agencies/").url == "/account/second-factor/"
    assert client.post("/agencies/new/").url == "/account/second-factor/"
    assert client.get("/account/second-factor/").status_code == 200
    assert client.get("/sign-in/2fa/totp/activate/").status_code == 302


def test_nobody_else_has_to(client, user, settings):
    settings.SECOND_FACTOR_ROLES = FAR
    try_password(client, user.email)

    assert client.get("/agencies/").status_code == 200
    assert client.get("/account/second-factor/").url == "/account/"


def test_once_it_is_set_up_the_rest_opens(client, user, settings, writer, with_app):
    settings.SECOND_FACTOR_ROLES = FAR
    with writer():
        type(user).objects.filter(pk=user.pk).update(role="administrator")

    with_app(client, user)

    assert client.get("/agencies/").status_code == 200


def test_the_password_alone_opens_nothing_any_more(user, with_app):
    with_app(Client(), user)
    client = Client()

    asked = try_password(client, user.email)

    assert asked.url.startswith("/sign-in/2fa/authenticate/")
    assert client.get("/account/").status_code == 302


def test_the_code_completes_the_sign_in_and_only_the_right_one(user, journalled, with_app):
    with time_machine.travel(NOON) as clock:
        secret = with_app(Client(), user)
        client = Client()
        try_password(client, user.email)
        clock.shift(timedelta(minutes=2))

        client.post("/sign-in/2fa/authenticate/", {"code": "000000"})
        refused = client.get("/account/").status_code
        client.post("/sign-in/2fa/authenticate/", {"code": code(secret)})

        assert (refused, client.get("/account/").status_code) == (302, 200)
    assert journalled() == ["agencies.signed_in", "agencies.sign_in_changed", "agencies.signed_in"]


def test_the_seed_of_the_app_is_kept_encrypted(client, user, with_app):
    secret = with_app(client, user)

    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]

    assert secret not in kept
    assert generate_totp_secret() != secret


def test_someone_is_told_when_a_second_factor_is_added(client, user, writer, with_app):
    with_app(client, user)

    with writer():
        bodies = list(Notice.objects.filter(to_user_id=user.pk).values_list("body", flat=True))
    assert any("An authenticator app was added." in body for body in bodies)


def test_adding_one_asks_for_the_password_again(client, user):
    try_password(client, user.email)

    asked = client.get("/sign-in/2fa/webauthn/add/")

    assert asked.url.startswith("/sign-in/reauthenticate/")


def test_the_wrong_password_does_not_step_up(client, user):
    try_password(client, user.email)

    said = client.post("/sign-in/reauthenticate/", {"password": "not the password"})

    assert "That is not your password" in said.content.decode()


def test_a_passkey_can_be_asked_for_without_saying_who(client):
    asked = client.get("/sign-in/2fa/webauthn/login/", headers={"accept": "application/json"})

    options = json.loads(asked.content)["request_options"]["publicKey"]
    assert options["userVerification"] in {"required", "preferred"}
    assert not options.get("allowCredentials")


def test_the_passkey_page_has_what_its_script_needs(client, user):
    try_password(client, user.email)
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD})

    page = client.get("/sign-in/2fa/webauthn/add/").content.decode()

    assert re.search(r'id="js_data"', page)
    assert "Add the passkey" in page
