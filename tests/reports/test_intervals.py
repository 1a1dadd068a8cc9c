"""A share comes with how far off it may be, and none is given of too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.reports.intervals import FEWEST_FOR_A_SHARE, share, wilson

parts = st.integers(1, 5000).flatmap(lambda out_of: st.tuples(st.integers(0, out_of), st.just(out_of)))


@given(parts)
def test_the_range_holds_the_share_and_stays_within_all_and_none(part):
    count, out_of = part

    low, high = wilson(count, out_of)

    assert 0 <= low <= count / out_of + 1e-9
    assert count / out_of - 1e-9 <= high <= 1


@given(parts)
def test_the_range_of_the_rest_is_its_mirror(part):
    count, out_of = part

    low, high = wilson(count, out_of)
    other_low, other_high = wilson(out_of - count, out_of)

    assert (other_low, other_high) == pytest.approx((1 - high, 1 - low))


@given(parts)
def test_more_people_make_a_narrower_range(part):
    count, out_of = part

    low, high = wilson(count, out_of)
    more_low, more_high = wilson(4 * count, 4 * out_of)

    assert more_high - more_low < high - low


@pytest.mark.parametrize(
    ("count", "out_of", "said"),
    [(52, 57, "91% (81 to 96)"), (110, 200, "55% (48 to 62)"), (0, 10, "0% (0 to 28)")],
)
def test_ranges_are_those_that_were_published_elsewhere(count, out_of, said):
    assert share(count, out_of).words == said


@pytest.mark.parametrize(("count", "out_of"), [(None, 50), (20, None), (5, FEWEST_FOR_A_SHARE - 1), (0, 0)])
def test_no_share_of_what_is_hidden_or_of_too_few(count, out_of):
    assert share(count, out_of) is None
