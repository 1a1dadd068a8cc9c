"""Signing in through an organisation's own provider: it opens accounts that exist and makes none."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from throughline.agencies.models import User
from throughline.agencies.statuses import SignIn

pytestmark = pytest.mark.django_db

PROVIDER = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "single-sign-on",
                "name": "Marnoch Council",
                "client_id": "throughline",
                "secret": "",
                "settings": {"server_url": "https://sign-in.example.invalid"},
            }
        ],
    }
}


@pytest.fixture(autouse=True)
def provider(settings):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER


def come_back(rf, email, *, verified=True):
    """Arrive from the provider as someone it names."""
    request = rf.get("/sign-in/oidc/single-sign-on/login/callback/")
    request.session, request.user = SessionStore(), AnonymousUser()
    request._messages = FallbackStorage(request)
    with request_context(request):
        named = SocialLogin(
            user=User(email=email),
            account=SocialAccount(provider="single-sign-on", uid=f"sub-{email}", extra_data={}),
            email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
            provider=get_adapter().get_provider(request, "single-sign-on"),
        )
        named.state = {"process": "login"}
        return request, complete_social_login(request, named)


def test_the_button_shows_when_a_provider_is_configured(client):
    page = client.get(reverse("account_login")).content.decode()

    assert "Sign in through Marnoch Council" in page


def test_it_does_not_show_when_there_is_none(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert "Sign in through" not in client.get(reverse("account_login")).content.decode()


def test_an_address_the_provider_vouches_for_opens_the_account_that_has_it(rf, user, journalled):
    request, _ = come_back(rf, user.email)

    assert request.user == user
    assert SocialAccount.objects.get(user=user).uid == f"sub-{user.email}"
    assert f"agencies.{SignIn.IN}" in journalled()


def test_the_password_they_had_stays(rf, user):
    before = user.password

    come_back(rf, user.email)

    assert User.objects.get(pk=user.pk).password == before


def test_an_address_it_does_not_vouch_for_opens_nothing(rf, user):
    request, _ = come_back(rf, user.email, verified=False)

    assert not request.user.is_authenticated
    assert not SocialAccount.objects.exists()


def test_someone_without_an_account_gets_none(rf):
    request, _ = come_back(rf, "stranger@example.invalid")

    assert not request.user.is_authenticated
    assert not User.objects.filter(email="stranger@example.invalid").exists()


def test_a_leaver_is_not_let_in(rf, user, writer):
    with writer():
        User.objects.filter(pk=user.pk).update(is_active=False, left_on="2026-03-01")

    request, _ = come_back(rf, user.email)

    assert not request.user.is_authenticated
