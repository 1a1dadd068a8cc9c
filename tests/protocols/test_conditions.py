"""The small language of conditions: what it understands, what it answers, and how it refuses."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.shapes import conditions, some_facts
from throughline.protocols.reading.conditions import DEEPEST, parse
from throughline.protocols.reading.faults import Unclear
from throughline.protocols.reading.tokens import LONGEST


@pytest.mark.parametrize(
    ("text", "facts", "answer"),
    [
        ("", {}, True),
        ("in_custody", {"in_custody": True}, True),
        ("not in_custody", {"in_custody": True}, False),
        ("in_custody", {}, None),
        ("legal_status is remand", {"legal_status": "remand"}, True),
        ("legal_status is not remand", {"legal_status": "remand"}, False),
        ("legal_status in (remand, sentenced)", {"legal_status": "sentenced"}, True),
        ("legal_status not in (remand, sentenced)", {"legal_status": "sentenced"}, False),
        ("needs has finance", {"needs": frozenset({"finance"})}, True),
        ("needs has finance", {"needs": frozenset()}, False),
        ("age < 21", {"age": 20}, True),
        ("age < 21", {"age": 21}, False),
        ("age <= 21", {"age": 21}, True),
        ("age > 21", {"age": 21}, False),
        ("age >= 21", {"age": 21}, True),
        ("times_in_prison is 1", {"times_in_prison": 1}, True),
        ("times_in_prison in (1, 2)", {"times_in_prison": 3}, False),
        ('area is "Marnoch Bay"', {"area": "Marnoch Bay"}, True),
        ("area is Marnoch", {"area": "Inverlyn"}, False),
        ("in_custody and age < 21", {"age": 30}, False),
        ("in_custody or age < 21", {"age": 20}, True),
        ("in_custody and age < 21", {"age": 20}, None),
        ("recalled or returned and in_custody", {"recalled": True}, True),
        ("(recalled or returned) and in_custody", {"recalled": True, "in_custody": False}, False),
        ("not (recalled or returned)", {"recalled": False, "returned": False}, True),
        ("IN_CUSTODY", {}, "refused"),
        ("in_custody AND recalled", {"in_custody": True, "recalled": True}, True),
    ],
)
def test_conditions_answer(text, facts, answer):
    try:
        held = parse(text).holds(facts)
    except Unclear:
        held = "refused"

    assert held is answer or held == answer


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tea", 'At character 1: "tea" is not a fact. The facts are: legal_status,'),
        ("in_custdy", 'Did you mean "in_custody"?'),
        ("age", 'At character 4: After "age" comes "is", "is not", "in (...)" or a comparison.'),
        ("age < old", '"age" is a whole number, not "old"'),
        ("age < 1.5", "does not belong"),
        ("sex < 3", 'After "sex" comes "is", "is not" or "in (...)".'),
        ("sex is", 'A word should stand here, not "the end".'),
        ("sex is mail", '"sex" is never "mail". Did you mean "male"?'),
        ("sex is unknown", '"sex" is never "unknown". It can be: male, female, other.'),
        ("needs is finance", '"needs" can be several: write "needs has ...".'),
        ("in_custody is yes", '"in_custody" is yes or no: write "in_custody" or "not in_custody".'),
        ("(in_custody", 'At character 12: ")" should stand here, not "the end".'),
        ("in_custody)", 'At character 11: ")" is one word too many.'),
        ("in_custody recalled", '"recalled" is one word too many. Join questions with "and" or "or".'),
        ("sex in ()", 'A word should stand here, not ")".'),
        ("sex in male", '"(" should stand here, not "male".'),
        ("and", 'A fact should stand here, not "and".'),
        ("in_custody and", 'A fact should stand here, not "the end".'),
        ("__import__", "does not belong in a condition"),
        ("age < 3; drop", "At character 8"),
        ('area is ""', "A word should stand here"),
        ('area is "open', "does not belong"),
        ("(" * (DEEPEST + 2), f"More than {DEEPEST} brackets"),
        ("not " * (DEEPEST + 2) + "recalled", f"More than {DEEPEST} brackets"),
        ("a" * (LONGEST + 1), "A condition has at most 1000 characters; this one has 1,001."),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(text, said):
    with pytest.raises(Unclear) as refused:
        parse(text)

    assert said in str(refused.value)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["not", "(", ")", "age", "<", "3", "and", "needs", "has"])).map(" ".join)
)
def test_nothing_but_a_refusal_comes_of_nonsense(text):
    with suppress(Unclear):
        assert parse(text).holds({}) in {None, not text.strip()}


@given(conditions, conditions, some_facts)
def test_not_both_is_one_of_them_not(one, other, facts):
    neither_both = parse(f"not (({one}) and ({other}))").holds(facts)

    assert neither_both is parse(f"not ({one}) or not ({other})").holds(facts)


@given(conditions, some_facts)
def test_twice_not_is_yes(condition, facts):
    assert parse(f"not (not ({condition}))").holds(facts) is parse(condition).holds(facts)


@given(conditions, some_facts)
def test_knowing_more_never_changes_an_answer(condition, facts):
    read = parse(condition)
    for name in facts:
        less = {known: value for known, value in facts.items() if known != name}

        assert read.holds(less) in {None, read.holds(facts)}


@given(conditions)
def test_of_someone_nobody_knows_anything_about_nothing_is_said(condition):
    assert parse(condition).holds({}) is None


@given(conditions, some_facts)
def test_what_is_missing_is_named_while_there_is_no_answer(condition, facts):
    read = parse(condition)

    missing = read.missing(facts)

    assert bool(missing) is (read.holds(facts) is None)
    assert set(missing) <= set(read.facts)
    assert all(facts.get(name) is None for name in missing)


@given(conditions)
def test_every_condition_can_be_said(condition):
    assert parse(condition).in_words()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("in_custody", "they are in prison"),
        ("not in_custody", "they are not in prison"),
        ("age >= 60", "their age is 60 or more"),
        ("not age >= 60", "their age is less than 60"),
        ("sex is female", "their sex is “Female”"),
        ("sex is not female", "their sex is not “Female”"),
        ("area in (Marnoch, Inverlyn)", "their home council area is “Marnoch” or “Inverlyn”"),
        ("needs has work", "they want help with “Work, training and learning”"),
        ("not needs has work", "they do not want help with “Work, training and learning”"),
        ("in_custody and recalled", "they are in prison and they were recalled"),
        (
            "in_custody and (recalled or age < 21)",
            "they are in prison and either they were recalled or their age is less than 21",
        ),
        (
            "in_custody or recalled and age < 21",
            "they are in prison or both they were recalled and their age is less than 21",
        ),
        ("not (in_custody or recalled)", "they are not in prison and they were not recalled"),
    ],
)
def test_conditions_are_said_in_plain_words(text, words):
    assert parse(text).in_words() == words


def test_what_a_condition_reads_is_known():
    condition = parse("age < 21 and (needs has health or needs has work or has_children)")

    assert condition.facts == ("age", "has_children", "needs")
    assert condition.compartments == {"needs", "family"}


def test_only_what_the_answer_hangs_on_is_missing():
    condition = parse("(age < 21 or recalled) and in_custody")

    assert condition.missing({"age": 20}) == ("in_custody",)
    assert condition.missing({"in_custody": False}) == ()
