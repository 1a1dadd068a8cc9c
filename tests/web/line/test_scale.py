"""Days stand in order on the picture, wide near the gate, and inside it whatever they are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.web.line.scale import LEFT, MIDDLE, RIGHT, Window

TODAY = date(2026, 1, 15)
days = st.integers(-900, 900).map(lambda n: TODAY + timedelta(days=n))
gates = st.none() | days


@given(gates, days, days)
def test_a_later_day_is_never_further_left(gate, one, other):
    window = Window(TODAY, gate)

    early, late = sorted((one, other))

    assert window.x(early) <= window.x(late)


@given(gates, days)
def test_every_day_is_on_the_picture(gate, on):
    assert LEFT <= Window(TODAY, gate).x(on) <= RIGHT


@given(st.integers(-84, 400))
def test_the_gate_is_always_in_the_middle_until_twelve_weeks_after_release(left):
    window = Window(TODAY, TODAY + timedelta(days=left))

    assert window.gate_x == MIDDLE


@given(st.integers(1, 83))
def test_both_sides_of_the_gate_are_alike(away):
    window = Window(TODAY, TODAY)
    step = timedelta(days=away)

    assert window.x(TODAY + step) - MIDDLE == pytest.approx(MIDDLE - window.x(TODAY - step), abs=0.2)


def test_a_day_by_the_gate_is_wide_and_a_day_far_off_is_narrow():
    window = Window(TODAY, TODAY)

    near = window.x(TODAY + timedelta(days=1)) - MIDDLE
    far = window.x(TODAY + timedelta(days=80)) - window.x(TODAY + timedelta(days=79))

    assert near == pytest.approx(19.1, abs=0.1)
    assert far == pytest.approx(3.8, abs=0.2)


def test_long_after_release_today_stands_at_two_thirds_and_the_gate_at_the_edge():
    window = Window(TODAY, TODAY - timedelta(days=200))

    assert window.slid
    assert window.x(TODAY) == pytest.approx(LEFT + (RIGHT - LEFT) * 2 / 3, abs=1)
    assert window.gate_x == LEFT


def test_with_no_date_today_is_in_the_middle_and_there_is_no_gate():
    window = Window(TODAY, None)

    assert window.x(TODAY) == MIDDLE
    assert window.gate_x is None


@given(gates)
def test_the_days_named_on_the_axis_are_in_order_and_inside(gate):
    window = Window(TODAY, gate)

    named = [on for on, _ in window.named]

    assert named == sorted(named)
    assert all(window.holds(on) for on in named)
