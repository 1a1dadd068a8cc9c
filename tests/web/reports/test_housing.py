"""The report of somewhere to live: who may open it, what it asks, and that it tells of nobody."""

from datetime import date

import pytest
import time_machine

from tests.factories import NOON, EveryoneFactory, PartnerFactory, PartnershipFactory, UserFactory
from tests.factories.housing import ProviderAskFactory

pytestmark = pytest.mark.django_db
URL = "/reports/housing/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def home():
    home = EveryoneFactory(organisation__name="Kindling").organisation
    PartnerFactory(partnership=PartnershipFactory(name="Solway", lead=home), organisation=home)
    return home


@pytest.fixture
def manager(home, sign_in):
    return sign_in(UserFactory(organisation=home, role="manager"))


def test_it_counts_the_last_whole_month_and_names_nobody(home, manager):
    worker = UserFactory(organisation=home)
    for _ in range(12):
        ProviderAskFactory(asked_by=worker, provider_words="Haven", asked_on=date(2026, 2, 10))

    said = manager.get(URL).content.decode()

    assert "Solway, " in said
    assert "Housing providers were asked 12 times" in said
    assert "CANARY" not in said


def test_a_period_that_cannot_be_is_said_and_nothing_is_counted(manager):
    said = manager.get(URL, {"from_on": "2026-02-20", "to_on": "2026-02-01"}).content.decode()

    assert "Nothing was counted" in said
    assert manager.get(URL, {"from_on": "moon", "format": "csv"}).status_code == 422


def test_the_numbers_can_be_kept_as_a_file(manager):
    answer = manager.get(URL, {"format": "csv"})

    assert answer.headers["Content-Type"].startswith("text/csv")


def test_an_organisation_in_no_partnership_is_told_so(sign_in):
    alone = sign_in(UserFactory(organisation=EveryoneFactory().organisation, role="manager"))

    assert "Your organisation is in no partnership" in alone.get(URL).content.decode()


def test_only_those_who_see_reports_may_open_it(home, sign_in):
    assert sign_in(UserFactory(organisation=home, role="housing_officer")).get(URL).status_code == 403
