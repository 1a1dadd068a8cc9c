"""Everyone leaves at exactly one step from a day, or has no date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.reports.leaving import Leaving, leaving

ON = date(2026, 3, 2)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("away", "step"),
    [
        (-1, Leaving.PASSED),
        (0, Leaving.WITHIN_4_WEEKS),
        (27, Leaving.WITHIN_4_WEEKS),
        (28, Leaving.WITHIN_12_WEEKS),
        (83, Leaving.WITHIN_12_WEEKS),
        (84, Leaving.LATER),
    ],
)
def test_the_steps_are_half_open(away, step):
    assert leaving(ON + timedelta(days=away), on=ON) == step


@given(days)
def test_no_date_is_a_step_of_its_own(on):
    assert leaving(None, on=on) == Leaving.NO_DATE


@given(days, days, days)
def test_a_later_date_is_never_a_nearer_step(on, one, other):
    steps = list(Leaving)
    first, second = sorted([one, other])

    assert steps.index(leaving(first, on=on)) <= steps.index(leaving(second, on=on))
