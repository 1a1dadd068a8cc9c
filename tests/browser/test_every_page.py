"""Every page, found by walking the map: it opens for someone, can be read by everyone, and fits a phone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page as Tab

from tests.architecture.pages import API, Page, every_page
from tests.architecture.world import World
from tests.browser.addresses import PROVES_TWICE, demo_world
from tests.browser.passkeys import add_passkey, hold_a_key
from tests.browser.product import Product
from tests.browser.sweeping import faults
from tests.browser.visitors import HEIGHT, WIDE, Visitors, confirm

NOBODY = "nobody"
ROLES = ("throughcare_manager", "case_worker", "information_governance", "administrator", PROVES_TWICE)
"""Between them they may open every page there is."""

SHOWN = {200, 401}
POSTED = 405
SAMPLED = {
    "account_login",
    "accounts:me",
    "agencies:organisation",
    "agencies:service",
    "assessments:assessment",
    "assessments:say",
    "barriers:barriers",
    "cases:case",
    "cases:caseload",
    "cases:contact",
    "cases:contacts",
    "council_ways:ways",
    "custody:record_date",
    "custody:stay",
    "housing:housing",
    "journal:story",
    "meetings:meeting",
    "notices:inbox",
    "outcomes:record",
    "outcomes:reviews",
    "people:person",
    "people:register",
    "people:search",
    "plans:add_task",
    "plans:plan",
    "protocols:listing",
    "protocols:version",
    "referrals:ask",
    "referrals:inbox",
    "referrals:new",
    "referrals:referral",
    "releases:any_day",
    "releases:board",
    "releases:whole_prison",
    "reports:month",
    "reports:referrals",
    "reviews:due",
    "rounds:round",
    "runway:runway",
    "runway:today_paper",
    "sharing:share",
    "sharing:who",
    "today:steps",
    "today:today",
}
"""Pages that axe reads on a phone as well."""

WITHOUT_A_PAGE = {
    "account_confirm_login_code": "codes by email are not offered",
    "account_email": "closed: nobody changes their own address",
    "account_email_verification_sent": "closed: no address is verified by email",
    "account_set_password": "closed: a link by email does it",
    "accounts:second_factor": "needed outside the demo only",
    "agencies:key_made": "shown once, after a key was made: test_keys opens it",
    "cases:about": "leads to the one case of someone who has one: test_whole_journey opens it",
    "closed_confirm_email": "closed",
    "closed_connections": "closed",
    "closed_email": "closed",
    "closed_password_set": "closed",
    "housing:still_there": "asked only weeks after someone moved in: the tests of housing open it",
    "mfa_authenticate": "the second step of signing in: test_passkeys opens it",
    "mfa_download_recovery_codes": "a file",
    "mfa_index": "leads to one's account",
    "mfa_login_webauthn": "what a passkey is asked",
    "openid_connect_callback": "no organisation's own sign-in is set up in the demo",
    "openid_connect_login": "no organisation's own sign-in is set up in the demo",
    "people:change_sensitive": "comes from reading: test_sensitive_history opens it",
    "plans:open_plan": "leads to the plan there is: the tests of plans open it",
    "protocols:file": "a file",
    "reports:columns": "a file",
    "second_factor_to_me": "leads to one's account",
    "sessions_to_me": "leads to one's account",
    "socialaccount_connections": "closed",
    "socialaccount_signup": "leads to signing in",
    "usersessions_list": "leads to one's account",
}
"""Addresses that show no page of their own to those who open them; besides old ones and those that take forms only."""


@dataclass
class Openers:
    """A browser for nobody and one for each role, and who was shown a page of each part of the site last."""

    tabs: dict[str, Tab]
    last: dict[str, str] = field(default_factory=dict)

    def open(self, page: Page, address: str) -> Tab | list[int]:
        """Open a page for the first who is shown it, rather than led elsewhere or refused; else return the answers."""
        answers: dict[str, int] = {}
        for who in self._likeliest_first(page):
            answer = self.tabs[who].request.get(address, max_redirects=0)
            answers[who] = answer.status
            if answer.status in SHOWN and answer.headers["content-type"].startswith("text/html"):
                self.last[page.name.partition(":")[0]] = who
                self.tabs[who].set_viewport_size({"width": WIDE, "height": HEIGHT})
                self.tabs[who].goto(address)
                return self.tabs[who]
        return sorted(set(answers.values()))

    def _likeliest_first(self, page: Page) -> list[str]:
        last = self.last.get(page.name.partition(":")[0])
        return sorted(self.tabs, key=lambda who: (who != last, who == NOBODY))


@pytest.fixture
def openers(visitors: Visitors) -> Openers:
    tabs = {role: visitors.known(role) for role in ROLES}
    for tab in tabs.values():
        confirm(tab)
    hold_a_key(tabs[PROVES_TWICE])
    add_passkey(tabs[PROVES_TWICE], name="Work phone")
    return Openers({**tabs, NOBODY: visitors.nobody()})


@pytest.fixture
def world(product: Product, openers: Openers) -> World:
    with product.records():
        return demo_world()


def pages() -> Iterator[Page]:
    return (page for page in every_page() if not page.name.startswith((API, "/")))


def test_every_page_can_be_read_by_everyone_at_any_width(world, openers, subtests):
    unseen = {}

    for page in pages():
        with subtests.test(page=page.name):
            tab = openers.open(page, page.address(world))
            if isinstance(tab, Tab):
                assert list(faults(tab, on_a_phone=page.name in SAMPLED)) == []
            elif POSTED not in tab:
                unseen[page.name] = tab

    assert {name: answers for name, answers in unseen.items() if name not in WITHOUT_A_PAGE} == {}
    assert set(WITHOUT_A_PAGE) - set(unseen) == set()
