"""A person whom the worker's own service supports, and what every page of reviews is asked."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.factories import TeamFactory
from tests.factories.journey import CaseFactory, ServiceFactory
from tests.factories.outcomes import SEVEN, seven
from tests.web.conftest import Cast
from throughline.cases.models import Case
from throughline.foundations import clock

Answers = Callable[..., dict[str, str]]


@pytest.fixture
def case(cast: Cast) -> Case:
    seven()
    team = TeamFactory(organisation=cast.worker_user.organisation)
    opened_on = clock.today() - timedelta(days=200)
    return CaseFactory(
        person=cast.person, service=ServiceFactory(team=team), key_worker=cast.worker_user, opened_on=opened_on
    )


@pytest.fixture
def answers() -> Answers:
    """Return what a worker types into the form of a review: all seven, unless told otherwise."""

    def typed(*, on: date | None = None, theirs: str = "2", ours: str = "3", **more: str) -> dict[str, str]:
        day = on or clock.today()
        scores = {f"theirs-{key}": theirs for key in SEVEN} | {f"ours-{key}": ours for key in SEVEN}
        return {
            "held_on_day": str(day.day),
            "held_on_month": str(day.month),
            "held_on_year": str(day.year),
            "point": "start",
            "how": "themself",
            "person_present": "on",
            "worker_present": "on",
            "their_words-living_situation": "My own door 🚪",
            "person_agrees": "yes",
            **scores,
            **more,
        }

    return typed
