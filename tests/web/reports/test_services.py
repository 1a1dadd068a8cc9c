"""The pages about a service's work: who may open them, what they count, and that they tell of nobody."""

import csv
from io import StringIO

import pytest
import time_machine
from django.db import connection

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    PartnerFactory,
    PartnershipFactory,
    UserFactory,
)
from tests.factories.journey import ServiceFactory
from tests.reports.work import SLUG, Work, days_before, work_of
from throughline.access.permissions import Do
from throughline.access.roles import roles
from throughline.foundations.models import JournalEntry, ReadEntry
from throughline.foundations.writing import writing
from throughline.outcomes.actions.frameworks import lay_down
from throughline.outcomes.models import Domain, Framework

pytestmark = pytest.mark.django_db
PAGES = ("caseload", "referrals", "contacts", "outcomes", "month")
MARCH = {"from_on": "2026-03-01", "to_on": "2026-03-31"}
MAY = {role.slug for role in roles().values() if Do.SEE_REPORTS in role.may}
MOST_QUERIES = 36
"""Those of every page, of stepping into the writer's role and back, and one for each question of a month's report."""


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def home():
    organisation = EveryoneFactory(organisation__name="Kindling").organisation
    PartnerFactory(partnership=PartnershipFactory(name="Solway", lead=organisation), organisation=organisation)
    return organisation


@pytest.fixture
def work(home) -> Work:
    return work_of(home)


@pytest.fixture
def manager(home, sign_in):
    return sign_in(UserFactory(organisation=home, role="manager"))


@pytest.fixture
def seven(work):
    """Return the domains that are counted unless others are asked for."""
    with writing():
        lay_down()
    work.framework = Framework.objects.get(slug="psp-seven", organisation=None)
    work.domains = {domain.key: domain for domain in Domain.objects.filter(framework=work.framework)}
    return work


def address(page):
    return f"/reports/{page}/"


def text_of(client, page, **asked):
    answer = client.get(address(page), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows_of(client, page, **asked):
    answer = client.get(address(page), {**asked, "format": "csv"})
    assert answer.status_code == 200
    found = csv.DictReader(StringIO(answer.content.decode()))
    return {(row["measure"], row["group"], row["column"]): row["number"] for row in found}


def some_work(work: Work, *, times: int = 1):
    """Do a little of everything."""
    work.referrals(7 * times, source="self", support="full", pathways=["health"])
    work.referrals(6 * times, source="prison", decline_reason="no_room")
    for case in work.cases(6 * times, setting="community", opened_on=days_before(100)):
        work.contacts(case, 2)
        work.reviewed(case, (days_before(60), 2), (TODAY, 4), key="social_functioning")


@pytest.mark.parametrize("page", ["", *PAGES])
@pytest.mark.parametrize("role", [role.slug for role in roles().values()])
def test_only_those_whose_job_includes_reports_may_look(work, home, sign_in, page, role):
    client = sign_in(UserFactory(organisation=home, role=role))

    status = client.get(address(page) if page else "/reports/").status_code

    assert status == (200 if role in MAY else 403)


def test_the_index_leads_to_every_report(work, manager):
    text = " ".join(manager.get("/reports/").content.decode().split())

    for page in (*PAGES, "population", "cases"):
        assert f'href="{address(page)}"' in text
    assert "Through the gate (Kindling)" in text


def test_the_caseload_says_who_is_where(work, manager):
    work.cases(7, setting="community")
    work.cases(6, setting="prison")

    text = text_of(manager, "caseload")

    assert "13 people on 2 March 2026: 7 in the community, 6 in prison, 0 in assessment." in text
    assert '<svg class="chart"' in text
    assert "CANARY" not in text


def test_a_past_day_is_counted_as_it_was(work, manager):
    work.cases(6, setting="prison", opened_on=days_before(10))

    assert "6 people on" in text_of(manager, "caseload")
    assert "Nobody had an open case that day" in text_of(manager, "caseload", on=days_before(11).isoformat())


def test_referrals_say_who_asked_what_was_answered_and_how_far_people_came(work, manager):
    some_work(work)

    text = text_of(manager, "referrals", **MARCH)

    assert "13 referrals were received in March 2026." in text
    assert "54% asked for themselves (95% range 29 to 77)" in text
    assert "How far did people come?" in text
    assert "No promise is kept for these days." in text


def test_contacts_say_what_for_and_whether_people_stay_in_touch(work, manager):
    some_work(work)

    text = text_of(manager, "contacts", **MARCH)

    assert "12 contacts with 6 people in March 2026." in text
    assert "A case is quiet once 28 days have gone by without a contact." in text


def test_outcomes_say_who_is_missing_before_any_number(seven, manager):
    for case in seven.cases(12, opened_on=days_before(100)):
        seven.reviewed(case, (days_before(60), 2), (TODAY, 4), key="social_functioning")

    text = text_of(manager, "outcomes", **MARCH)

    assert text.index("From 0 to 12 of them, by part of life, have no second score.") < text.index(
        "Getting on with others"
    )
    assert "100% (76 to 100)" in text
    assert "Social Functioning" in text
    assert "significant" not in text


def test_under_ten_people_no_share_is_shown(seven, manager):
    for case in seven.cases(6, opened_on=days_before(100)):
        seven.reviewed(case, (days_before(60), 2), (TODAY, 4), key="social_functioning")

    assert "% (" not in text_of(manager, "outcomes", **MARCH)


def test_a_month_is_on_one_page(seven, manager):
    some_work(seven)

    text = text_of(manager, "month", month="2026-03")

    assert "13 referrals were received in March 2026." in text
    assert "People we support" in text
    assert "How life changed" in text


@pytest.mark.parametrize("page", PAGES)
def test_a_small_number_is_hidden_and_the_page_says_why(seven, manager, page):
    work = seven
    work.referrals(3, support="full")
    for case in work.cases(3, setting="prison", opened_on=days_before(100)):
        work.contacts(case, 1)
        work.reviewed(case, (days_before(60), 2), (TODAY, 4), key="social_functioning")

    asked = {"caseload": {}, "month": {"month": "2026-03"}}.get(page, MARCH)
    text = text_of(manager, page, **asked)

    assert "Numbers from 1 to 4 are hidden" in text
    assert ">3<" not in text
    assert "CANARY" not in text


@pytest.mark.parametrize("page", PAGES)
def test_the_file_says_the_same_as_the_page(seven, manager, page):
    some_work(seven)
    asked = {"caseload": {}, "month": {"month": "2026-03"}}.get(page, MARCH)
    expected = {
        "caseload": (("caseload", "In the community", "People"), "6"),
        "referrals": (("by_source", "The person themself", "Referrals"), "7"),
        "contacts": (("by_activity", "Outreach", "Contacts"), "12"),
        "outcomes": (("outcomes", "Getting on with others", "Improved"), "6"),
        "month": (("by_answer", "Declined", "Referrals"), "6"),
    }[page]

    rows = rows_of(manager, page, **asked)

    assert rows[expected[0]] == expected[1]


def test_the_file_is_to_be_kept_not_opened_in_the_browser(work, manager):
    answer = manager.get(address("caseload"), {"format": "csv"})

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-caseload-2026-03-02.csv"'


@pytest.mark.parametrize(
    ("page", "asked", "said"),
    [
        ("caseload", {"on": "2026-02-31"}, "Enter a real date"),
        ("caseload", {"on": "2026-03-03"}, "has not come yet"),
        ("caseload", {"on": "0200-01-01"}, "Choose a day from 1900 on."),
        ("referrals", {"from_on": "soon", "to_on": "2026-03-01"}, "Enter a real date"),
        ("referrals", {"from_on": "2026-03-02", "to_on": "2026-03-01"}, "The last day is before the first."),
        ("contacts", {"from_on": "2026-03-03", "to_on": "2026-03-04"}, "has not come yet"),
        ("outcomes", {"from_on": "<script>", "to_on": "2026-03-01"}, "Enter a real date"),
        ("month", {"month": "2026-13"}, "Enter a month, like 2026-02."),
        ("month", {"month": "2026-04"}, "has not come yet"),
    ],
)
def test_wrong_days_get_a_sentence_and_no_numbers(work, manager, page, asked, said):
    text = text_of(manager, page, **asked)

    assert said in text
    assert "Nothing was counted" in text
    assert "<script>" not in text.partition("<main")[2]
    assert manager.get(address(page), {**asked, "format": "csv"}).status_code == 422


@pytest.mark.parametrize("page", PAGES)
def test_nothing_to_count_says_so(work, manager, page):
    text = text_of(manager, page)

    assert (
        "Nobody had" in text
        or "No referral" in text
        or "No contact" in text
        or "Nobody was due" in text
        or page == "month"
    )


@pytest.mark.parametrize("page", PAGES)
def test_without_a_service_the_page_says_what_to_do(home, manager, page):
    assert "There is no service to count for" in text_of(manager, page)


def test_services_of_another_partnership_are_not_counted(work, manager):
    elsewhere = ServiceFactory(name="CANARY service", slug="elsewhere")
    Work(elsewhere).cases(9, setting="prison")

    text = text_of(manager, "caseload", service="elsewhere")

    assert "CANARY" not in text
    assert "Nobody had an open case" in text


def test_someone_with_two_services_chooses_one(home, work, manager):
    second = ServiceFactory(organisation=home, team=work.service.team, name="At the gate", slug="at-the-gate")
    Work(second).cases(8, setting="prison")

    text = text_of(manager, "caseload", service="at-the-gate")

    assert "8 people on" in text
    assert "service=at-the-gate" in text
    assert "Choose one of the answers listed" in text_of(manager, "caseload", service="nowhere")


def test_looking_writes_nothing_and_leaves_no_rights_behind(seven, manager):
    some_work(seven)
    with writing():
        before = JournalEntry.objects.count(), ReadEntry.objects.count()

    for page in PAGES:
        text_of(manager, page)

    with writing():
        assert (JournalEntry.objects.count(), ReadEntry.objects.count()) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("throughline_viewer",)


def test_a_month_asks_as_much_of_the_database_for_many_as_for_few(seven, manager, django_assert_max_num_queries):
    some_work(seven)
    text_of(manager, "month", month="2026-03")
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        text_of(manager, "month", month="2026-03")

    some_work(seven, times=3)
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        text_of(manager, "month", month="2026-03")

    assert len(few) == len(many)
