"""Signing in: who may, who may not, how often one may try, and what is written down."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, PASSWORD, UserFactory
from tests.web.accounts.conftest import KEPT, try_password
from throughline.agencies.actions import staff
from throughline.foundations.actors import SYSTEM
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_the_right_password_opens_the_account(client, user, journalled):
    response = try_password(client, user.email)

    assert response.status_code == 302
    assert client.get("/account/").status_code == 200
    assert journalled() == ["agencies.signed_in"]


def test_a_fixed_cookie_dies_at_sign_in(client, user):
    client.get("/sign-in/login/")
    client.cookies["session"] = "0123456789abcdef0123456789abcdef"

    try_password(client, user.email)

    assert client.cookies["session"].value != "0123456789abcdef0123456789abcdef"


def test_a_wrong_password_and_an_unknown_email_are_answered_in_the_same_words(user, journalled):
    wrong = try_password(Client(), user.email, "not the password")
    unknown = try_password(Client(), "nobody@example.invalid", "not the password")

    same = "That email and password do not open an account."
    assert same in wrong.content.decode()
    assert wrong.content.decode().count(same) == unknown.content.decode().count(same)
    assert journalled() == ["agencies.sign_in_failed", "agencies.sign_in_failed"]


def test_after_five_failures_even_the_right_password_waits(client, user):
    for _ in range(5):
        try_password(client, user.email, "not the password")

    response = try_password(client, user.email)

    assert response.status_code == 200
    assert "too many tries" in response.content.decode()


def test_the_failures_of_one_account_do_not_hold_up_another(client, user):
    other = UserFactory(password=KEPT)
    for _ in range(6):
        try_password(client, user.email, "not the password")

    assert try_password(Client(), other.email).status_code == 302


def test_the_count_is_kept_in_the_database_so_it_outlives_a_restart(client, user):
    for _ in range(5):
        try_password(client, user.email, "not the password")

    cache.close()

    assert "too many tries" in try_password(Client(), user.email).content.decode()


def test_a_quarter_of_an_hour_later_one_may_try_again(user):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            try_password(Client(), user.email, "not the password")
        clock.shift(timedelta(minutes=15, seconds=1))

        assert try_password(Client(), user.email).status_code == 302


def test_a_leaver_is_signed_out_on_their_next_request(client, user):
    try_password(client, user.email)
    staff.part_with(user, on=NOON.date(), version=user.version, by=SYSTEM, at=NOON)

    assert client.get("/account/").status_code == 302
    assert try_password(client, user.email).status_code == 200


def test_a_session_does_not_come_back_when_a_leaver_does(client, user):
    try_password(client, user.email)
    gone, _ = staff.part_with(user, on=NOON.date(), version=user.version, by=SYSTEM, at=NOON)
    staff.welcome_back(gone, version=gone.version, by=SYSTEM, at=NOON)

    assert client.get("/account/").status_code == 302


def test_a_new_role_ends_every_session(client, user):
    try_password(client, user.email)

    staff.change_staff(
        user, name=user.name, role="manager", phone="", work_base=None, version=user.version, by=SYSTEM, at=NOON
    )

    assert client.get("/account/").status_code == 302


def test_a_new_number_ends_no_session(client, user):
    try_password(client, user.email)

    staff.change_staff(
        user, name=user.name, role=user.role, phone="01632 960 1", work_base=None, version=1, by=SYSTEM, at=NOON
    )

    assert client.get("/account/").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client, user):
    elsewhere = Client()
    try_password(elsewhere, user.email)
    try_password(client, user.email)

    changed = {"oldpassword": PASSWORD, "password1": "seven quiet herons", "password2": "seven quiet herons"}
    client.post("/sign-in/password/change/", changed)

    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(("quiet", "answer"), [(29, 200), (31, 302)])
def test_half_an_hour_without_a_page_ends_a_session(client, user, quiet, answer):
    with time_machine.travel(NOON, tick=False) as clock:
        try_password(client, user.email)
        client.get("/account/")
        clock.shift(timedelta(minutes=quiet))

        assert client.get("/account/").status_code == answer


def test_twelve_hours_end_a_session_however_busy(client, user, journalled):
    with time_machine.travel(NOON, tick=False) as clock:
        try_password(client, user.email)
        client.get("/account/")
        for _ in range(36):
            clock.shift(timedelta(minutes=20))
            last = client.get("/account/").status_code
        clock.shift(timedelta(minutes=1))

        assert (last, client.get("/account/").status_code) == (200, 302)
    assert journalled()[-1] == "agencies.signed_out"


def test_signing_out_takes_a_press_of_a_button_and_is_written_down(client, user, journalled):
    try_password(client, user.email)

    assert client.get("/sign-in/logout/").status_code == 200
    client.post("/sign-in/logout/")

    assert client.get("/account/").status_code == 302
    assert journalled() == ["agencies.signed_in", "agencies.signed_out"]


def test_nobody_signs_up(client):
    made = {"email": "new@example.invalid", "password1": PASSWORD, "password2": PASSWORD}

    assert "Accounts are made for you" in client.post("/sign-in/signup/", made).content.decode()


@pytest.mark.parametrize("page", ["email/", "confirm-email/", "3rdparty/", "password/set/"])
def test_nobody_changes_the_address_they_sign_in_with(client, user, page):
    try_password(client, user.email)

    assert client.get(f"/sign-in/{page}").status_code == 404
    assert client.post(f"/sign-in/{page}", {"email": "mine@example.invalid", "action_add": ""}).status_code == 404


def _emails(writer):
    with writer():
        return list(Notice.objects.order_by("queued_at", "id"))


def test_a_forgotten_password_is_set_again_by_a_link_that_works_once(client, user, writer):
    client.post("/sign-in/password/reset/", {"email": user.email})
    (email,) = _emails(writer)
    link = next(word for word in email.body.split() if word.startswith("http"))
    page = client.get(link, follow=True)
    new = {"password1": "seven quiet herons", "password2": "seven quiet herons"}

    client.post(page.request["PATH_INFO"], new)

    assert email.address == user.email
    assert try_password(Client(), user.email, "seven quiet herons").status_code == 302
    assert "too old" in Client().get(link, follow=True).content.decode()


def test_asking_for_a_link_says_the_same_for_an_unknown_email_and_sends_nothing(client, user, writer):
    unknown = client.post("/sign-in/password/reset/", {"email": "nobody@example.invalid"})

    assert unknown.status_code == 302
    assert _emails(writer) == []


def test_links_lead_to_the_configured_address(client, user, writer, settings):
    settings.SITE_ADDRESS = "https://throughline.example.org"

    client.post("/sign-in/password/reset/", {"email": user.email})

    assert "https://throughline.example.org/sign-in/password/reset/key/" in _emails(writer)[0].body


def test_a_host_that_is_not_ours_is_refused(client, user):
    asked = client.post("/sign-in/password/reset/", {"email": user.email}, headers={"host": "evil.example"})

    assert asked.status_code == 400


def test_the_demo_names_who_to_sign_in_as(client):
    page = client.get(reverse("account_login")).content.decode()

    assert "This is a demonstration" in page
    assert "Information governance" in page


def test_outside_the_demo_the_page_names_nobody(client, settings):
    settings.DEMO_CAST = ""

    page = client.get(reverse("account_login")).content.decode()

    assert "demonstration" not in page
    assert "throughline.invalid" not in page
