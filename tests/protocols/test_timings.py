"""When a step is due can be read, said, and read again."""

import pytest
from hypothesis import given

from tests.protocols.shapes import timings
from throughline.protocols.reading.faults import Unclear
from throughline.protocols.reading.timings import FURTHEST_DAYS, MOMENTS, in_words, parse
from throughline.protocols.shape import Timing
from throughline.protocols.statuses import Anchor


@given(timings)
def test_what_is_said_reads_as_the_same_time(timing):
    assert parse(in_words(timing)) == timing


@pytest.mark.parametrize(
    ("text", "timing", "words"),
    [
        ("10 working days after start", Timing(anchor="start", offset=10, unit="working"), None),
        ("21 days before release", Timing(anchor="release", offset=-21), "3 weeks before release"),
        ("on release", Timing(anchor="release", offset=0), "on release"),
        ("On the day of release", Timing(anchor="release", offset=0), "on release"),
        ("2 weeks after admission", Timing(anchor="admission", offset=14), "2 weeks after they come into prison"),
        ("on first working day out", Timing(anchor="first_day", offset=0), "on the first working day out"),
        ("1 day after release", Timing(anchor="release", offset=1), "1 day after release"),
        ("7  days after the referral", Timing(anchor="referral", offset=7), "7 days after they are referred"),
        ("3 days after date known", Timing(anchor="date_known", offset=3), None),
        ("on the day support begins", Timing(anchor="start", offset=0), "on the day support begins"),
        ("on release or the next working day", Timing(anchor="release", offset=0, unit="working"), None),
    ],
)
def test_times_are_read_as_people_write_them(text, timing, words):
    assert parse(text) == timing
    assert in_words(timing) == (words or in_words(parse(text)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", '"soon" is not a time. Write it like'),
        ("", "is not a time"),
        ("2 months after release", "is not a time"),
        ("10 days after tea", '"tea" is not a day we know. Use one of: admission,'),
        ("on tea", '"tea" is not a day we know'),
        (f"{FURTHEST_DAYS + 1} days after release", "too far away: the furthest is 730 days"),
        ("105 weeks before release", "too far away"),
        ("-3 days after release", "is not a time"),
        ("99999999999 days after release", "is not a time"),
    ],
)
def test_what_is_no_time_is_refused_in_a_sentence(text, said):
    with pytest.raises(Unclear) as refused:
        parse(text)

    assert said in str(refused.value)


def test_every_anchor_has_words():
    assert set(MOMENTS) == {anchor for anchor in Anchor if anchor}


def test_a_day_of_its_own_says_so():
    assert in_words(Timing(anchor="", offset=0)) == "on a day of its own"
