"""From protocols and facts to the steps one person needs."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protocols.shapes import (
    BEGUN,
    RELEASE,
    TODAY,
    days,
    people,
    person,
    protocol,
    some_facts,
    some_protocols,
    step,
)
from throughline.protocols.engine.laying import EARLIER_STAY, lay
from throughline.protocols.engine.merging import AT_THE_GATE, AT_THE_START
from throughline.protocols.links import circles
from throughline.protocols.reading.conditions import parse
from throughline.protocols.shape import Anchors, Owner, Person, Timing

MANY_EACH = settings(max_examples=40)
"""Each example is up to four protocols with a person: forty of them cover what a hundred small ones would."""


def only(*steps, **said):
    return [protocol("first-days-out", *steps, **said)]


def keys(runway):
    return [each.key for each in runway.laid]


def test_a_step_is_laid_with_its_day_and_its_reason():
    runway = lay(only(step("bank.account")), person())

    assert [(each.key, each.due_on, each.reason) for each in runway.laid] == [
        ("bank.account", RELEASE - timedelta(days=21), "First days out asks for it.")
    ]
    assert (runway.asked, runway.gone) == ((), {})


def test_a_step_whose_anchor_is_not_known_has_no_day():
    runway = lay(
        only(step("b"), step("a", timing=Timing(anchor="admission", offset=3))), person(days={"release": None})
    )

    assert [(each.key, each.due_on) for each in runway.laid] == [("a", None), ("b", None)]


def test_working_days_are_those_of_the_calendar():
    ten = step("plan.agreed", timing=Timing(anchor="start", offset=2, unit="working"))

    runway = lay(only(ten), person(days={"start": date(2026, 12, 24)}))

    assert runway.laid[0].due_on == date(2026, 12, 30)


def test_steps_stand_in_the_order_of_their_days():
    soon = step("z", timing=Timing(anchor="release", offset=-50))

    assert keys(
        lay(only(step("b"), step("a"), soon, step("c", timing=Timing(anchor="start", offset=0))), person())
    ) == [
        "z",
        "a",
        "b",
        "c",
    ]


@pytest.mark.parametrize(
    ("facts", "laid", "asked", "gone"),
    [
        ({"in_custody": True}, ["a"], [], {}),
        ({"in_custody": False}, [], [], {"a": "Needed only when they are in prison"}),
        ({}, [], [("a", ("in_custody",))], {}),
    ],
)
def test_a_condition_lays_asks_or_retires(facts, laid, asked, gone):
    of_step = lay(only(step("a", when="in_custody")), person(facts))
    of_protocol = lay(only(step("a"), when="in_custody"), person(facts))

    assert of_step == of_protocol
    assert keys(of_step) == laid
    assert [(each.key, each.facts) for each in of_step.asked] == asked
    assert of_step.gone == gone


def test_what_is_for_inside_is_gone_once_they_left():
    inside = [step("a", where="inside"), step("b", where="outside"), step("c")]

    runway = lay(only(*inside), person(left_on=RELEASE))

    assert sorted(keys(runway)) == ["b", "c"]
    assert runway.gone == {"a": "They have left prison"}


def test_what_several_protocols_ask_for_is_one_step_due_when_the_first_needs_it():
    early = step("id.proof", title="Get an ID", timing=Timing(anchor="release", offset=-40), needs=("photo",), takes=3)
    late = step("id.proof", title="Get proof of who you are", why="Banks ask", must_have="id", takes=10, where="inside")
    both = [protocol("prison-release", late), protocol("first-days-out", early, step("photo"))]

    laid = {each.key: each for each in lay(both, person()).laid}

    assert set(laid) == {"id.proof", "photo"}
    merged = laid["id.proof"]
    assert (merged.title, merged.why, merged.must_have) == ("Get an ID", "Banks ask", "id")
    assert (merged.due_on, merged.timing.offset) == (RELEASE - timedelta(days=40), -40)
    assert (merged.protocols, merged.needs) == (("first-days-out", "prison-release"), ("photo",))
    assert (merged.takes, merged.where) == (10, "either")
    assert merged.reason == "First days out and Prison release ask for it."


def test_a_step_asked_under_two_parts_of_life_stands_under_the_more_closed():
    both = [
        protocol("a", step("safe.home", pathway="accommodation")),
        protocol("b", step("safe.home", pathway="abuse")),
    ]

    assert lay(both, person()).laid[0].pathway == "abuse"


def test_a_step_one_protocol_asks_for_is_not_gone_because_another_does_not():
    both = [protocol("a", step("gp", when="recalled")), protocol("b", step("gp"))]

    runway = lay(both, person({"recalled": False}))

    assert (keys(runway), runway.gone, runway.laid[0].protocols) == (["gp"], {}, ("b",))


def test_needs_that_are_not_laid_are_left_out():
    runway = lay(only(step("bank", needs=("id", "photo")), step("id", when="recalled")), person({"recalled": False}))

    assert runway.laid[0].needs == ()


def test_a_circle_that_comes_of_merging_loses_its_last_link():
    both = [protocol("a", step("id", needs=("bank",)), step("bank")), protocol("b", step("bank", needs=("id",)))]

    laid = {each.key: each.needs for each in lay(both, person()).laid}

    assert laid == {"bank": ("id",), "id": ()}


def test_nothing_is_due_before_the_protocol_began():
    both = [protocol("a", step("id")), protocol("b", step("id"))]

    runway = lay(both, person(days={"release": TODAY}, begun_on={"a": TODAY, "b": TODAY - timedelta(days=1)}))

    assert runway.laid[0].due_on == TODAY - timedelta(days=1)
    assert runway.laid[0].reason.endswith(AT_THE_START)


def test_what_was_not_done_inside_is_due_the_day_they_left():
    runway = lay(only(step("id")), person(begun_on={"first-days-out": BEGUN}, left_on=RELEASE))

    assert runway.laid[0].due_on == RELEASE
    assert runway.laid[0].reason == f"First days out asks for it. {AT_THE_GATE}"


def test_what_is_due_after_they_left_keeps_its_day():
    after = step("mentor.named", timing=Timing(anchor="release", offset=7), where="outside")

    assert lay(only(after), person(left_on=RELEASE)).laid[0].due_on == RELEASE + timedelta(days=7)


def test_a_step_of_every_stay_is_laid_afresh_in_each():
    steps = [step("needs.assessed", every_stay=True), step("plan.agreed", needs=("needs.assessed",))]

    first, third = lay(only(*steps), person()), lay(only(*steps), person(stay=3))

    assert sorted(keys(first)) == ["needs.assessed", "plan.agreed"]
    assert {each.key: each.needs for each in third.laid} == {
        "needs.assessed@3": (),
        "plan.agreed": ("needs.assessed@3",),
    }
    assert third.gone == {"needs.assessed": EARLIER_STAY, "needs.assessed@2": EARLIER_STAY}


def test_many_long_titles_still_fit_in_a_reason():
    many = [protocol(f"p{number}", step("id"), title=f"{number} {'long ' * 30}") for number in range(9)]

    reason = lay(many, person()).laid[0].reason

    assert len(reason) <= 300
    assert reason.endswith("and 8 more ask for it.")


def test_the_owner_is_the_one_the_first_protocol_names():
    both = [protocol("b", step("id", owner=Owner(role="person"))), protocol("a", step("id", owner=Owner(kind="nhs")))]

    assert lay(both, person()).laid[0].owner == Owner(kind="nhs")


def base(key):
    return key.partition("@")[0]


@MANY_EACH
@given(some_protocols, people(), st.randoms())
def test_the_order_of_protocols_does_not_matter(protocols, someone, random):
    assert lay(random.sample(protocols, len(protocols)), someone) == lay(protocols, someone)


@MANY_EACH
@given(some_protocols, people(), some_facts, days)
def test_there_and_back_restores(protocols, someone, other_facts, other_day):
    before = lay(protocols, someone)
    anchors = someone.anchors
    elsewhere = Anchors(days={"release": other_day}, begun_on=anchors.begun_on, left_on=None, stay=1)

    lay(protocols, Person(facts=other_facts, anchors=elsewhere, calendar=someone.calendar))

    assert lay(protocols, someone) == before


@MANY_EACH
@given(some_protocols, people())
def test_every_step_needed_is_laid_just_once_and_unknown_lays_nothing(protocols, someone):
    runway = lay(protocols, someone)

    wanted = set()
    for each in protocols:
        for its in each.steps:
            answers = {parse(each.when).holds(someone.facts), parse(its.when).holds(someone.facts)}
            if answers == {True} and not (its.where == "inside" and someone.anchors.left_on):
                wanted.add(its.key)
    assert sorted(base(key) for key in keys(runway)) == sorted(wanted)


@MANY_EACH
@given(some_protocols, people())
def test_every_step_is_laid_or_asked_about_or_gone_and_only_one_of_them(protocols, someone):
    runway = lay(protocols, someone)

    now = [key for key, why in runway.gone.items() if why != EARLIER_STAY]
    found = [*keys(runway), *(each.key for each in runway.asked), *now]

    assert sorted(map(base, found)) == sorted({its.key for each in protocols for its in each.steps})
    assert all(each.facts for each in runway.asked)
    assert all(runway.gone.values())


@MANY_EACH
@given(some_protocols, people())
def test_nothing_is_due_before_the_floor(protocols, someone):
    anchors = someone.anchors
    for each in lay(protocols, someone).laid:
        begun = min((anchors.begun_on[slug] for slug in each.protocols if slug in anchors.begun_on), default=None)
        for floor in (begun, anchors.left_on):
            assert each.due_on is None or floor is None or each.due_on >= floor


@MANY_EACH
@given(some_protocols, people())
def test_needs_are_laid_and_lead_somewhere(protocols, someone):
    laid = {each.key: each.needs for each in lay(protocols, someone).laid}

    assert {need for needs in laid.values() for need in needs} <= laid.keys()
    assert circles(laid) == ()


@MANY_EACH
@given(some_protocols, people())
def test_one_protocol_more_never_loses_a_step(protocols, someone):
    fewer = {base(key) for key in keys(lay(protocols[1:], someone))}

    assert fewer <= {base(key) for key in keys(lay(protocols, someone))}


@MANY_EACH
@given(some_protocols, people())
def test_the_days_are_in_order(protocols, someone):
    found = [(each.due_on is None, each.due_on or date.min, each.key) for each in lay(protocols, someone).laid]

    assert found == sorted(found)
