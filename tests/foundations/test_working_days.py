from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from throughline.foundations.working_days import (
    ENGLAND_AND_WALES,
    SCOTLAND,
    Calendar,
    Jurisdiction,
    local_holidays,
    read_local_holidays,
)

days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
counts = st.integers(0, 300)
calendars = st.sampled_from([SCOTLAND, ENGLAND_AND_WALES, Calendar(Jurisdiction.SCOTLAND, "Glasgow City")])


@given(calendars, days)
def test_the_next_working_day_is_the_first_one_after(calendar, start):
    following = calendar.next_working_day(start)

    assert following > start
    assert calendar.is_working_day(following)
    assert calendar.working_days_between(start + timedelta(days=1), following) == 0


@given(calendars, days)
def test_the_previous_working_day_mirrors_the_next(calendar, start):
    working = calendar.next_working_day(start)

    assert calendar.previous_working_day(calendar.next_working_day(working)) == working


@given(calendars, days, st.integers(1, 300))
def test_adding_days_passes_exactly_that_many(calendar, start, count):
    end = calendar.add_working_days(start, count)

    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start + timedelta(days=1), end + timedelta(days=1)) == count


@given(calendars, days, counts)
def test_going_forward_and_back_returns_to_a_working_day(calendar, start, count):
    start = calendar.next_working_day(start)

    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


@given(calendars, days, counts, counts)
def test_adding_twice_is_adding_the_sum(calendar, start, first, second):
    start = calendar.next_working_day(start)

    assert calendar.add_working_days(calendar.add_working_days(start, first), second) == calendar.add_working_days(
        start, first + second
    )


@given(calendars, days, st.integers(0, 900), st.integers(0, 900))
def test_periods_side_by_side_add_up(calendar, start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)

    total = calendar.working_days_between(start, end)

    assert total == calendar.working_days_between(start, middle) + calendar.working_days_between(middle, end)
    assert total == -calendar.working_days_between(end, start)


@given(calendars, days, st.integers(0, 60))
def test_counting_agrees_with_walking(calendar, start, length):
    walked = sum(calendar.is_working_day(start + timedelta(days=extra)) for extra in range(length))

    assert calendar.working_days_between(start, start + timedelta(days=length)) == walked


@given(calendars, days)
def test_zero_days_gives_a_working_day_and_never_goes_back(calendar, start):
    same = calendar.add_working_days(start, 0)

    assert calendar.is_working_day(same)
    assert (same == start) == calendar.is_working_day(start)
    assert same >= start


def test_easter_monday_is_a_holiday_south_of_the_border_only():
    easter_monday = date(2026, 4, 6)

    assert not ENGLAND_AND_WALES.is_working_day(easter_monday)
    assert SCOTLAND.is_working_day(easter_monday)


def test_saint_andrews_day_and_second_january_are_holidays_north_of_the_border_only():
    saint_andrew, second_january = date(2026, 11, 30), date(2026, 1, 2)

    assert [SCOTLAND.is_working_day(on) for on in (saint_andrew, second_january)] == [False, False]
    assert [ENGLAND_AND_WALES.is_working_day(on) for on in (saint_andrew, second_january)] == [True, True]


def test_a_holiday_on_a_weekend_is_kept_on_a_weekday_instead():
    assert SCOTLAND.next_working_day(date(2026, 12, 24)) == date(2026, 12, 29)
    assert SCOTLAND.holiday(date(2026, 12, 28)) == "Boxing Day (observed)"


def test_local_holidays_count_only_in_their_area():
    glasgow_fair = date(2026, 7, 20)

    assert not Calendar(Jurisdiction.SCOTLAND, "Glasgow City").is_working_day(glasgow_fair)
    assert Calendar(Jurisdiction.SCOTLAND, "Fife").is_working_day(glasgow_fair)
    assert SCOTLAND.is_working_day(glasgow_fair)


def test_an_ordinary_day_has_no_holiday():
    assert SCOTLAND.holiday(date(2026, 11, 24)) == ""


def test_every_local_holiday_says_where_it_was_read():
    assert all(row.source and row.name and row.area for row in local_holidays())


def test_no_local_holiday_is_listed_twice():
    rows = [(row.jurisdiction, row.area, row.kept_on) for row in local_holidays()]

    assert len(rows) == len(set(rows))


GOOD_ROW = "{jurisdiction: scotland, area: Fife, kept_on: 2026-07-20, name: Trades, source: The council}"


@pytest.mark.parametrize(
    "text",
    [
        GOOD_ROW.replace("2026-07-20", "20 July"),
        GOOD_ROW.replace("scotland", "narnia"),
        GOOD_ROW.replace(", source: The council", ""),
        GOOD_ROW.replace("}", ", colour: red}"),
    ],
)
def test_a_wrong_row_stops_the_loading(text):
    with pytest.raises(ValidationError):
        read_local_holidays(f"- {text}")


def test_an_empty_file_has_no_holidays():
    assert read_local_holidays("# none yet") == ()
    assert len(read_local_holidays(f"- {GOOD_ROW}")) == 1


def test_jurisdictions_are_named_in_words():
    assert [each.label for each in Jurisdiction] == ["Scotland", "England and Wales"]
