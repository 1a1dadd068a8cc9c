"""Periods include both ends, and months are the calendar's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations.errors import Refused
from throughline.reports.periods import Period, check_day, check_period, month_before, month_ends, month_of

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(days)
def test_a_day_is_in_its_month_and_the_month_before_ends_the_day_before_it(on):
    month = month_of(on)

    assert month.from_on <= on <= month.to_on
    assert month_before(on).to_on + timedelta(days=1) == month.from_on


@given(days, st.integers(0, 400))
def test_both_ends_are_included_to_the_last_instant(from_on, length):
    period = Period(from_on, from_on + timedelta(days=length))

    assert period.ends_at.date() - period.starts_at.date() == timedelta(days=length + 1)


def test_six_months_stand_side_by_side_and_one_that_runs_ends_today():
    ends = month_ends(month_of(date(2026, 3, 2)), today=date(2026, 3, 2))

    assert [end.isoformat() for end in ends] == [
        "2025-10-31",
        "2025-11-30",
        "2025-12-31",
        "2026-01-31",
        "2026-02-28",
        "2026-03-02",
    ]


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refused, match="The last day is before the first"):
        check_period(Period(date(2026, 2, 2), date(2026, 2, 1)), today=date(2026, 3, 2))


def test_what_has_not_begun_is_refused_and_what_runs_is_counted_so_far():
    today = date(2026, 3, 2)

    check_period(Period(today, date(2026, 3, 31)), today=today)
    with pytest.raises(Refused, match="Tue 3 Mar has not come yet"):
        check_period(Period(date(2026, 3, 3), date(2026, 3, 31)), today=today)
    with pytest.raises(Refused, match="Tue 3 Mar has not come yet"):
        check_day(date(2026, 3, 3), today=today)
