"""The weeks of the board, and the strip of rings."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughline.web.releases.weeks import AHEAD, MOST_RINGS, monday_of, strip, weeks

TODAY = date(2026, 1, 15)
LEAVERS = st.lists(st.tuples(st.dates(TODAY, TODAY + AHEAD), st.booleans()), max_size=60)


def test_weeks_begin_on_monday_and_the_first_is_this_one():
    found = weeks([(TODAY, True), (date(2026, 1, 19), False), (date(2026, 4, 9), False)], today=TODAY)

    assert [found[0].words, found[1].words] == ["This week", "Week of Mon 19 Jan"]
    assert [(week.leaving, week.bare) for week in found[:2]] == [(1, 1), (1, 0)]
    assert found[-1].leaving == 1


@given(LEAVERS, st.dates(TODAY, TODAY + timedelta(days=30)))
def test_everyone_is_in_one_week(days, today):
    ahead = [(on, bare) for on, bare in days if today <= on <= today + AHEAD]
    found = weeks(ahead, today=today)

    assert sum(week.leaving for week in found) == len(ahead)
    assert sum(week.bare for week in found) == sum(bare for _, bare in ahead)
    assert [week.monday for week in found] == sorted({week.monday for week in found})
    assert all(monday_of(week.monday) == week.monday for week in found)


@given(LEAVERS)
def test_the_strip_draws_a_ring_for_each_person_inside_its_frame(days):
    drawn = strip(weeks(days, today=TODAY), today=TODAY)

    for column in drawn.columns:
        assert len(column.rings) + column.more == column.week.leaving
        assert len(column.rings) <= MOST_RINGS
        assert sum(ring.bare for ring in column.rings) == min(column.week.bare, MOST_RINGS)
        assert all(0 < ring.x < drawn.width and 0 < ring.y < drawn.axis for ring in column.rings)
