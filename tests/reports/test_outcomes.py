"""How life changed: first score against last, with everyone who is missing said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TODAY, StayFactory
from tests.reports.work import FEBRUARY, days_before
from throughline.foundations.writing import writing
from throughline.journeys.count_outcomes import count_outcomes
from throughline.outcomes.models import Review
from throughline.reports.disclosure import is_small
from throughline.reports.outcomes import change
from throughline.reports.periods import Period

OPENED = days_before(200)
BEFORE = date(2025, 12, 1)
counts = st.integers(0, 40)


def count(work, period=FEBRUARY, **facts):
    return count_outcomes(work.service, period=period, framework="ours", today=TODAY, **facts)


def only(work, period=FEBRUARY):
    (domain,) = count(work, period).theirs
    return domain


def cells(domain):
    return [number.value for number in domain.numbers]


@pytest.mark.django_db
def test_the_first_score_is_held_against_the_last_in_the_period(work):
    inside = FEBRUARY.from_on
    for way, number in ((1, 12), (0, 8), (-1, 6)):
        for case in work.cases(number, opened_on=OPENED):
            work.reviewed(case, (BEFORE, 3), (date(2026, 1, 5), 5), (inside, 3 + way))

    domain = only(work)

    assert domain.name == "Official getting-on"
    assert cells(domain) == [26, 26, 0, 12, 8, 6]
    assert domain.up.words == "46% (29 to 65)"


@pytest.mark.django_db
def test_who_was_due_and_has_no_second_score_in_the_period_is_missing(work):
    for case in work.cases(10, opened_on=OPENED):
        work.reviewed(case, (BEFORE, 3), (FEBRUARY.to_on, 4))
    for case in work.cases(5, opened_on=OPENED):
        work.reviewed(case, (BEFORE, 3))
    for case in work.cases(6, opened_on=OPENED):
        work.reviewed(case, (BEFORE, 3), (date(2026, 1, 5), 4))
    work.cases(7, opened_on=OPENED)
    work.cases(9, opened_on=days_before(30))

    report = count(work)

    assert cells(report.theirs[0])[:3] == [28, 10, 18]
    assert "18 of them have no second score." in report.lead


@pytest.mark.django_db
def test_brief_help_is_due_no_review_unless_one_was_held(work):
    for case in work.cases(6, opened_on=OPENED, support="brief"):
        work.reviewed(case, (BEFORE, 3))
    work.cases(8, opened_on=OPENED, support="duty")

    assert cells(only(work))[:3] == [6, 0, 6]


@pytest.mark.django_db
def test_a_case_that_ended_before_the_period_is_not_due(work):
    ended = {"setting": "closed", "closed_on": days_before(60), "close_reason": "completed"}
    for case in work.cases(6, opened_on=OPENED, **ended):
        work.reviewed(case, (BEFORE, 2), (date(2025, 12, 20), 4))

    assert cells(only(work)) == [0, 0, 0, 0, 0, 0]
    assert cells(only(work, Period(date(2025, 12, 1), date(2025, 12, 31))))[:4] == [6, 6, 0, 6]


@pytest.mark.django_db
def test_a_score_that_was_skipped_is_never_a_zero(work):
    for case in work.cases(6, opened_on=OPENED):
        work.reviewed(case, (BEFORE, None), (date(2026, 1, 5), 2), (FEBRUARY.to_on, 3))
    for case in work.cases(5, opened_on=OPENED):
        work.reviewed(case, (BEFORE, 3), (FEBRUARY.to_on, None))

    assert cells(only(work)) == [11, 6, 5, 6, 0, 0]


@pytest.mark.django_db
def test_a_review_struck_as_a_mistake_counts_nowhere(work):
    for case in work.cases(6, opened_on=OPENED):
        work.reviewed(case, (BEFORE, 3), (FEBRUARY.from_on, 4), (FEBRUARY.to_on, 1))
    with writing():
        Review.objects.filter(held_on=FEBRUARY.to_on).update(struck_on=TODAY, struck_why="Wrong person")

    assert cells(only(work))[3:] == [6, 0, 0]


@pytest.mark.django_db
def test_workers_scores_are_counted_apart(work):
    for case in work.cases(6, opened_on=OPENED):
        work.reviewed(case, (BEFORE, 3), (FEBRUARY.to_on, 5), ours=2)

    report = count(work)

    assert cells(report.theirs[0])[3:] == [6, 0, 0]
    assert cells(report.ours[0])[3:] == [0, 6, 0]


@pytest.mark.django_db
def test_a_later_review_alters_nothing_before(work):
    cases = work.cases(6, opened_on=OPENED)
    for case in cases:
        work.reviewed(case, (BEFORE, 3), (FEBRUARY.to_on, 4))
    before = cells(only(work))

    for case in cases:
        work.reviewed(case, (TODAY, 1))

    assert cells(only(work)) == before


@pytest.mark.django_db
def test_those_back_in_prison_within_a_year_are_counted_once_for_a_case(work):
    first, year = date(2025, 1, 10), Period(date(2025, 1, 1), date(2025, 1, 31))
    for place, case in enumerate(work.cases(12, opened_on=date(2024, 6, 1), setting="community")):
        StayFactory(person=case.person, admitted_on=date(2024, 1, 1), ended_on=first, ended_how="release_planned")
        if place < 5:
            StayFactory(
                person=case.person, admitted_on=date(2025, 6, 1), ended_on=date(2025, 7, 1), ended_how="release_court"
            )
            StayFactory(person=case.person, admitted_on=date(2025, 9, 1))

    returns = {row.key: row.numbers[0].value for row in count(work, year).returns.rows}
    sooner = {row.key: row.numbers[0].value for row in count(work, year, followed_to=date(2025, 5, 1)).returns.rows}

    assert returns == {"back": 5, "not_back": 7, "too_early": 0}
    assert sooner == {"back": 0, "not_back": 0, "too_early": 12}


@pytest.mark.django_db
def test_a_framework_nobody_keeps_counts_nothing(work):
    report = count_outcomes(work.service, period=FEBRUARY, framework="nothing", today=TODAY)

    assert report.theirs == ()
    assert report.lead == "No domain is kept for this framework, so nothing was counted."


@given(counts, counts, counts, counts)
def test_no_small_number_of_a_domain_is_shown_or_follows_from_those_that_are(missing, improved, same, worse):
    domain = change("a", "A", "a", due=missing + improved + same + worse, improved=improved, same=same, worse=worse)

    shown = [number.value for number in domain.numbers if number.value is not None]

    assert not [value for value in shown if is_small(value)]
    for whole, parts in (
        (domain.due, (domain.scored, domain.missing)),
        (domain.scored, (domain.improved, domain.same, domain.worse)),
    ):
        hidden = [part for part in parts if part.hidden]
        assert whole.hidden or len(hidden) != 1


@given(counts, counts, counts)
def test_no_share_of_fewer_than_ten_is_shown(improved, same, worse):
    domain = change("a", "A", "a", due=improved + same + worse, improved=improved, same=same, worse=worse)

    if improved + same + worse < 10:
        assert domain.up is None
        assert domain.down is None
        assert domain.too_few
