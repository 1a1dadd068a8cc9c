"""One's own account page."""

import pytest
from django.test import Client

from tests.factories import MembershipFactory, TeamFactory
from tests.web.accounts.conftest import try_password

pytestmark = pytest.mark.django_db


def test_it_says_who_one_is_and_what_the_role_may_do(client, user):
    team = TeamFactory(organisation=user.organisation, name="Outreach")
    MembershipFactory(team=team, user=user)
    try_password(client, user.email)

    page = client.get("/account/").content.decode()

    assert user.organisation.name in page
    assert "Outreach" in page
    assert "Key worker" in page
    assert "You may register someone new." in page
    assert "keep sharing agreements" not in page


def test_it_lists_where_one_is_signed_in_and_ends_the_others(client, user):
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0"})
    try_password(elsewhere, user.email)
    try_password(client, user.email)
    page = client.get("/account/").content.decode()

    client.post("/account/sign-out-elsewhere/")

    assert "Firefox on Linux" in page
    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_look_does_not_sign_out_elsewhere(client, user):
    try_password(client, user.email)

    assert client.get("/account/sign-out-elsewhere/").status_code == 405


def test_the_library_s_own_overviews_lead_here(client, user):
    try_password(client, user.email)

    assert client.get("/sign-in/2fa/").url == "/account/"
    assert client.get("/sign-in/sessions/").url == "/account/"


def test_signed_out_people_are_sent_to_sign_in(client):
    assert client.get("/account/").url.startswith("/sign-in/login/")


def test_someone_with_no_role_is_told_so(client, user, writer):
    with writer():
        type(user).objects.filter(pk=user.pk).update(role="")
    try_password(client, user.email)

    assert "you have no role" in client.get("/account/").content.decode()
