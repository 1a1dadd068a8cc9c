from datetime import timedelta

import pytest

from tests.factories import NOON, UserFactory, acting
from throughline.access.pacing import MOST_AN_HOUR, Guess, pace
from throughline.foundations.errors import Refused

pytestmark = pytest.mark.django_db


def test_the_question_over_the_hour_is_refused_in_a_sentence():
    actor = acting(UserFactory())
    for _ in range(MOST_AN_HOUR[Guess.EMERGENCY]):
        pace(actor, Guess.EMERGENCY)

    with pytest.raises(Refused, match="many people in the last hour"):
        pace(actor, Guess.EMERGENCY)


def test_another_hour_another_viewer_and_another_question_are_counted_apart():
    actor, other = acting(UserFactory()), acting(UserFactory())
    for _ in range(MOST_AN_HOUR[Guess.EMERGENCY]):
        pace(actor, Guess.EMERGENCY)

    pace(other, Guess.EMERGENCY)
    pace(actor, Guess.ASK)
    pace(acting(UserFactory(), at=NOON + timedelta(hours=1)), Guess.EMERGENCY)
