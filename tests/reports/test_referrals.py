"""Who asked, what was answered, and how far people came."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY
from tests.factories.journey import CaseFactory, ContactFactory, PlanAgreementFactory, PlanFactory, TargetFactory
from tests.reports.work import FEBRUARY, MARCH, days_before
from throughline.foundations.errors import Refused
from throughline.journeys.count_referrals import count_referrals, count_targets
from throughline.reports.periods import Period

pytestmark = pytest.mark.django_db


def count(work, period=MARCH, **facts):
    return count_referrals(work.service, period=period, today=TODAY, **facts)


def numbers(grid, column=0):
    return {row.key: row.numbers[column].value for row in grid.rows if row.numbers[column].value != 0}


def test_referrals_are_counted_by_source_and_answer_on_the_day_they_were_received(work):
    work.referrals(7, source="self", support="full")
    work.referrals(6, source="prison", support="brief")
    work.referrals(5, source="prison", support="duty")
    work.referrals(8, source="family")
    work.referrals(9, on=FEBRUARY.to_on)

    report = count(work)

    assert report.total.value == 26
    assert numbers(report.by_source) == {"self": 7, "prison": 11, "family": 8}
    assert numbers(report.by_answer) == {"full": 7, "brief": 6, "duty": 5, "waiting": 8}
    assert report.brief_or_duty.value == 11
    assert report.self_share.words == "27% (14 to 46)"
    assert count(work, FEBRUARY).total.value == 9


def test_both_ends_of_the_period_are_included(work):
    work.referrals(5, on=FEBRUARY.from_on)
    work.referrals(6, on=FEBRUARY.to_on)
    work.referrals(7, on=FEBRUARY.from_on - timedelta(days=1))

    assert count(work, FEBRUARY).total.value == 11


def test_drafts_never_count(work):
    work.referrals(5)
    for referral in work.referrals(2, state="draft"):
        assert referral.state == "draft"

    assert count(work).total.value == 5


def test_an_answer_given_later_is_waiting_for_who_looks_from_before(work):
    on = days_before(20)
    work.referrals(6, on=on, state="accepted", support="full", decided_on=days_before(5), decided_at=NOON)

    assert numbers(count(work, FEBRUARY, followed_to=days_before(6)).by_answer) == {"waiting": 6}
    assert numbers(count(work, FEBRUARY).by_answer) == {"full": 6}


def test_answers_in_time_are_told_from_late_ones(work):
    received = {"on": days_before(20)}
    work.referrals(12, **received, support="full", decided_on=days_before(13))
    work.referrals(8, **received, decline_reason="no_room", decided_on=days_before(12))

    report = count(work, FEBRUARY)

    assert numbers(report.timely) == {"in_time": 12, "late": 8}
    assert report.timely_share.words == "60% (39 to 78)"
    assert numbers(report.declined) == {"no_room": 8}


def test_a_small_answer_is_hidden_and_so_is_every_sum_that_would_give_it_away(work):
    work.referrals(20, support="full")
    work.referrals(9, support="brief")
    work.referrals(3, decline_reason="no_room")

    report = count(work)

    assert report.by_answer.number("declined").hidden
    assert report.by_answer.number("brief").hidden
    assert report.by_answer.number("full").value == 20
    assert report.helped.withheld
    assert report.helped.out_of.hidden
    assert report.declined.out_of.hidden
    assert report.steps.number("decided").value == 32
    assert report.steps.number("accepted").hidden


def test_parts_of_life_overlap_and_none_named_is_missing(work):
    work.referrals(6, pathways=["health", "accommodation"], support="full")
    work.referrals(5, pathways=["accommodation"])
    work.referrals(7)

    report = count(work)

    assert report.by_pathway.number("accommodation").value == 11
    assert report.by_pathway.number("accommodation", 1).value == 6
    assert report.by_pathway.missing.value == 7
    assert report.by_area.number("wellbeing").value == 6
    assert {row.key for row in report.by_pathway.rows}.isdisjoint({"abuse", "sex_work"})


def test_people_are_followed_step_by_step(work):
    taken_on = work.referrals(12, support="full")
    work.referrals(8)
    for place, referral in enumerate(taken_on):
        case = CaseFactory(service=work.service, person=referral.person, referral=referral, opened_on=TODAY)
        if place < 7:
            ContactFactory(case=case, place="hall")
        else:
            ContactFactory(case=case, place="phone")
            ContactFactory(case=case, place="hall", happened="did_not_come")
        if place < 6:
            agreed(referral.person)

    steps = count(work).steps

    assert [row.numbers[0].value for row in steps.rows] == [20, 12, 12, None, 6]
    assert [row.numbers[1].value for row in steps.rows][:3] == [8, 0, None]


def agreed(person):
    PlanAgreementFactory(plan=PlanFactory(person=person, begun_on=TODAY), said_on=TODAY)


def test_what_came_of_it_is_counted_among_those_accepted(work):
    work.referrals(6, support="full", helped="helped")
    work.referrals(5, support="brief", helped="never_started")
    work.referrals(9)

    assert numbers(count(work).helped) == {"helped": 6, "never_started": 5}


def test_promises_stand_beside_what_was_done_in_their_own_time(work):
    work.referrals(6, support="full")
    work.referrals(5, on=FEBRUARY.to_on, support="full", decided_on=FEBRUARY.to_on)
    TargetFactory(service=work.service, promise="referrals", from_on=FEBRUARY.from_on, to_on=MARCH.to_on, number=20)
    TargetFactory(service=work.service, promise="full_support", number=12)
    TargetFactory(service=work.service, promise="reviews", from_on=FEBRUARY.from_on, to_on=FEBRUARY.to_on)

    kept = count_targets(work.service, period=MARCH, today=TODAY)

    assert {(one.words, one.promised, one.done.value, one.reached) for one in kept} == {
        ("Referrals received", 20, 11, 55),
        ("People taken on for full support", 12, 6, 50),
    }


def test_the_answer_is_a_sentence(work):
    work.referrals(7, support="full")
    work.referrals(6, support="brief")

    assert count(work).lead == (
        "13 referrals were received in March 2026. 7 led to full support and 6 to a brief intervention or duty support."
    )


def test_a_period_the_wrong_way_round_is_refused(work):
    with pytest.raises(Refused, match="before the first"):
        count(work, Period(TODAY, days_before(1)))
