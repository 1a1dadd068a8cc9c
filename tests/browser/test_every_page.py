"""Every page, found by walking the map: it opens for someone, can be read by everyone, and fits a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page as Tab

from tests.architecture.pages import API, PUBLIC, Page, every_page
from tests.architecture.world import World
from tests.browser.addresses import demo_world
from tests.browser.product import Product
from tests.browser.sweeping import faults
from tests.browser.visitors import HEIGHT, WIDE, Visitors

ROLES = ("throughcare_manager", "case_worker", "information_governance", "administrator", "offender_supervisor")
"""Between them they may open every page there is."""

SAMPLED = {
    "account_login",
    "accounts:me",
    "agencies:organisation",
    "custody:record_date",
    "custody:stay",
    "journal:story",
    "notices:inbox",
    "people:person",
    "people:register",
    "people:search",
    "sharing:share",
    "sharing:who",
    "today:today",
}
"""Pages that axe reads on a phone as well."""

WITHOUT_A_PAGE = {}
"""Addresses that show no page of their own to anyone who opens them, and why."""


@pytest.fixture
def tabs(visitors: Visitors) -> dict[str, Tab]:
    """A browser for nobody and one for each role."""
    return {"": visitors.nobody(), **{role: visitors.known(role) for role in ROLES}}


@pytest.fixture
def world(product: Product, tabs: dict[str, Tab]) -> World:
    with product.records():
        return demo_world()


def pages() -> Iterator[Page]:
    return (page for page in every_page() if not page.name.startswith(API) and "{" not in page.name)


def shown_to(tabs: dict[str, Tab], page: Page, address: str) -> Tab | None:
    """Return the browser of the first who is shown this page, rather than led elsewhere or refused."""
    roles = ("", *ROLES) if page.name in PUBLIC or not page.is_ours else ROLES
    answers = (role for role in roles if tabs[role].request.get(address, max_redirects=0).status == 200)
    return next((tabs[role] for role in answers), None)


def test_every_page_can_be_read_by_everyone_at_any_width(world, tabs, subtests):
    unseen = set()

    for page in pages():
        with subtests.test(page=page.name):
            address = page.address(world)
            tab = shown_to(tabs, page, address)
            if tab is None:
                unseen.add(page.name)
                continue
            tab.set_viewport_size({"width": WIDE, "height": HEIGHT})
            tab.goto(address)

            assert list(faults(tab, on_a_phone=page.name in SAMPLED)) == []

    assert unseen == set(WITHOUT_A_PAGE)
