"""The order in which dates of release lead is configuration, and says where it comes from."""

import pytest

from throughline.custody.release_order import Confidence, read_release_date_order, release_date_order
from throughline.custody.rules import RELEASE_DATE_ORDER, confidence
from throughline.custody.statuses import DateType

PLACE = "- {type: confirmed, sure: firm, source: A report}\n"


def test_a_confirmed_date_leads_and_one_whose_kind_nobody_said_comes_last():
    assert (RELEASE_DATE_ORDER[0], RELEASE_DATE_ORDER[-1]) == (DateType.CONFIRMED, DateType.RELEASE)


def test_eligibility_court_and_the_ends_of_sentence_and_licence_are_never_a_day_of_release():
    never = {
        DateType.PAROLE_QUALIFYING,
        DateType.HDC_ELIGIBLE,
        DateType.COURT,
        DateType.SENTENCE_END,
        DateType.LICENCE_END,
    }

    assert set(DateType) - set(RELEASE_DATE_ORDER) == never


def test_every_place_says_where_it_comes_from():
    assert all(place.source for place in release_date_order())


@pytest.mark.parametrize("type_", list(DateType))
def test_how_sure_a_date_is_follows_from_its_place(type_):
    listed = {place.type: place.sure for place in release_date_order()}

    assert confidence(type_) == listed.get(type_, Confidence.COULD_CHANGE)


@pytest.mark.parametrize(
    "text",
    [
        PLACE + PLACE,
        "- {type: guessed, sure: firm, source: A report}",
        "- {type: confirmed, sure: quite, source: A report}",
        "- {type: confirmed, sure: firm}",
        "- {type: confirmed, sure: firm, source: A report, weight: 3}",
    ],
)
def test_an_order_with_a_fault_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        read_release_date_order(text)


def test_another_order_can_be_read():
    (place,) = read_release_date_order(PLACE)

    assert (place.type, place.sure) == (DateType.CONFIRMED, Confidence.FIRM)
