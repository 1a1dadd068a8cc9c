"""Somewhere to live, across the chapters: what it does to the runway, at the gate, and to being ready."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON, TODAY, KeyDateFactory, OrganisationFactory, PersonFactory, StayFactory, UserFactory
from tests.factories.housing import EffortFactory, HomeFactory, NoAddressFactory, ProviderAskFactory
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.housing import queries
from throughline.housing.actions.homes import HomeFacts
from throughline.housing.models import Home
from throughline.journeys import keep_homes
from throughline.journeys.agree_place import agree_place
from throughline.journeys.housing_account import may_be_ready
from throughline.journeys.housing_at_the_gate import at_the_gate, back_inside
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}


@pytest.fixture(autouse=True)
def as_the_writer(writer, db):
    """Look at rows as the writer does: what pages may see is another test's subject."""
    with writer():
        yield


@pytest.fixture
def laid(monkeypatch):
    """Count whose runway is laid again."""
    found = []
    monkeypatch.setattr(keep_homes, "lay_runway", lambda person, **_: found.append(person))
    return found


def known(**facts):
    return HomeFacts(**{"kind": "supported", "source": "Housing officer", "noted_on": TODAY, **facts})


def test_the_runway_is_laid_again_whenever_a_home_changes(laid):
    person = PersonFactory()

    keep_homes.add_home(person, when="before", facts=known(), **BY)
    home = keep_homes.plan_home(person, facts=known(sure="hoped"), **BY)
    home = keep_homes.change_home(home, facts=known(sure="agreed"), version=1, **BY)
    home = keep_homes.move_in(home, on=TODAY, version=2, **BY)
    keep_homes.leave_home(home, on=TODAY, why="Moved", version=3, **BY)
    other = keep_homes.plan_home(person, facts=known(sure="asked"), **BY)
    keep_homes.home_fell_through(other, why="Sold", on=TODAY, version=1, **BY)

    assert laid == [person] * 7


def test_an_agreed_home_finishes_the_step_of_the_first_night_until_it_falls_through():
    person = StayFactory().person
    step = TaskFactory(plan=PlanFactory(person=person), key="home.first_night", pathway="accommodation")

    hoped = keep_homes.plan_home(person, facts=known(sure="hoped"), **BY)
    before = Task.objects.get(pk=step.pk).state
    agreed = keep_homes.change_home(hoped, facts=known(sure="agreed"), version=1, **BY)
    done = Task.objects.get(pk=step.pk)
    keep_homes.home_fell_through(agreed, why="Sold", on=TODAY, version=2, **BY)

    assert (before, done.state, done.state_words) == ("todo", "done", "Supported housing, agreed.")
    assert Task.objects.get(pk=step.pk).state == "todo"


def test_a_first_night_someone_saw_to_in_other_words_stays_done():
    person = StayFactory().person
    plan = PlanFactory(person=person)
    done = {"state": "done", "ended_on": TODAY, "state_words": "With his aunt"}
    step = TaskFactory(plan=plan, key="home.first_night", pathway="accommodation", **done)

    home = keep_homes.plan_home(person, facts=known(sure="asked"), **BY)
    keep_homes.home_fell_through(home, why="Sold", on=TODAY, version=1, **BY)

    assert Task.objects.get(pk=step.pk).state == "done"


def test_a_home_is_planned_with_the_runway_as_it_is():
    home = keep_homes.plan_home(StayFactory().person, facts=known(sure="agreed"), **BY)

    assert list(queries.planned_now(Home.objects.all())) == [home]


def test_a_place_that_is_agreed_is_the_planned_home(laid):
    ask = ProviderAskFactory(provider=OrganisationFactory(name="Key House"), provider_words="", place="recovery")

    home = agree_place(ask, on=TODAY, version=1, **BY)

    ask.refresh_from_db()
    assert ask.state == "accepted"
    assert (home.kind, home.provider.name, home.sure, home.source) == ("recovery", "Key House", "agreed", "Key House")


def test_a_home_hoped_for_with_the_same_provider_becomes_agreed(laid):
    ask = ProviderAskFactory(provider_words="Key House")
    facts = {"when": "planned", "sure": "hoped", "provider_words": "Key House", "free_from_on": date(2026, 4, 6)}
    hoped = HomeFactory(person=ask.person, kind="supported", **facts)

    home = agree_place(ask, on=TODAY, version=1, **BY)

    assert (home.pk, home.sure, home.free_from_on) == (hoped.pk, "agreed", date(2026, 4, 6))
    assert Home.objects.count() == 1


def test_a_place_that_was_turned_down_plans_nothing(laid):
    ask = ProviderAskFactory(state="turned_down")

    with pytest.raises(Refused, match="cannot become"):
        agree_place(ask, on=TODAY, version=1, **BY)
    assert not Home.objects.exists()


def test_at_the_gate_an_agreed_home_is_lived_in_from_that_day():
    stay = StayFactory()
    planned = HomeFactory(person=stay.person, when="planned", sure="agreed")

    home = at_the_gate(stay.person, stay, on=TODAY, **BY)

    assert (home.pk, home.when, home.from_on) == (planned.pk, "after", TODAY)


def test_at_the_gate_a_home_that_was_kept_is_lived_in_again():
    stay = StayFactory()
    kept = HomeFactory(person=stay.person, from_on=date(2024, 1, 1))

    home = at_the_gate(stay.person, stay, on=TODAY, **BY)

    kept.refresh_from_db()
    assert (home.when, home.from_on, home.kind) == ("after", TODAY, kept.kind)
    assert kept.until_on == TODAY


def test_at_the_gate_the_kept_home_they_planned_to_return_to_is_one_home():
    stay = StayFactory()
    kept = HomeFactory(person=stay.person)
    other = HomeFactory(person=stay.person, kind="private")
    HomeFactory(person=stay.person, when="planned", sure="agreed")

    at_the_gate(stay.person, stay, on=TODAY, **BY)

    kept.refresh_from_db()
    assert kept.until_on == TODAY
    assert list(queries.kept_now(Home.objects.all())) == [other]
    assert queries.living_now(Home.objects.all()).count() == 1


@pytest.mark.parametrize("facts", [{"sure": "offered"}, {"sure": "agreed", "kind": "no_address"}])
def test_at_the_gate_nothing_is_guessed(facts):
    stay = StayFactory()
    HomeFactory(person=stay.person, when="planned", **facts)

    assert at_the_gate(stay.person, stay, on=TODAY, **BY) is None
    assert not queries.living_now(Home.objects.all()).exists()


def test_back_inside_a_tenancy_is_kept_and_another_place_ends():
    stay = StayFactory(admitted_on=TODAY)
    tenancy = HomeFactory(person=stay.person, when="after", from_on=date(2025, 6, 2), rent_help="universal_credit")
    sofa = HomeFactory(person=stay.person, when="after", kind="sofa", from_on=date(2025, 6, 2))
    later = HomeFactory(person=stay.person, when="after", from_on=TODAY + timedelta(days=1))

    (kept,) = back_inside(stay.person, stay, on=TODAY, **BY)

    tenancy.refresh_from_db(), sofa.refresh_from_db()
    assert (kept.when, kept.from_on, kept.rent_help) == ("during", TODAY, "universal_credit")
    assert (tenancy.until_on, sofa.until_on) == (TODAY, TODAY)
    assert list(queries.living_now(Home.objects.all())) == [later]


def test_out_and_back_tells_one_story_of_one_tenancy():
    stay = StayFactory()
    HomeFactory(person=stay.person, from_on=date(2026, 1, 5))

    out = at_the_gate(stay.person, stay, on=date(2026, 2, 2), **BY)
    (back,) = back_inside(stay.person, stay, on=TODAY, **BY)

    told = list(queries.story(Home.objects.all()))
    assert [(home.when, home.from_on, home.until_on) for home in told] == [
        ("during", TODAY, None),
        ("during", date(2026, 1, 5), date(2026, 2, 2)),
        ("after", date(2026, 2, 2), TODAY),
    ]
    assert {out.pk, back.pk} < {home.pk for home in told}


def test_a_release_is_ready_with_an_agreed_home_that_fits():
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=date(2026, 5, 6))
    home = HomeFactory(person=stay.person, when="planned", sure="agreed")

    assert may_be_ready(stay.person_id).yes
    Home.objects.filter(pk=home.pk).update(held_until_on=date(2026, 5, 6))
    assert not may_be_ready(stay.person_id).yes


def test_a_release_is_ready_with_a_home_that_was_kept_or_is_lived_in():
    kept, living = HomeFactory(), HomeFactory(when="after", from_on=TODAY)
    rough = HomeFactory(when="after", kind="rough")

    assert [may_be_ready(home.person_id).yes for home in (kept, living, rough)] == [True, True, False]


def test_a_release_with_no_fixed_address_is_ready_once_every_effort_is_accounted_for():
    stay = StayFactory()
    before = StayFactory(
        person=stay.person, admitted_on=date(2024, 1, 1), ended_on=date(2024, 2, 1), ended_how="other_end"
    )
    EffortFactory(person=stay.person, stay=before)
    for kind in ("council", "family"):
        EffortFactory(person=stay.person, stay=stay, kind=kind)

    missing = may_be_ready(stay.person_id)
    EffortFactory(person=stay.person, stay=stay, kind="spoke")
    NoAddressFactory(stay=stay)

    assert (missing.yes, "Record 1 more effort" in missing.sentence) == (False, True)
    assert may_be_ready(stay.person_id).sentence == "No fixed address, with an account and 3 efforts on record."


def test_who_answers_for_ready_all_the_same_is_named():
    stay = StayFactory()
    EffortFactory(person=stay.person, stay=stay)
    NoAddressFactory(stay=stay, ready_anyway_by=UserFactory(name="Ann Reid"))

    assert "Ann Reid said ready all the same" in may_be_ready(stay.person_id).sentence
