"""What contacts were for, who held them, and whether people stay in touch."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import NOON, TODAY, TeamFactory
from tests.factories.journey import DutyContactFactory
from tests.reports.work import MARCH, days_before
from throughline.journeys.count_contacts import count_contacts
from throughline.reports.periods import Period

pytestmark = pytest.mark.django_db


def count(work, period=MARCH):
    return count_contacts(work.service, period=period, today=TODAY)


def numbers(grid, column=0):
    return {row.key: row.numbers[column].value for row in grid.rows if row.numbers[column].value != 0}


def test_contacts_are_counted_by_activity_place_and_person(work):
    cases = work.cases(6)
    for case in cases:
        work.contacts(case, 1, activity="housing", place="home")
    work.contacts(cases[0], 5, activity="family", place="phone")

    report = count(work)

    assert numbers(report.by_activity) == {"housing": 6, "family": 5}
    assert numbers(report.by_place) == {"home": 6, "phone": 5}
    assert report.each.out_of.value == 6
    assert report.lead == "11 contacts with 6 people in March 2026."


def test_an_average_is_given_among_enough_people_only(work):
    for case in work.cases(30):
        work.contacts(case, 1)

    assert count(work).lead == "30 contacts with 30 people in March 2026. 1.0 for each of them."


def test_contacts_that_did_not_take_place_are_counted_apart(work):
    for case in work.cases(5):
        work.contacts(case, 1)
        work.contacts(case, 1, happened="did_not_come")

    report = count(work)

    assert report.by_activity.out_of.value == 5
    assert numbers(report.tried) == {"did_not_come": 5}


def test_a_day_is_one_of_the_united_kingdom(work):
    summer = Period(datetime(2025, 7, 1, tzinfo=UTC).date(), datetime(2025, 7, 31, tzinfo=UTC).date())
    for case in work.cases(5):
        work.contacts(case, 1, at=datetime(2025, 6, 30, 23, 30, tzinfo=UTC))
        work.contacts(case, 1, at=datetime(2025, 7, 31, 23, 30, tzinfo=UTC))

    assert count(work, summer).by_activity.out_of.value == 5


def test_each_organisation_says_how_much_and_how_many_kinds_of_help_it_gave(work):
    other = TeamFactory(organisation__name="Harbour")
    for case in work.cases(6):
        work.contacts(case, 1, activity="housing", team=other)
        work.contacts(case, 1, activity="family", team=other)
        work.contacts(case, 1)

    grid = count(work).by_organisation
    row = next(row for row in grid.rows if row.group == "Harbour")

    assert [number.value for number in row.numbers] == [12, 6, 2]
    assert grid.remark == "2 organisations were active."


def test_help_at_the_desk_is_counted_apart(work):
    for _ in range(5):
        DutyContactFactory(service=work.service)
    for _ in range(6):
        DutyContactFactory(service=work.service, person=None, named="Someone")

    report = count(work)

    assert numbers(report.duty) == {"on_record": 5, "not_on_record": 6}
    assert report.by_activity.out_of.value == 0


def test_a_case_is_quiet_once_the_promised_days_are_over(work):
    touched, quiet = work.cases(10)[:5], work.cases(6)
    for case in touched:
        work.contacts(case, 1, at=NOON - timedelta(days=27))
    for case in quiet:
        work.contacts(case, 1, at=NOON - timedelta(days=28))

    assert numbers(count(work).touch) == {"in_touch": 5, "quiet": 6, "never": 5}


def test_staying_engaged_is_a_contact_in_each_of_three_lots_of_four_weeks(work):
    long = work.cases(11, opened_on=days_before(84))
    work.cases(7, opened_on=days_before(83))
    for case in long[:5]:
        for days in (0, 28, 83):
            work.contacts(case, 1, at=NOON - timedelta(days=days))
    for case in long[5:]:
        work.contacts(case, 2, at=NOON - timedelta(days=30))

    assert numbers(count(work).sustained) == {"each": 5, "some": 6, "new": 7}


def test_small_numbers_are_hidden_and_said_to_be(work):
    for case in work.cases(3):
        work.contacts(case, 1)

    report = count(work)

    assert report.by_activity.number("outreach").hidden
    assert "Too few contacts" in report.lead
