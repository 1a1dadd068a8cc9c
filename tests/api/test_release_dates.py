"""Another system tells a release date, in the same words as a row of a file of dates."""

import uuid
from datetime import date

import pytest
import time_machine

from tests.api.callers import caller_for, stranger
from tests.factories import NOON, GrantFactory, IdentifierFactory, KeyDateFactory, StayFactory
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.custody.models import KeyDate
from throughline.foundations.models import ReadEntry
from throughline.notices.models import Notice
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db

PATH = "/release-dates"
GIVEN = {"type": "confirmed", "on": "2026-04-22", "source": "Prison records", "known_on": "2026-03-01"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def stay():
    held = StayFactory()
    IdentifierFactory(person=held.person, value="A1234BC")
    KeyDateFactory(stay=held, on=date(2026, 5, 6), known_at=NOON.replace(day=1, month=2))
    return held


def sent(stay, **more):
    return {"person_id": str(stay.person_id), **GIVEN, **more}


def field_of(response):
    return response.json()["error"]["fields"][0]["field"]


def rows(writer, model, stay):
    with writer():
        return list(model.objects.filter(person_id=stay.person_id))


def test_a_date_moves_the_day_of_release_and_says_what_followed(stay, writer):
    task = TaskFactory(plan=PlanFactory(person=stay.person), anchor="release", offset=-60, due_on=date(2026, 3, 7))

    response = caller_for(stay.person).post(PATH, sent(stay))

    assert response.status_code == 201
    assert response.json() == {
        "moved": True,
        "unchanged": False,
        "older": False,
        "before": "2026-05-06",
        "after": "2026-04-22",
        "now_late": 1,
        "no_address": True,
    }
    task.refresh_from_db()
    assert task.due_on == date(2026, 2, 21)
    assert len(rows(writer, Notice, stay)) == 1


def test_the_prison_number_says_who_it_is(stay, writer):
    number = {key: value for key, value in sent(stay).items() if key != "person_id"}

    response = caller_for(stay.person).post(PATH, {**number, "prison_number": "a1234 bc"})

    assert response.json()["moved"] is True
    with writer():
        assert ReadEntry.objects.filter(where="api:record_release_date").exists()


def test_the_same_date_again_is_unchanged(stay):
    caller = caller_for(stay.person)
    caller.post(PATH, sent(stay))

    again = caller.post(PATH, sent(stay)).json()

    assert (again["moved"], again["unchanged"], again["before"], again["after"]) == (
        False,
        True,
        "2026-04-22",
        "2026-04-22",
    )


def test_an_older_notice_is_kept_and_moves_nothing(stay, writer):
    response = caller_for(stay.person).post(PATH, sent(stay, known_on="2026-01-10"))

    assert (response.json()["older"], response.json()["after"]) == (True, "2026-05-06")
    assert len(rows(writer, KeyDate, stay)) == 2


def test_a_worse_typed_date_is_kept_and_leaves_the_day(stay, writer):
    response = caller_for(stay.person).post(PATH, sent(stay, type="automatic"))

    assert (response.json()["unchanged"], response.json()["after"]) == (True, "2026-05-06")
    assert len(rows(writer, KeyDate, stay)) == 2


def test_there_is_now_no_such_date(stay):
    response = caller_for(stay.person).post(PATH, sent(stay, on=None))

    assert (response.json()["moved"], response.json()["after"]) == (True, None)


def test_an_instant_is_taken_as_well_as_a_day(stay, writer):
    caller_for(stay.person).post(PATH, sent(stay, known_on="2026-03-01T09:30:00Z"))

    (row,) = [row for row in rows(writer, KeyDate, stay) if row.holds]
    assert (row.known_at.hour, row.known_at.minute) == (9, 30)


def test_steps_closed_to_a_key_are_not_counted(stay):
    TaskFactory(
        plan=PlanFactory(person=stay.person),
        anchor="release",
        offset=-60,
        due_on=date(2026, 3, 7),
        pathway="health",
        compartment="needs",
    )

    response = caller_for(stay.person, tier=Tier.WORKS_WITH, parts=[]).post(PATH, sent(stay))

    assert response.json()["now_late"] == 0


def test_the_same_call_twice_is_done_once(stay, writer):
    caller, key = caller_for(stay.person), str(uuid.uuid4())

    answers = [caller.post(PATH, sent(stay), key=key).content for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(rows(writer, KeyDate, stay)) == 2


@pytest.mark.parametrize("who", [{"prison_number": "Z9999ZZ"}, {"person_id": "00000000-0000-4000-8000-000000000000"}])
def test_someone_unknown_and_someone_unseen_are_answered_alike(stay, who):
    given = {key: value for key, value in sent(stay).items() if key != "person_id"}

    unknown = caller_for(stay.person).post(PATH, {**given, **who})
    unseen = stranger().post(PATH, {**given, "prison_number": "A1234BC"})

    assert (unknown.status_code, unseen.status_code) == (404, 404)
    assert unknown.content == unseen.content


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": "2020-01-01"}, "on"),
        ({"known_on": "2026-03-09"}, "known_on"),
        ({"known_on": "2026-02-30"}, "known_on"),
        ({"known_on": "yesterday"}, "known_on"),
        ({"known_on": 5}, "known_on"),
        ({"type": "guess"}, "type"),
        ({"source": " "}, "source"),
        ({"prison_number": "A1234BC"}, "prison_number"),
        ({"held": True}, "held"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_keeps_nothing(stay, writer, change, field):
    response = caller_for(stay.person).post(PATH, sent(stay, **change))

    assert response.status_code == 422
    assert field_of(response) == field
    assert len(rows(writer, KeyDate, stay)) == 1


def test_a_refused_call_may_be_put_right_under_the_same_key(stay):
    caller, key = caller_for(stay.person), str(uuid.uuid4())

    refused = caller.post(PATH, sent(stay, on="2020-01-01"), key=key)
    done = caller.post(PATH, sent(stay), key=key)

    assert (refused.status_code, done.status_code) == (422, 201)


def test_someone_who_has_left_is_refused():
    gone = StayFactory(ended_on=date(2026, 2, 1), ended_how="release_planned")

    response = caller_for(gone.person).post(PATH, sent(gone))

    assert (response.status_code, field_of(response)) == (422, "person_id")
    assert "not in prison" in response.json()["error"]["message"]


def test_a_key_that_may_not_change_custody_is_refused(stay):
    caller = caller_for(stay.person, scopes=["see_people", "see_custody"])

    assert caller.post(PATH, sent(stay)).status_code == 403


def test_knowing_of_someone_is_not_enough(stay):
    caller = caller_for(stay.person, tier=Tier.KNOWS_OF, parts=[])

    assert caller.post(PATH, sent(stay)).status_code == 403


def test_each_agency_is_told_once(stay, writer):
    caller = caller_for(stay.person)
    others = [GrantFactory(person=stay.person).team_id for _ in range(2)]

    caller.post(PATH, sent(stay))

    assert {row.to_team_id for row in rows(writer, Notice, stay)} > set(others)
