"""Small numbers are hidden, and nothing that is shown gives them back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.reports.disclosure import SMALLEST_SHOWN, is_small, to_hide, wholes_to_hide

small_counts = st.integers(0, 12)
tables = st.lists(st.one_of(small_counts, st.integers(0, 3000)), min_size=1, max_size=12)


@st.composite
def tables_with_wholes(draw):
    counts = draw(tables)
    places = st.sets(st.integers(0, len(counts) - 1)).map(frozenset)
    return counts, draw(st.lists(places, max_size=6))


def is_worked_out(wanted, equations):
    """Say whether sums of unknowns fix a wanted sum of them, whatever their values: by elimination."""
    rows = [[Fraction(value) for value in row] for row in equations]
    target = [Fraction(value) for value in wanted]
    for column in range(len(target)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows = [_less(row, pivot, column) for row in rows if row is not pivot]
        target = _less(target, pivot, column)
    return not any(target)


def _less(row, pivot, column):
    share = row[column] / pivot[column]
    return [value - share * other for value, other in zip(row, pivot, strict=True)]


@given(tables)
def test_no_small_count_is_shown(counts):
    hidden = to_hide(counts)

    assert not [count for place, count in enumerate(counts) if is_small(count) and place not in hidden]


@given(st.lists(st.one_of(st.just(0), st.integers(SMALLEST_SHOWN, 3000))))
def test_nothing_is_hidden_without_need(counts):
    assert to_hide(counts) == frozenset()


@given(tables)
def test_the_total_gives_no_hidden_count_away(counts):
    """Someone who takes what is shown from the total, and knows that zeros are shown, learns only a wide range."""
    hidden = to_hide(counts)
    left = sum(counts[place] for place in hidden)

    if hidden and not is_small(sum(counts)) and len(hidden) < len(counts):
        assert len(hidden) > 1
        assert left - (len(hidden) - 1) >= SMALLEST_SHOWN


@given(tables)
def test_a_table_hidden_whole_keeps_at_least_two_answers_for_each_count(counts):
    hidden = to_hide(counts)

    if len(hidden) == len(counts) and not is_small(sum(counts)):
        assert len(counts) > 1


@given(tables)
def test_a_table_of_too_few_people_is_hidden_whole(counts):
    if is_small(sum(counts)):
        assert to_hide(counts) == frozenset(range(len(counts)))


@given(tables, st.randoms(use_true_random=False))
def test_as_many_are_hidden_in_whatever_order_the_table_is(counts, random):
    shuffled = random.sample(counts, len(counts))

    assert sorted(counts[place] for place in to_hide(counts)) == sorted(shuffled[place] for place in to_hide(shuffled))


@given(tables_with_wholes())
def test_no_hidden_count_or_sum_follows_from_the_sums_that_are_shown(table):
    counts, wholes = table
    hidden = sorted(to_hide(counts))
    refused = wholes_to_hide(counts, wholes)
    shown = [whole for number, whole in enumerate(wholes) if number not in refused]
    total = [] if is_small(sum(counts)) else [frozenset(range(len(counts)))]
    equations = [[int(place in whole) for place in hidden] for whole in (*total, *shown)]

    singles = [frozenset({place}) for place in hidden]
    sums = [wholes[number] for number in refused if wholes[number] & set(hidden)]
    for kept in (*singles, *sums):
        assert not is_worked_out([int(place in kept) for place in hidden], equations)


@given(tables_with_wholes())
def test_no_small_sum_is_shown(table):
    counts, wholes = table
    refused = wholes_to_hide(counts, wholes)

    small = [number for number, whole in enumerate(wholes) if is_small(sum(counts[place] for place in whole))]

    assert set(small) <= refused


@given(tables_with_wholes())
def test_sums_over_a_table_with_nothing_to_hide_are_shown(table):
    counts = [count if count >= SMALLEST_SHOWN else 0 for count in table[0]]

    assert wholes_to_hide(counts, table[1]) == frozenset()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 6, 8, 23], set()),  # the threshold itself is shown
        ([40, 3, 6, 12], {1, 2}),  # one neighbour, the smallest
        ([40, 3, 4, 12], {1, 2}),  # two that cover each other
        ([40, 1, 1, 12], {1, 2, 3}),  # two ones would be known from their sum
        ([40, *[1] * 10], set(range(11))),  # so would ten
        ([1, 1, 1, 1, 1, 0], set(range(6))),  # nothing left to hide behind but the zeros
        ([2, 0], {0, 1}),
        ([0, 0], set()),
    ],
)
def test_what_is_hidden_with_what(counts, expected):
    assert to_hide(counts) == expected


def test_an_area_that_would_give_a_part_away_is_hidden_and_one_that_would_not_is_shown():
    councils = [3, 6, 20, 40]
    both_hidden, one_hidden, none_hidden = frozenset({0, 1, 2}), frozenset({0, 2}), frozenset({2, 3})

    assert wholes_to_hide(councils, [both_hidden, none_hidden, one_hidden]) == {2}


def test_an_area_that_leaves_one_hidden_part_outside_is_hidden():
    assert wholes_to_hide([3, 6, 20], [frozenset({1, 2})]) == {0}
