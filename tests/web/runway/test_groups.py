"""What must be true when: every step stands in one part, and the parts in the order of the days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughline.web.runway.groups import Part, because, in_order, title, when

TODAY = date(2026, 1, 15)
days = st.integers(-100, 200).map(lambda n: TODAY + timedelta(days=n))


def part(away: int | None, gate: int | None = None) -> str:
    due = None if away is None else TODAY + timedelta(days=away)
    return when(due, today=TODAY, gate=None if gate is None else TODAY + timedelta(days=gate)).part.name


def test_the_parts():
    assert [part(away) for away in (-1, 0, 1, 6, 7, None)] == [
        "LATE",
        "TODAY",
        "THIS_WEEK",
        "THIS_WEEK",
        "LATER",
        "NO_DAY",
    ]
    assert [part(away, 19) for away in (18, 19, 20, 25, 26)] == ["LATER", "GATE", "FIRST_WEEK", "FIRST_WEEK", "OUTSIDE"]


def test_a_step_for_today_is_today_even_on_the_day_of_release():
    assert part(0, 0) == "TODAY"


@given(days, days, st.none() | days)
def test_what_is_due_sooner_stands_sooner(one, other, gate):
    first, then = sorted((one, other))

    assert when(first, today=TODAY, gate=gate) <= when(then, today=TODAY, gate=gate)


@given(st.lists(st.none() | days, max_size=20), st.none() | days)
def test_every_part_has_a_name_of_its_own(dues, gate):
    parts = in_order([when(due, today=TODAY, gate=gate) for due in dues])

    named = [title(each, today=TODAY, gate=gate) for each in parts]

    assert len(set(named)) == len(named)
    assert all(named)


def test_a_week_says_how_far_it_is_from_the_gate():
    gate = TODAY + timedelta(days=30)
    week = when(TODAY + timedelta(days=10), today=TODAY, gate=gate)

    assert week.part == Part.LATER
    assert title(week, today=TODAY, gate=gate) == "Week of Mon 19 Jan"
    assert because(week, gate=gate) == "3 weeks before release."
    assert because(week, gate=None) == ""
