"""Other systems read reviews and record them once."""

import uuid
from datetime import timedelta

import pytest

from tests.api.callers import Caller, caller_for, stranger
from tests.factories import TeamFactory
from tests.factories.journey import CaseFactory, ServiceFactory
from tests.factories.outcomes import reviewed, seven
from throughline.foundations import clock
from throughline.outcomes.models import Review, Score
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db

SCOPES = ["see_people", "see_outcomes", "record_outcomes"]


@pytest.fixture
def case():
    seven()
    return CaseFactory(opened_on=clock.today() - timedelta(days=90))


def caller(case, **facts) -> Caller:
    return caller_for(case.person, **{"scopes": SCOPES, **facts})


@pytest.fixture
def ours(case):
    """A caller whose organisation runs the service of a case of its own."""
    found = caller(case)
    service = ServiceFactory(team=TeamFactory(organisation=found.organisation))
    own = CaseFactory(person=case.person, service=service, opened_on=case.opened_on)
    return found, own


def body(case, **more):
    given = {
        "case_id": str(case.pk),
        "held_on": clock.today().isoformat(),
        "point": "start",
        "how": "themself",
        "person_present": True,
        "worker_present": True,
        "scores": [{"domain": "engagement", "theirs": 2, "ours": 3, "their_words": "I turn up now"}],
    }
    return given | more


def path(case):
    return f"/people/{case.person_id}/reviews"


def test_reviews_are_listed_the_latest_first_a_page_at_a_time(case):
    for days in range(3):
        reviewed(case, clock.today() - timedelta(days=days), {"engagement": (2, None)})
    system = caller(case)

    first = system.get(path(case), limit="2").json()
    rest = system.get(path(case), limit="2", after=first["next"]).json()

    assert [row["held_on"] for row in first["reviews"]] == sorted(
        (row["held_on"] for row in first["reviews"]), reverse=True
    )
    assert (len(first["reviews"]), len(rest["reviews"]), rest["next"]) == (2, 1, None)
    assert first["reviews"][0]["scores"][0]["theirs"] == 2
    assert first["reviews"][0]["scores"][0]["ours"] is None


def test_scores_that_are_not_shared_stay_out(case):
    reviewed(case, clock.today(), {"engagement": (2, 3), "substance_misuse": (1, 1)})

    (row,) = caller(case, tier=Tier.WORKS_WITH, parts=[]).get(path(case)).json()["reviews"]

    assert [score["domain"] for score in row["scores"]] == ["engagement"]


def test_a_review_is_recorded_once(ours, writer):
    system, own = ours
    key = str(uuid.uuid4())

    first = system.post(path(own), body(own), key=key)
    again = system.post(path(own), body(own), key=key)

    assert (first.status_code, again.content) == (201, first.content)
    assert first.json()["scores"][0]["their_words"] == "I turn up now"
    with writer():
        assert (Review.objects.get().case_id, Score.objects.get().theirs) == (own.pk, 2)


def test_a_key_that_may_only_record_does(ours):
    system, own = ours
    writing_only = Caller(system.organisation, scopes=["record_outcomes"])

    assert writing_only.post(path(own), body(own)).status_code == 201
    assert writing_only.get(path(own)).status_code == 403


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"case_id": str(uuid.uuid4())}, "case_id"),
        ({"framework": "no-such"}, "framework"),
        ({"held_on": "2199-01-01"}, "held_on"),
        ({"person_present": False}, "theirs-engagement"),
        ({"scores": [{"domain": "no_such", "theirs": 1}]}, "scores"),
        ({"scores": [{"domain": "engagement", "theirs": 1}] * 2}, "scores"),
        ({"scores": [{"domain": "engagement", "theirs": 7}]}, "theirs-engagement"),
    ],
)
def test_what_the_rules_refuse_says_where(ours, writer, more, field):
    system, own = ours

    response = system.post(path(own), body(own, **more))

    assert response.status_code == 409
    assert response.json()["error"]["fields"][0]["field"] == field
    with writer():
        assert not Review.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"scores": []},
        {"scores": [{"domain": "engagement", "theirs": 0}]},
        {"scores": [{"domain": "engagement", "item_1": 3}]},
        {"point": "middle"},
        {"held_in": "prison"},
        {"words": "x" * 2001},
        {"held_on": "3 March"},
    ],
)
def test_what_is_not_of_the_shape_is_refused(ours, more):
    system, own = ours

    assert system.post(path(own), body(own, **more)).status_code == 422


def test_nobody_records_on_another_organisations_case(case):
    response = caller(case).post(path(case), body(case))

    assert response.status_code == 409
    assert response.json()["error"]["fields"][0]["field"] == "case_id"


def test_who_may_not_know_finds_nothing_and_who_knows_of_them_is_refused(case):
    knows_of = caller(case, tier=Tier.KNOWS_OF, parts=[])

    assert Caller(stranger().organisation, scopes=SCOPES).get(path(case)).status_code == 404
    assert knows_of.get(path(case)).status_code == 403
    assert knows_of.post(path(case), body(case)).status_code == 403
