"""Other systems read counts of a service's work, small numbers hidden."""

import pytest

from tests.api.callers import Caller, stranger
from tests.factories import EveryoneFactory, PartnerFactory, PartnershipFactory
from tests.reports.work import SLUG, Work, days_before, work_of

pytestmark = pytest.mark.django_db
SCOPES = ["see_reports"]
DAYS = {"service": SLUG, "from_on": "2026-03-01", "to_on": "2026-03-31"}
REPORTS = ("referrals", "contacts", "outcomes")


@pytest.fixture
def home():
    organisation = EveryoneFactory(organisation__name="Kindling").organisation
    PartnerFactory(partnership=PartnershipFactory(name="Solway", lead=organisation), organisation=organisation)
    return organisation


@pytest.fixture
def work(home) -> Work:
    return work_of(home)


@pytest.fixture
def caller(home) -> Caller:
    return Caller(home, scopes=SCOPES)


def measure(body, name):
    (found,) = [one for one in body["measures"] if one["name"] == name]
    return {group["group"]: group["figures"][0]["number"] for group in found["groups"]}


def test_the_caseload_is_that_of_the_page(work, caller):
    work.cases(20, setting="community")
    work.cases(6, setting="prison")
    work.cases(3, setting="assessment")

    body = caller.get("/reports/caseload", service=SLUG, on="2026-03-02").json()

    assert measure(body, "caseload") == {"In the community": 20, "In prison": None, "In assessment": None}
    assert body["about"] == "2 March 2026"
    assert "CANARY" not in str(body)


def test_referrals_of_a_period_are_counted(work, caller):
    work.referrals(7, source="self", support="full", on=days_before(1))

    body = caller.get("/reports/referrals", **DAYS).json()

    assert measure(body, "by_source")["The person themself"] == 7


@pytest.mark.parametrize("report", REPORTS)
def test_every_measure_says_how_it_is_counted(work, caller, report):
    body = caller.get(f"/reports/{report}", **DAYS).json()

    assert body["measures"]
    assert all(one["definition"] and one["source"] for one in body["measures"])


@pytest.mark.parametrize("report", REPORTS)
def test_a_service_of_another_partnership_is_as_if_it_were_not_there(work, report):
    other = Caller(stranger().organisation, scopes=SCOPES)

    assert other.get(f"/reports/{report}", **DAYS).status_code == 404
    assert other.get(f"/reports/{report}", **{**DAYS, "service": "nowhere"}).status_code == 404


@pytest.mark.parametrize("report", REPORTS)
def test_a_key_without_the_scope_is_refused(work, home, report):
    assert Caller(home, scopes=["see_people"]).get(f"/reports/{report}", **DAYS).status_code == 403


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"from_on": "2026-02-31"}, 422),
        ({"to_on": "2026-02-01"}, 409),
        ({"service": "x" * 61}, 422),
        ({"service": "; drop"}, 422),
        ({"more": "1"}, 422),
        ({"as_of": "soon"}, 422),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(work, caller, asked, status):
    answer = caller.get("/reports/referrals", **{**DAYS, **asked})

    assert answer.status_code in {status, 422}
