"""Who a service worked with on a day, as it was then."""

import pytest

from tests.factories import NOON, TODAY
from tests.factories.journey import CaseFactory
from tests.reports.work import days_before
from throughline.cases.actions.moving import close, move
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.journeys.count_caseload import count_caseload

pytestmark = pytest.mark.django_db


def count(work, on=TODAY):
    report = count_caseload(work.service, on=on, today=TODAY)
    return {row.key: row.numbers[0].value for row in report.by_setting.rows}


def test_open_cases_are_counted_by_setting(work):
    work.cases(7, setting="community")
    work.cases(6, setting="prison")
    work.cases(5, setting="assessment")
    work.cases(9, setting="closed", closed_on=days_before(2), close_reason="completed")

    assert count(work) == {"community": 7, "prison": 6, "assessment": 5}


def test_a_change_counts_from_its_own_day_and_a_case_not_on_the_day_it_closed(work):
    opened, moved, closed = days_before(30), days_before(20), days_before(10)
    spells = [("assessment", opened, moved), ("prison", moved, closed), ("closed", closed, None)]
    work.cases(5, spells=spells, setting="closed", closed_on=closed, close_reason="completed")

    assert [count(work, day)["assessment"] for day in (days_before(31), opened, days_before(21), moved)] == [0, 5, 5, 0]
    assert [count(work, day)["prison"] for day in (moved, days_before(11), closed)] == [5, 5, 0]


def test_two_changes_on_one_day_leave_the_later(work):
    opened, moved = days_before(30), days_before(20)
    work.cases(
        5,
        spells=[("assessment", opened, moved), ("prison", moved, moved), ("community", moved, None)],
        setting="community",
    )

    assert count(work, moved) == {"community": 5, "prison": 0, "assessment": 0}


def test_what_happens_later_never_alters_a_past_day(work):
    cases = work.cases(10, setting="prison")
    before = count(work, days_before(1))

    for case in cases[:5]:
        move(case, setting="community", on=TODAY, by=SYSTEM, at=NOON)
    for case in cases[5:]:
        close(case, reason="completed", on=TODAY, by=SYSTEM, at=NOON)

    assert count(work, days_before(1)) == before == {"community": 0, "prison": 10, "assessment": 0}
    assert count(work) == {"community": 5, "prison": 0, "assessment": 0}


def test_cases_of_another_service_are_not_counted(work):
    work.cases(5, setting="prison")
    CaseFactory(setting="prison")

    assert count(work)["prison"] == 5


def test_a_small_setting_is_hidden_with_a_neighbour_and_a_small_caseload_whole(work):
    work.cases(3, setting="assessment")
    assert count(work) == {"community": None, "prison": None, "assessment": None}

    work.cases(9, setting="community")
    work.cases(20, setting="prison")
    report = count_caseload(work.service, on=TODAY, today=TODAY)

    assert count(work) == {"community": None, "prison": 20, "assessment": None}
    assert report.by_setting.out_of.value == 32
    assert report.hides


def test_the_months_before_stand_beside_it(work):
    work.cases(5, setting="prison", opened_on=days_before(40))

    rows = count_caseload(work.service, on=TODAY, today=TODAY).over_time.rows

    assert [row.key for row in rows][-2:] == ["2026-02-28", "2026-03-02"]
    assert [row.numbers[3].value for row in rows] == [0, 0, 0, 5, 5, 5]


def test_the_answer_is_a_sentence(work):
    work.cases(7, setting="community")
    work.cases(6, setting="prison")

    lead = count_caseload(work.service, on=TODAY, today=TODAY).lead

    assert lead == "13 people on 2 March 2026: 7 in the community, 6 in prison, 0 in assessment."


def test_a_day_that_has_not_come_is_refused(work):
    with pytest.raises(Refused, match="has not come yet"):
        count_caseload(work.service, on=TODAY.replace(day=3), today=TODAY)
