"""Homes: added, planned, changed, fallen through, moved into, ended, and asked after."""

from datetime import date

import pytest

from tests.factories import TODAY, AreaFactory, ContactPointFactory
from tests.factories.housing import HomeFactory, StillThereFactory
from tests.web.housing.conftest import TODAY_TYPED, text, typed, url
from throughline.housing.models import Home, StillThere

pytestmark = pytest.mark.django_db
UNKNOWN = {"suitable": "unknown", "safe": "unknown"}
BEFORE = {"kind": "private", "source": "They told us", **UNKNOWN, **typed("noted_on", TODAY)}
PLANNED = BEFORE | {"kind": "supported", "sure": "offered", "shared": "no", "their_choice": "yes"}
KEPT = (
    BEFORE
    | {"kind": "council", "shared": "unknown", "their_choice": "unknown"}
    | {
        "rent_help": "housing_benefit",
        "means_to_return": "yes",
        "arrears": "no",
    }
)


def only(writer) -> Home:
    with writer():
        return Home.objects.get()


def test_adding_a_home_asks_first_which_it_is(cast):
    said = text(cast.worker.get(url("add_home", cast.person)))

    assert "Which home is it?" in said
    assert cast.worker.get(url("add_home", cast.person) + "?when=moon").status_code == 200
    planned = cast.worker.get(url("add_home", cast.person) + "?when=planned")
    assert planned.headers["Location"] == url("plan_home", cast.person)


def test_each_part_of_the_story_asks_its_own_questions(cast):
    before = text(cast.worker.get(url("add_home", cast.person) + "?when=before"))
    kept = text(cast.worker.get(url("add_home", cast.person) + "?when=during"))
    planned = text(cast.worker.get(url("plan_home", cast.person)))

    assert "Why did it end?" in before
    assert "What pays the rent now?" not in before
    assert "What pays the rent now?" in kept
    assert "How sure is it?" not in kept
    assert "How sure is it?" in planned


def test_a_home_is_added_once_however_often_the_button_is_pressed(cast, writer, once):
    area = AreaFactory()
    for _ in range(2):
        cast.worker.post(url("add_home", cast.person) + "?when=before", BEFORE | {"area": str(area.pk)} | once)

    home = only(writer)
    assert (home.when, home.kind, home.area_id) == ("before", "private", area.pk)


def test_a_kept_home_keeps_what_pays_the_rent(cast, stay, writer, once):
    address = ContactPointFactory(person=cast.person, kind="address", value="7 Shore Street")
    cast.worker.post(url("add_home", cast.person) + "?when=during", KEPT | {"address": str(address.pk)} | once)

    home = only(writer)
    assert (home.rent_help, home.means_to_return, home.arrears) == ("housing_benefit", "yes", "no")
    assert home.address_id == address.pk


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "What kind of place is it?"),
        ({"source": ""}, "who said so"),
        ({"words": "x" * 10_000}, "must be 500 characters or fewer"),
        (typed("from_on", date(2027, 1, 1)), "has not come yet"),
        (typed("until_on", date(2020, 1, 1)) | typed("from_on", date(2021, 1, 1)), "They left before they moved in"),
        ({"noted_on_day": "31", "noted_on_month": "2"}, "must be a real date"),
        ({"area": "11111111-1111-1111-1111-111111111111"}, "Choose one of the answers listed"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, writer, once, wrong, sentence):
    sent = BEFORE | {"left_why": "The fire 🔥"} | wrong | once

    said = text(cast.worker.post(url("add_home", cast.person) + "?when=before", sent))

    assert sentence in said
    assert "The fire 🔥" in said
    with writer():
        assert not Home.objects.exists()


def test_a_home_is_planned_and_the_one_before_is_kept_as_fallen_through(cast, stay, haven, writer, once):
    first = HomeFactory(person=cast.person, when="planned", sure="hoped", kind="family")
    assert "With family is planned now" in text(cast.worker.get(url("plan_home", cast.person)))

    cast.worker.post(url("plan_home", cast.person), PLANNED | {"provider": str(haven.pk)} | once)

    with writer():
        first.refresh_from_db()
        second = Home.objects.exclude(pk=first.pk).get()
    assert first.sure == "fell_through"
    assert (second.sure, second.provider_id, second.their_choice) == ("offered", haven.pk, "yes")


def test_a_home_is_changed_from_the_version_that_was_read(cast, stay, writer, once):
    home = HomeFactory(person=cast.person, when="planned", sure="hoped", arrears="yes", words="CANARY home")
    form = text(cast.worker.get(url("change_home", cast.person, home_id=home.pk)))
    assert "CANARY home" in form

    sent = PLANNED | {"sure": "agreed", "version": str(home.version)} | typed("held_until_on", date(2026, 4, 1))
    cast.worker.post(url("change_home", cast.person, home_id=home.pk), sent | once)

    changed = only(writer)
    assert (changed.sure, changed.held_until_on) == ("agreed", date(2026, 4, 1))
    assert changed.arrears == "yes"


def test_a_change_typed_over_someone_elses_is_not_lost_and_not_saved(cast, stay, writer, once):
    home = HomeFactory(person=cast.person, when="planned", sure="hoped")

    sent = PLANNED | {"words": "Mine", "version": str(home.version + 1)} | once
    said = text(cast.worker.post(url("change_home", cast.person, home_id=home.pk), sent))

    assert "Someone else changed this while you had it open" in said
    assert "Mine" in said
    assert only(writer).words == "CANARY home"


def test_a_planned_home_falls_through_with_its_reason(cast, stay, writer, once):
    home = HomeFactory(person=cast.person, when="planned", sure="agreed")
    address, stamp = url("fell_through", cast.person, home_id=home.pk), {"version": str(home.version)}

    assert "Answer “Why?”" in text(cast.worker.post(address, TODAY_TYPED | stamp))
    cast.worker.post(address, TODAY_TYPED | stamp | once | {"why": "The room went"})

    assert (only(writer).sure, only(writer).left_why) == ("fell_through", "The room went")


def test_they_move_in_and_later_the_home_ends(cast, writer, once):
    home = HomeFactory(person=cast.person, when="planned", sure="agreed")
    cast.worker.post(url("move_in", cast.person, home_id=home.pk), TODAY_TYPED | {"version": str(home.version)} | once)
    moved = only(writer)
    assert (moved.when, moved.from_on) == ("after", TODAY)

    ended = TODAY_TYPED | {"version": str(moved.version), "why": "Bought out"}
    cast.worker.post(url("leave_home", cast.person, home_id=home.pk), ended)

    assert (only(writer).until_on, only(writer).left_why) == (TODAY, "Bought out")


def test_whether_they_are_still_there_is_asked_when_due_and_answered_once(cast, writer, once):
    home = HomeFactory(person=cast.person, when="after", from_on=date(2025, 11, 3))
    address = url("still_there", cast.person, home_id=home.pk)
    assert "13 weeks" in text(cast.worker.get(address))
    assert "26 weeks" not in text(cast.worker.get(address))

    for _ in range(2):
        cast.worker.post(address, TODAY_TYPED | {"weeks": "13", "still_there": "yes"} | once)

    with writer():
        assert StillThere.objects.get().still_there == "yes"
    assert cast.worker.get(address).status_code == 404


def test_nothing_is_asked_of_a_home_that_is_not_due(cast):
    fresh = HomeFactory(person=cast.person, when="after", from_on=TODAY)
    before = HomeFactory(person=cast.person, when="before", from_on=date(2020, 1, 1))
    answered = StillThereFactory(home__person=cast.person)

    for home in (fresh, before, answered.home):
        assert cast.worker.get(url("still_there", cast.person, home_id=home.pk)).status_code == 404
