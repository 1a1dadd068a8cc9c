"""The facts that conditions may name are those the record keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.agencies.pathways import Pathway
from throughline.housing.statuses import HomeKind, Nation, RentHelp
from throughline.protocols.reading.facts import FACTS, Kind


@pytest.mark.parametrize(("name", "words"), [("tenure", HomeKind), ("rent_help", RentHelp), ("nation", Nation)])
def test_the_words_of_housing_are_those_housing_has(name, words):
    known = {value: str(label) for value, label in words.choices if value != "unknown"}

    assert FACTS[name].choices == known


def test_every_fact_has_a_question_and_a_label():
    assert [fact.name for fact in FACTS.values() if not fact.question.endswith("?") or not fact.label] == []


def test_what_is_yes_or_no_has_words_for_no():
    wordless = [fact.name for fact in FACTS.values() if fact.kind in {Kind.YES_NO, Kind.SEVERAL} and not fact.denied]

    assert wordless == []


def test_nobody_may_ask_for_not_known():
    assert [fact.name for fact in FACTS.values() if "unknown" in fact.choices] == []


def test_not_known_is_not_a_value():
    assert FACTS["legal_status"].known({"legal_status": "unknown"}) is None
    assert FACTS["sex"].known({}) is None


@given(st.sampled_from(list(FACTS.values())), st.booleans() | st.integers() | st.text() | st.frozensets(st.text()))
def test_a_value_of_another_kind_is_not_known(fact, value):
    kinds = {Kind.YES_NO: bool, Kind.NUMBER: int, Kind.WORD: str, Kind.SEVERAL: frozenset}

    known = fact.known({fact.name: value})

    assert known is None or type(known) is kinds[fact.kind]


def test_what_a_fact_opens_is_what_its_part_of_the_record_opens():
    assert FACTS["has_children"].compartments() == {"family"}
    assert FACTS["age"].compartments() == frozenset()
    assert FACTS["needs"].compartments(Pathway.HEALTH) == {"needs"}
    assert FACTS["needs"].compartments(Pathway.WORK) == frozenset()
    assert FACTS["needs"].compartments(Pathway.ABUSE) == {"sensitive"}
