"""Homes: recorded, planned, changed, fallen through, moved into, left; and whether they last."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOON, TODAY, ContactPointFactory, PersonFactory, UserFactory, acting
from tests.factories.housing import HomeFactory, StillThereFactory
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.housing import facts as shapes
from throughline.housing import queries
from throughline.housing.actions import homes, milestones
from throughline.housing.actions.homes import HomeFacts
from throughline.housing.models import Home, StillThere
from throughline.housing.rules import FirstNightState, first_night

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
SOON = TODAY + timedelta(days=30)


def known(**facts):
    return HomeFacts(**{"kind": "supported", "source": "Housing officer", "noted_on": TODAY, **facts})


def planned(**facts):
    return HomeFactory(**{"when": "planned", "sure": "agreed", **facts})


def test_where_someone_lived_before_is_kept_with_who_said_so():
    home = homes.add_home(PersonFactory(), when="before", facts=known(kind="rough", words="By the canal"), **BY)

    assert (home.when, home.kind, home.words, home.source) == ("before", "rough", "By the canal", "Housing officer")
    assert JournalEntry.objects.get().facts == {"when": "Before prison", "kind": "Sleeping rough"}


def test_a_home_for_release_is_planned_and_not_just_added():
    with pytest.raises(Refused, match="Plan a home"):
        homes.add_home(PersonFactory(), when="planned", facts=known(sure="agreed"), **BY)


def test_the_address_of_a_home_is_one_of_their_own():
    with pytest.raises(Refused, match="their own addresses") as refused:
        homes.add_home(PersonFactory(), when="after", facts=known(address=ContactPointFactory(kind="address")), **BY)

    assert refused.value.field == "address"


def test_a_day_that_cannot_be_is_refused():
    with pytest.raises(Refused, match="has not come yet"):
        homes.add_home(PersonFactory(), when="after", facts=known(from_on=SOON), **BY)


def test_a_second_plan_keeps_the_first_as_fallen_through():
    person = PersonFactory()
    first = homes.plan_home(person, facts=known(sure="hoped"), **BY)

    second = homes.plan_home(person, facts=known(kind="council", sure="offered", free_from_on=SOON), **BY)

    first.refresh_from_db()
    assert (first.sure, first.left_why, first.until_on) == ("fell_through", homes.REPLACED, TODAY)
    assert list(queries.planned_now(Home.objects.all())) == [second]


def test_a_plan_that_does_not_say_how_sure_is_refused():
    with pytest.raises(Refused, match="how sure") as refused:
        homes.plan_home(PersonFactory(), facts=known(), **BY)

    assert refused.value.field == "sure"


def test_the_database_keeps_one_home_planned_a_person():
    home = planned()

    with pytest.raises(IntegrityError, match="one_home_planned"), transaction.atomic():
        planned(person=home.person)


def test_a_home_changes_once_a_version():
    home = planned(sure="hoped")

    changed = homes.change_home(home, facts=known(sure="agreed", held_until_on=SOON), version=1, **BY)

    assert (changed.sure, changed.held_until_on, changed.version) == ("agreed", SOON, 2)
    assert JournalEntry.objects.get().facts["before"] == "Hoped for"
    with pytest.raises(Stale):
        homes.change_home(home, facts=known(sure="hoped"), version=1, **BY)


def test_a_home_that_fell_through_is_not_changed():
    with pytest.raises(Refused, match="Plan another"):
        homes.change_home(planned(sure="fell_through"), facts=known(sure="agreed"), version=1, **BY)


def test_a_planned_home_falls_through_with_a_reason():
    home = homes.home_fell_through(planned(), why="The landlord sold it", on=TODAY, version=1, **BY)

    assert (home.sure, home.left_why) == ("fell_through", "The landlord sold it")
    assert not queries.planned_now(Home.objects.all()).exists()


@pytest.mark.parametrize(
    ("home", "facts", "said"),
    [
        ({}, {"why": " "}, "Say why it fell through"),
        ({}, {"on": SOON}, "has not come yet"),
        ({"sure": "fell_through"}, {}, "Only a home that is planned"),
        ({"when": "during", "sure": ""}, {}, "Only a home that is planned"),
    ],
)
def test_what_cannot_fall_through_is_refused(home, facts, said):
    with pytest.raises(Refused, match=said):
        homes.home_fell_through(planned(**home), **{"why": "Sold", "on": TODAY, "version": 1, **BY, **facts})


def test_moving_in_makes_the_planned_home_the_one_they_live_in():
    home = homes.move_in(planned(free_from_on=TODAY, held_until_on=SOON), on=TODAY, version=1, **BY)

    assert (home.when, home.sure, home.from_on, home.free_from_on) == ("after", "", TODAY, None)
    assert list(queries.living_now(Home.objects.all())) == [home]


@pytest.mark.parametrize(
    ("home", "on", "said"),
    [
        ({"when": "after", "sure": ""}, TODAY, "Only a home that is planned"),
        ({"sure": "fell_through"}, TODAY, "Only a home that is planned"),
        ({}, SOON, "has not come yet"),
    ],
)
def test_what_cannot_be_moved_into_is_refused(home, on, said):
    with pytest.raises(Refused, match=said):
        homes.move_in(planned(**home), on=on, version=1, **BY)


def test_a_home_that_was_kept_is_lost_with_a_reason():
    home = homes.leave_home(HomeFactory(), on=TODAY, why="Ended by the council", version=1, **BY)

    assert (home.until_on, home.left_why) == (TODAY, "Ended by the council")
    assert not queries.kept_now(Home.objects.all()).exists()


@pytest.mark.parametrize(
    ("home", "facts", "said"),
    [
        ({"when": "before"}, {}, "kept or lived in"),
        ({"until_on": date(2026, 2, 2)}, {}, "left this home on Mon 2 Feb already"),
        ({}, {"why": ""}, "Say why the home ended"),
        ({}, {"on": SOON}, "has not come yet"),
        ({"from_on": TODAY}, {"on": TODAY - timedelta(days=1)}, "after this day"),
    ],
)
def test_an_end_that_cannot_be_is_refused(home, facts, said):
    with pytest.raises(Refused, match=said):
        homes.leave_home(HomeFactory(**home), **{"on": TODAY, "why": "Moved", "version": 1, **BY, **facts})


def test_a_home_goes_on_in_the_next_part_of_the_story():
    home = HomeFactory(from_on=date(2025, 1, 6), rent_help="housing_benefit")

    after = homes.go_on_as(home, when="after", on=TODAY, why="Left prison.", **BY)

    home.refresh_from_db()
    assert (home.until_on, home.left_why) == (TODAY, "Left prison.")
    assert (after.when, after.from_on, after.until_on, after.rent_help) == ("after", TODAY, None, "housing_benefit")


def test_whether_they_are_still_there_is_answered_once():
    user = UserFactory()
    home = HomeFactory(when="after", from_on=TODAY - timedelta(weeks=13))

    said = milestones.answer(home, weeks=13, still_there="yes", on=TODAY, by=acting(user), at=NOON)

    assert (said.still_there, said.by_user, said.person) == ("yes", user, home.person)
    with pytest.raises(Refused, match="answered already"):
        milestones.answer(home, weeks=13, still_there="no", on=TODAY, **BY)


@pytest.mark.parametrize(
    ("home", "facts", "said"),
    [
        ({"when": "during"}, {}, "after release"),
        ({"from_on": None}, {}, "is not known"),
        ({}, {"weeks": 26}, "Ask from then"),
        ({}, {"still_there": "maybe"}, "Choose yes, no"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(home, facts, said):
    row = HomeFactory(**{"when": "after", "from_on": TODAY - timedelta(weeks=13), **home})

    with pytest.raises(Refused, match=said):
        milestones.answer(row, **{"weeks": 13, "still_there": "yes", "on": TODAY, **BY, **facts})


def test_the_story_is_told_from_before_to_after():
    person = PersonFactory()
    made = [
        HomeFactory(person=person, when=when, sure="agreed" if when == "planned" else "")
        for when in ("after", "planned", "during", "before")
    ]

    told = queries.story(queries.of_person(Home.objects.all(), person.pk))

    assert list(told) == made[::-1]


def test_answers_are_found_by_their_home():
    said = StillThereFactory()
    StillThereFactory()

    assert list(queries.answers_of(StillThere.objects.all(), [said.home])) == [said]


def test_what_the_rules_need_is_taken_from_the_rows():
    kept, gone = HomeFactory(arrears="yes"), planned(sure="fell_through")
    night = first_night(None, release_on=None, today=TODAY)

    facts = shapes.risk_facts([kept, gone], night=night, clocks=[])

    assert (facts.kept, facts.arrears, facts.fell_through, facts.lost_inside) == (True, True, True, False)
    assert facts.night == FirstNightState.ASK
    assert shapes.planned_home(None) is None
    assert shapes.planned_home(planned(safe="no")).safe == "no"
    assert shapes.tenancy(kept).rent_help == ""


NIGHT = first_night(None, release_on=None, today=TODAY)
CAME_IN = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("until_on", "went_on", "lost"),
    [(TODAY, False, True), (TODAY, True, False), (date(2025, 11, 3), False, False)],
)
def test_a_home_is_lost_only_in_this_stay_and_only_when_it_did_not_go_on(until_on, went_on, lost):
    told = [HomeFactory(until_on=until_on)]
    if went_on:
        told.append(HomeFactory(person=told[0].person, when="after", from_on=until_on))

    assert shapes.risk_facts(told, night=NIGHT, clocks=[], since=CAME_IN).lost_inside is lost


def test_the_home_before_prison_is_the_last_they_lived_in_outside():
    first = HomeFactory(when="before", kind="council")
    last = HomeFactory(person=first.person, when="after", kind="sofa", from_on=date(2025, 6, 2), until_on=CAME_IN)

    assert shapes.risk_facts([first, last], night=NIGHT, clocks=[], since=CAME_IN).before == "sofa"
    assert shapes.risk_facts([first], night=NIGHT, clocks=[], since=CAME_IN).before == "council"
    assert shapes.risk_facts([], night=NIGHT, clocks=[], since=CAME_IN).before == ""


def test_a_plan_that_fell_through_in_another_stay_is_another_story():
    old = planned(sure="fell_through", until_on=date(2025, 6, 2))

    assert not shapes.risk_facts([old], night=NIGHT, clocks=[], since=CAME_IN).fell_through
    assert shapes.risk_facts([old], night=NIGHT, clocks=[]).fell_through


@pytest.mark.django_db(transaction=True)
def test_two_at_once_plan_one_home(writer):
    person = PersonFactory()

    def plan():
        homes.plan_home(person, facts=known(sure="agreed"), **BY)

    assert answers_of(plan, plan) == ["kept", "kept"]
    with writer():
        assert queries.planned_now(Home.objects.all()).count() == 1
        assert Home.objects.filter(sure="fell_through").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_move_in_once():
    home = planned()

    def move():
        homes.move_in(home, on=TODAY, version=1, **BY)

    assert answers_of(move, move) == ["kept", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_answer_once(writer):
    home = HomeFactory(when="after", from_on=TODAY - timedelta(weeks=13))

    def answer():
        milestones.answer(home, weeks=13, still_there="yes", on=TODAY, **BY)

    assert answers_of(answer, answer) == ["kept", "refused"]
    with writer():
        assert StillThere.objects.count() == 1
