"""The words of reviews: read by those who manage services, changed for their own organisation only."""

import pytest
from django.urls import reverse

from tests.factories import EveryoneFactory, PartnerFactory, staff_of
from tests.factories.outcomes import seven
from throughline.outcomes.models import Domain

pytestmark = pytest.mark.django_db

LIST = "wording:frameworks"


@pytest.fixture
def manager():
    return staff_of(EveryoneFactory(), role="manager")


@pytest.fixture
def browser(manager, sign_in):
    return sign_in(manager)


@pytest.fixture
def home():
    _, domains = seven()
    return domains["living_situation"]


def at(domain):
    return reverse("wording:change", args=[domain.pk])


def typed(**more):
    steps = {f"step_{place}": f"Step number {place}." for place in range(1, 6)}
    return {"version": "1", "plain_name": "My home", "guidance": "Where they stay.", **steps, **more}


def text(response):
    return " ".join(response.content.decode().split())


def own(writer, manager):
    with writer():
        rows = Domain.objects.filter(framework__organisation=manager.organisation, key="living_situation")
        return rows.first()


def test_the_words_that_ship_are_shown_with_what_is_counted_instead(browser, home):
    shown = text(browser.get(reverse(LIST)))

    for words in ("Staying out of trouble", "In reports: Criminal Activity", "Nowhere to stay", "counted from work"):
        assert words in shown


def test_an_organisation_puts_a_part_in_its_own_words(browser, manager, home, once, writer):
    sent = browser.post(at(home), typed() | once, follow=True)

    mine = own(writer, manager)
    assert (mine.plain_name, mine.wording, mine.name) == ("My home", 2, "Living Situation")
    assert "own words." in text(sent)
    with writer():
        assert Domain.objects.get(pk=home.pk).plain_name == "Where I live"


def test_what_was_typed_stays_when_a_step_is_missing(browser, home, manager, writer):
    shown = text(browser.post(at(home), typed(step_3="", plain_name="My own place")))

    assert "There is a problem" in shown
    assert "My own place" in shown
    assert own(writer, manager) is None


@pytest.mark.parametrize("long", ["x" * 10_000, "🙂" * 201])
def test_a_step_has_an_end(browser, home, long):
    assert "200 characters or fewer" in text(browser.post(at(home), typed(step_1=long)))


def test_a_stale_page_is_told_and_keeps_what_was_typed(browser, home, manager, writer):
    browser.post(at(home), typed())
    mine = own(writer, manager)

    late = text(browser.post(at(mine), typed(plain_name="Late")))

    assert "Someone else changed this" in late
    assert "Late" in late


def test_the_words_of_a_partner_are_not_found(home, manager, sign_in, writer, browser):
    browser.post(at(home), typed())
    mine = own(writer, manager)
    beside = staff_of(EveryoneFactory(), role="manager")
    partner = PartnerFactory(organisation=manager.organisation)
    PartnerFactory(organisation=beside.organisation, partnership=partner.partnership)

    assert sign_in(beside).get(at(mine)).status_code == 404
    assert "My home" not in text(sign_in(beside).get(reverse(LIST)))


def test_everyones_words_are_not_found_once_one_has_ones_own(browser, home):
    browser.post(at(home), typed())

    assert browser.get(at(home)).status_code == 404


def test_key_workers_do_not_change_words(home, sign_in):
    worker = sign_in(staff_of(EveryoneFactory()))

    assert worker.get(reverse(LIST)).status_code == 403
    assert worker.post(at(home), typed()).status_code == 403
