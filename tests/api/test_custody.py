"""Other systems read where someone is and the dates anyone gave, and record new ones once."""

import uuid
from datetime import UTC, date, datetime

import pytest

from tests.api.callers import caller_for, stranger
from tests.factories import NOON, KeyDateFactory, StayFactory, acting, worker_for
from throughline.agencies.models import Team
from throughline.custody.models import KeyDate
from throughline.foundations.models import JournalEntry, ReadEntry
from throughline.notices.models import Notice
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db

GIVEN = {"type": "confirmed", "on": "2030-03-06", "known_at": "2026-02-03T14:00:00Z", "source": "Prison records"}


@pytest.fixture
def stay():
    return StayFactory(admitted_on=date(2026, 1, 5))


def test_a_stay_says_where_since_when_and_who_said_so(stay):
    body = caller_for(stay.person).get(f"/people/{stay.person_id}/custody").json()

    assert body["in_custody"] is True
    assert body["stays"][0]["prison"] == {"code": stay.prison.code, "name": stay.prison.organisation.name}
    assert (body["stays"][0]["hall"], body["stays"][0]["source"]) == ("B", "Test")
    assert body["stays"][0]["ended_how"] is None


def test_custody_needs_more_than_knowing_of_someone(stay):
    knows_of = caller_for(stay.person, tier=Tier.KNOWS_OF, parts=[])

    for page in ("custody", "dates"):
        assert knows_of.get(f"/people/{stay.person_id}/{page}").status_code == 403


def test_every_date_anyone_gave_is_listed_the_latest_known_first(stay):
    old = KeyDateFactory(stay=stay, holds=False, on=date(2026, 4, 1), known_at=datetime(2026, 1, 6, tzinfo=UTC))
    new = KeyDateFactory(stay=stay)

    dates = caller_for(stay.person).get(f"/people/{stay.person_id}/dates").json()["dates"]

    assert [(row["id"], row["holds"]) for row in dates] == [(str(new.pk), True), (str(old.pk), False)]


def test_the_dates_held_at_an_instant_can_be_asked_for(stay):
    early = datetime(2026, 1, 6, tzinfo=UTC)
    old = KeyDateFactory(stay=stay, holds=False, known_at=early, recorded_at=early)
    KeyDateFactory(stay=stay, recorded_at=NOON)

    response = caller_for(stay.person).get(f"/people/{stay.person_id}/dates", as_of="2026-02-01T00:00:00Z")

    assert [row["id"] for row in response.json()["dates"]] == [str(old.pk)]


@pytest.mark.parametrize("as_of", ["2026-02-01", "0", "yesterday", "2026-02-01T00:00:00"])
def test_an_instant_is_written_one_way(stay, as_of):
    response = caller_for(stay.person).get(f"/people/{stay.person_id}/dates", as_of=as_of)

    assert response.status_code == 422


def test_a_date_is_recorded_and_noted(stay):
    response = caller_for(stay.person).post(f"/people/{stay.person_id}/dates", GIVEN)

    assert response.status_code == 201
    assert response.json()["after"] == "2030-03-06"
    assert response.json()["moved"] is True
    row = seen(KeyDate, stay).get()
    assert (row.on, row.source) == (date(2030, 3, 6), "Prison records")
    entry = seen(JournalEntry, stay).get(what="custody.date_recorded")
    assert (entry.by_kind, entry.by_words.split(",")[0]) == ("key", "Case system")


def test_a_date_that_moves_is_told_to_those_who_work_with_the_person(stay):
    others = caller_for(stay.person)

    caller_for(stay.person).post(f"/people/{stay.person_id}/dates", GIVEN)

    everyone = Team.objects.get(organisation=others.organisation)
    assert seen(Notice, stay).filter(to_team_id=everyone.pk, needs_acknowledging=True).exists()


def test_the_same_call_twice_is_done_once_and_answered_alike(stay):
    caller, key = caller_for(stay.person), str(uuid.uuid4())

    first = caller.post(f"/people/{stay.person_id}/dates", GIVEN, key=key)
    again = caller.post(f"/people/{stay.person_id}/dates", GIVEN, key=key)

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert seen(KeyDate, stay).count() == 1


def test_the_same_key_for_something_else_is_refused(stay):
    caller, key = caller_for(stay.person), str(uuid.uuid4())
    caller.post(f"/people/{stay.person_id}/dates", GIVEN, key=key)

    response = caller.post(f"/people/{stay.person_id}/dates", {**GIVEN, "on": "2030-03-07"}, key=key)

    assert response.status_code == 422
    assert response.json()["error"]["code"] == "key_used_before"
    assert seen(KeyDate, stay).get().on == date(2030, 3, 6)


def test_a_refused_call_may_be_put_right_under_the_same_key(stay):
    caller, key = caller_for(stay.person), str(uuid.uuid4())

    refused = caller.post(f"/people/{stay.person_id}/dates", {**GIVEN, "known_at": "2199-01-01T00:00:00Z"}, key=key)
    done = caller.post(f"/people/{stay.person_id}/dates", GIVEN, key=key)

    assert refused.status_code == 409
    assert refused.json()["error"]["fields"][0]["field"] == "known_at"
    assert done.status_code == 201


def test_a_date_for_someone_who_has_left_is_refused():
    stay = StayFactory(ended_on=date(2026, 2, 1), ended_how="release_planned")

    response = caller_for(stay.person).post(f"/people/{stay.person_id}/dates", GIVEN)

    assert response.status_code == 409
    assert "not in prison" in response.json()["error"]["message"]


def test_a_stranger_cannot_record_a_date(stay):
    response = stranger().post(f"/people/{stay.person_id}/dates", GIVEN)

    assert response.status_code == 404
    assert seen(KeyDate, stay).count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "guess"}, "type"),
        ({"on": "6 March 2030"}, "on"),
        ({"on": 1}, "on"),
        ({"on": "2030-02-30"}, "on"),
        ({"source": " "}, "source"),
        ({"source": "a\0b"}, "source"),
        ({"holds": True}, "holds"),
        ({"recorded_at": "2026-02-03T14:00:00Z"}, "recorded_at"),
        ({"person_id": str(uuid.uuid4())}, "person_id"),
    ],
)
def test_an_answer_that_is_not_right_is_refused_by_name(stay, change, field):
    response = caller_for(stay.person).post(f"/people/{stay.person_id}/dates", {**GIVEN, **change})

    assert response.status_code == 422
    assert [problem["field"] for problem in response.json()["error"]["fields"]] == [field]
    assert seen(KeyDate, stay).count() == 0


def test_every_look_at_custody_is_written_down(stay):
    caller = caller_for(stay.person)

    caller.get(f"/people/{stay.person_id}/custody")
    caller.get(f"/people/{stay.person_id}/dates")

    assert [look.where for look in seen(ReadEntry, stay).order_by("seq")] == ["api:read_custody", "api:list_dates"]


def seen(model, stay):
    """Return the rows about a person, whoever asked last."""
    acting(worker_for(stay.person))
    return model.objects.filter(person_id=stay.person_id)
