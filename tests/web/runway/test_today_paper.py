"""One page for the day someone leaves: what they can do, where they can sleep, who to ring; nothing private."""

from datetime import timedelta

import pytest

from tests.factories import TODAY, AreaFactory, UserFactory
from tests.factories.housing import CouncilWayFactory, HomeFactory
from tests.factories.journey import CaseFactory, TaskFactory
from tests.web.runway.conftest import text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(cast, writer):
    area = AreaFactory(name="Marnoch")
    with writer():
        cast.person.home_area = area
        cast.person.save(update_fields=["home_area"])
    return area


def paper(client, person):
    answer = client.get(url("today_paper", person))
    assert answer.status_code == 200
    return text(answer)


def test_it_works_for_someone_with_no_plan_at_all(cast):
    page = paper(cast.worker, cast.person)

    assert "You can ask the council where you want to live for a place to sleep tonight." in page
    assert "Ring someone on this page" in page
    assert "999" in page


def test_it_says_what_can_be_done_today_and_this_week(cast, laid):
    page = paper(cast.worker, cast.person)

    assert page.index("Today you can") < page.index("Sign the ID photo") < page.index("This week you can")
    assert page.index("This week you can") < page.index("Open a bank account")


def test_nothing_private_stands_on_it(cast, laid, writer):
    TaskFactory(plan=laid.bank.plan, title="CANARY clinic", pathway="health", compartment="needs", due_on=TODAY)

    page = paper(cast.worker, cast.person)

    assert "CANARY clinic" not in page
    assert "prescription" not in page


def test_the_council_is_named_with_its_number_at_night(cast, area):
    CouncilWayFactory(area=area, phone="01632 960 100", out_of_hours_phone="01632 960 999")

    page = paper(cast.worker, cast.person)

    assert "You can ask Marnoch council for a place to sleep tonight." in page
    assert "01632 960 999" in page


def test_a_place_that_is_agreed_is_said(cast, area):
    HomeFactory(person=cast.person, when="planned", kind="family", area=area, sure="agreed")

    assert "You have a place: With your family, " in paper(cast.worker, cast.person)


@pytest.mark.parametrize("facts", [{"safe": "no"}, {"free_from_on": TODAY + timedelta(days=3)}])
def test_a_place_that_is_not_safe_or_not_free_is_none_for_tonight(cast, area, facts):
    HomeFactory(person=cast.person, when="planned", kind="family", area=area, sure="agreed", **facts)

    page = paper(cast.worker, cast.person)

    assert "for a place to sleep tonight" in page
    assert ("You can move in from Thursday 5 March." in page) is ("free_from_on" in facts)


def test_the_key_worker_is_first_to_ring(cast):
    CaseFactory(person=cast.person, key_worker=UserFactory(name="Nadia Farrell", phone="01632 960 114"))

    page = paper(cast.worker, cast.person)

    assert page.index("Nadia Farrell") < page.index("Health help")


def test_ten_thousand_characters_still_fit_one_side(cast, plan):
    for number in range(40):
        TaskFactory(plan=plan, title=f"{number} " + "long words " * 17, due_on=TODAY)

    page = paper(cast.worker, cast.person)

    assert page.count("long words long words long words") < 40
    assert "There is more in your plan." in page


def test_it_is_for_those_who_work_with_them(cast, laid):
    assert cast.stranger.get(url("today_paper", cast.person)).status_code == 404
    assert cast.knows_of.get(url("today_paper", cast.person)).status_code == 403
    assert cast.no_job.get(url("today_paper", cast.person)).status_code == 403
