"""A computer is left alone with someone signed in."""

from importlib import import_module

from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.verbs import press, shows
from tests.browser.visitors import email_of
from throughline.web.shell.sessions import QUIET, SEEN, UNSENT

A_MINUTE = 60


def leave_alone(page: Page, *, seconds: int) -> None:
    """Let a session think that its last page was so long ago."""
    (key,) = (each["value"] for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    session[SEEN] = session[SEEN] - seconds
    session.save()


def test_whoever_comes_back_too_late_signs_in_again(product, visitors):
    worker = visitors.fresh(email_of("case_worker"))
    worker.goto("/people/register/")
    worker.get_by_label("First name").fill("Struan")
    with product.records():
        leave_alone(worker, seconds=settings.SESSION_IDLE_SECONDS + A_MINUTE)

    press(worker, "Look for them, then register")

    shows(worker, f"{QUIET} {UNSENT}")
    expect(worker.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_whoever_comes_back_in_time_goes_on(product, visitors):
    worker = visitors.fresh(email_of("case_worker"))
    with product.records():
        leave_alone(worker, seconds=settings.SESSION_IDLE_SECONDS - A_MINUTE)

    worker.goto("/people/")

    expect(worker.get_by_role("heading", level=1)).to_have_text("People")
