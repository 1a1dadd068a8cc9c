from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.people.matching import born_keys
from throughline.people.matching.births import DIFFERENT, SAME, YEAR_ONLY, compare

births = st.dates(date(1930, 1, 1), date(2015, 12, 31))


@given(births)
def test_a_date_is_the_same_as_itself_and_among_its_keys(born_on):
    assert compare(born_on, born_on) == SAME
    assert born_on in born_keys(born_on)


@given(births, births)
def test_likeness_is_the_same_both_ways(one, other):
    assert compare(one, other) == compare(other, one)


@given(births, st.data())
def test_every_key_is_a_slip_we_can_name(born_on, data):
    other = data.draw(st.sampled_from(sorted(born_keys(born_on))))

    assert compare(born_on, other) != DIFFERENT


@settings(max_examples=15)
@given(births)
def test_every_slip_we_can_name_is_among_the_keys(born_on):
    every_day = (date(1930, 1, 1) + timedelta(days=after) for after in range(86 * 365))

    slips = {other for other in every_day if compare(born_on, other) not in (DIFFERENT, YEAR_ONLY)}

    assert slips <= born_keys(born_on)


@given(births)
def test_the_keys_are_few_enough_to_look_up(born_on):
    assert len(born_keys(born_on)) <= 100


@pytest.mark.parametrize(
    ("asked", "known", "words"),
    [
        (date(1994, 5, 4), date(1994, 4, 5), "Day and month swapped"),
        (date(1994, 5, 4), date(1995, 5, 4), "Year of birth one out"),
        (date(1994, 5, 4), date(1984, 5, 4), "Year of birth ten out"),
        (date(1994, 5, 4), date(2094, 5, 4), "Century of birth differs"),
        (date(1994, 5, 4), date(1994, 5, 9), "One digit different in the date of birth"),
        (date(1994, 5, 12), date(1994, 5, 21), "Two digits of the date of birth the other way round"),
        (date(1994, 1, 1), date(1994, 8, 23), "Same year of birth, and one of them is only 1 January"),
        (date(1994, 2, 3), date(1994, 8, 23), "Different date of birth"),
        (date(1994, 5, 4), date(1971, 8, 26), "Different date of birth"),
    ],
)
def test_each_slip_is_named(asked, known, words):
    assert compare(asked, known).words == words


def test_where_only_the_year_was_known_the_first_of_january_is_looked_for():
    assert date(1994, 1, 1) in born_keys(date(1994, 8, 23))


def test_a_leap_day_has_keys():
    assert date(1996, 2, 28) in born_keys(date(1996, 2, 29))
