"""A passkey opens an account, by itself or after a password."""

from playwright.sync_api import expect

from tests.browser.passkeys import add_passkey, hold_a_key
from tests.browser.sweeping import inaccessible
from tests.browser.verbs import press, shows
from tests.browser.visitors import confirm, email_of, sign_in


def test_a_passkey_is_added_and_signs_in(visitors):
    email = email_of("peer_mentor")
    mentor = visitors.fresh(email)
    hold_a_key(mentor)
    mentor.goto("/account/")
    mentor.get_by_role("link", name="Add a passkey").click()
    confirm(mentor)
    add_passkey(mentor, name="Work phone")

    mentor.goto("/sign-in/logout/")
    mentor.get_by_role("main").get_by_role("button", name="Sign out").click()
    shows(mentor, "Sign in with a passkey")
    press(mentor, "Sign in with a passkey")
    expect(mentor.get_by_role("heading", level=1)).to_have_text("What needs you today")

    mentor.context.clear_cookies()
    sign_in(mentor, email)
    shows(mentor, "passkey")
    assert list(inaccessible(mentor)) == []
