"""What must hold for periods and keys."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.agencies import keys
from throughline.agencies.rules import LONGEST_KEY, check_key_life, check_period
from throughline.foundations.errors import Refused

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=36_500)).map(datetime(2000, 1, 1, tzinfo=UTC).__add__)


@given(DAYS, DAYS)
def test_a_period_ends_after_it_starts(starts, ends):
    if ends > starts:
        check_period(starts, ends)
    else:
        with pytest.raises(Refused, match="after the start"):
            check_period(starts, ends)


@given(DAYS)
def test_a_period_may_have_no_end(starts):
    check_period(starts, None)


@given(INSTANTS, st.timedeltas(timedelta(days=-400), timedelta(days=800)))
def test_a_key_lives_at_least_a_moment_and_at_most_a_year(made, life):
    if timedelta(0) < life <= LONGEST_KEY:
        check_key_life(made, made + life)
    else:
        with pytest.raises(Refused):
            check_key_life(made, made + life)


def test_no_two_secrets_are_alike_and_a_digest_tells_nothing():
    first, second = keys.new_secret(), keys.new_secret()

    assert first != second
    assert keys.digest(first) != keys.digest(second)
    assert keys.hint(first)[:-1] in first
    assert len(keys.hint(first)) <= 12
    assert first not in keys.digest(first)
