"""What must hold for versions and for those who work to them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations.errors import Refused
from throughline.protocols import rules

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
numbers = st.integers(1, 500)


def refused(check, *said, **named):
    try:
        check(*said, **named)
    except Refused:
        return True
    return False


@given(st.text(alphabet="ab \n\r", max_size=40))
def test_a_text_is_the_same_whichever_way_its_lines_end(text):
    lines = text.replace("\r", "\n")

    assert rules.tidy(rules.tidy(text)) == rules.tidy(text)
    assert rules.digest_of(lines.replace("\n", "\r\n")) == rules.digest_of(lines)


@given(numbers, st.lists(numbers, max_size=6))
def test_a_number_follows_every_one_there_is(number, there):
    kept = [rules.Kept(number=each, digest="x") for each in there]

    assert refused(rules.check_number, number, there=kept) == (number <= max(there, default=0))


@given(days, st.none() | days, st.none() | days)
def test_a_version_is_taken_up_between_publishing_and_retiring(starts_on, published_on, retired_on):
    too_soon = published_on is not None and starts_on < published_on
    too_late = retired_on is not None and starts_on >= retired_on

    assert refused(rules.check_taken_up, published_on, retired_on, starts_on=starts_on) == (too_soon or too_late)


@given(days, days, st.integers(0, 400))
def test_nothing_is_taken_up_before_one_that_begins_later_and_lasts(starts_on, other, lasts):
    later = rules.Period(starts_on=other, ends_on=other + timedelta(days=lasts))

    assert refused(rules.check_follows, starts_on, others=[later]) == (other > starts_on and lasts > 0)


@given(days, days, st.sampled_from(["", "  ", "Over"]))
def test_an_ending_has_a_day_and_a_reason(starts_on, on, words):
    goes_on = rules.Period(starts_on=starts_on)

    assert refused(rules.check_ending, goes_on, on=on, words=words) == (on < starts_on or not words.strip())
    assert refused(rules.check_ending, rules.Period(starts_on=starts_on, ends_on=starts_on), on=on, words="Over")


@given(days, days, days, st.none() | days)
def test_agreeing_lies_between_publishing_and_today(published_on, on, today, ends_on):
    period = rules.Period(starts_on=published_on, ends_on=ends_on)
    wrong = on < published_on or on > today or (ends_on is not None and on >= ends_on)

    assert refused(rules.check_signing, period, published_on=published_on, on=on, today=today) == wrong


def test_the_refusal_says_which_number_to_give():
    with pytest.raises(Refused, match="8 or more"):
        rules.check_number(3, there=[rules.Kept(number=7, digest="x")])
