"""The demo, served once for every test here, and browsers to walk it with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from tests.browser.chromium import chromium
from tests.browser.product import Product, demo_database, reaching, served
from tests.browser.visitors import Visitors
from throughline.config.postgres import Server


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests on one process, so that the demo is made once."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def product(
    carried_server: Server, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Product]:
    """The running demo."""
    log = tmp_path_factory.mktemp("product") / "serve.log"
    with demo_database(carried_server) as place, reaching(place), served(place, log) as site:
        yield Product(site, django_db_blocker)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser, with nobody's cookies."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def everyone(product: Product, browser: Browser) -> Visitors:
    """Who has signed in so far."""
    return Visitors(browser, product.site)


@pytest.fixture
def visitors(everyone: Visitors) -> Iterator[Visitors]:
    """People at browsers. Whatever their browsers complained of fails the test."""
    yield everyone
    assert everyone.leave() == []
