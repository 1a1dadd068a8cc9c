from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.people.matching.test_keys import NAMES, any_name, plain_word, slip, slips
from throughline.people.identifiers import IdentifierKind
from throughline.people.matching import LIKELY_SAME, MAY_BE_SAME, Identity, Verdict, score
from throughline.people.matching.names import tokens

BORN = date(1994, 5, 14)
births = st.none() | st.dates(date(1930, 1, 1), date(2015, 12, 31))
numbers = st.frozensets(st.tuples(st.sampled_from(IdentifierKind), st.sampled_from(["1", "2", "3"])), max_size=3)
identities = st.builds(Identity, st.lists(any_name, min_size=1, max_size=3).map(tuple), births, numbers)


def named(name, born_on=BORN, *number):
    return Identity((name,), born_on, frozenset(number))


@given(identities)
def test_everyone_matches_themself_completely(someone):
    assert score(someone, someone).score == 1.0


@given(identities, identities)
def test_a_score_is_between_nothing_and_certain_and_always_explained(candidate, query):
    match = score(candidate, query)

    assert 0 <= match.score <= 1
    assert match.reasons
    assert all(reason.strip() for reason in match.reasons)


@given(st.permutations(["Ewan", "James", "Quigley"]), births)
def test_the_order_of_words_never_matters(order, born_on):
    known = named("Ewan James Quigley", born_on)

    assert score(known, named(" ".join(order), born_on)).score == 1.0


@given(any_name, births)
def test_capitals_never_matter(name, born_on):
    assert score(named(name, born_on), named(name.upper(), born_on)).score == 1.0


@given(plain_word, slips, st.integers(0, 50), st.sampled_from("aeioulmnrst"))
def test_one_letter_wrong_is_still_likely_with_the_date_of_birth(word, kind, at, letter):
    typed = slip(word, kind, at, letter)

    assume(tokens(typed) == (typed,))
    assume(tokens(word) == (word,))
    assert score(named(f"Ewan {word}"), named(f"Ewan {typed}")).verdict == Verdict.LIKELY


@given(any_name, any_name, births)
def test_names_alone_are_never_more_than_possible(candidate, query, born_on):
    match = score(named(candidate, None), named(query, born_on))

    assert match.verdict != Verdict.LIKELY


@given(st.sampled_from(NAMES), identities)
def test_a_shared_number_is_at_least_worth_looking_at(name, someone):
    number = (IdentifierKind.PRISON_NUMBER, "A1234BC")
    candidate = Identity(someone.names, someone.born_on, frozenset({number}))

    match = score(candidate, named(name, BORN, number))

    assert match.verdict != Verdict.UNLIKELY
    assert "Same prison number" in match.reasons


@pytest.mark.parametrize(
    ("known", "asked", "reason"),
    [
        ("Ewan Quigley", "Ewan Quigley", "Same name"),
        ("Ewan Quigley", "Quigley Ewan", "Same names in another order"),
        ("Ewan James Quigley", "Ewan Quigley", "Every name given is the same"),
        ("Catherine Quigley", "Katherine Quigley", "Sounds like: Katherine / Catherine"),
        ("William Quigley", "Bill Quigley", "Forms of one name: Bill / William"),
        ("Agnieszka Kowalska", "Agnieszka Kowalski", "Sounds like: Kowalski / Kowalska"),
        ("Ewan Ferreira", "Ewan Ferraira", "Sounds like: Ferraira / Ferreira"),
        ("Ewan Tweed", "Ewan Sweed", "One letter different: Sweed / Tweed"),
        ("Tyrone Shields", "Tyr Shields", "Shortened: Tyr / Tyrone"),
        ("Ewan Whitlock", "Ewan Whittlocks", "Spelled nearly alike: Whittlocks / Whitlock"),
        ("James Quigley", "J Quigley", "Initial only: J / James"),
    ],
)
def test_likeness_is_explained_in_plain_words(known, asked, reason):
    match = score(named(known), named(asked))

    assert reason in match.reasons
    assert match.verdict == Verdict.LIKELY


def test_the_same_name_with_another_date_of_birth_is_possible():
    match = score(named("Ewan Quigley"), named("Ewan Quigley", date(1971, 8, 26)))

    assert match.score == MAY_BE_SAME
    assert match.reasons == ("Same name", "Different date of birth")


def test_another_name_with_the_same_date_of_birth_is_unlikely():
    assert score(named("Ewan Quigley"), named("Piotr Novak")).verdict == Verdict.UNLIKELY


def test_john_and_jane_of_one_family_are_not_likely_the_same():
    match = score(named("John Smith"), named("Jane Smith"))

    assert match.score < LIKELY_SAME


def test_a_slip_in_the_name_and_in_the_date_is_still_likely():
    assert score(named("Ewan Quigley", date(1994, 5, 4)), named("Ewan Quigly", date(1994, 4, 5))).score >= LIKELY_SAME


def test_any_name_they_are_known_by_may_match():
    known = Identity(("Nicole MacAllister", "Nicky Devlin"), BORN)

    assert score(known, named("Nicky Devlin")).score == 1.0


def test_one_name_of_two_says_less():
    match = score(named("Ewan Quigley", None), named("Quigley", None))

    assert match.reasons == ("One name is the same", "Only names could be compared")
    assert match.score < LIKELY_SAME


def test_a_missing_date_of_birth_speaks_neither_way():
    match = score(named("Ewan Quigley", None), named("Ewan Quigley"))

    assert "No date of birth to compare" in match.reasons
    assert MAY_BE_SAME < match.score < 1


def test_a_shared_number_where_all_else_differs_is_to_be_checked():
    number = (IdentifierKind.PNC, "12/394773H")

    match = score(named("Ewan Quigley", BORN, number), named("Piotr Novak", date(1971, 8, 26), number))

    assert match.reasons == ("Same PNC number", "Different name", "Different date of birth")
    assert match.verdict == Verdict.POSSIBLE


def test_two_numbers_kept_for_life_that_differ_speak_against_a_match():
    same = score(named("Ewan Quigley"), named("Ewan Quigley"))

    other = score(
        named("Ewan Quigley", BORN, (IdentifierKind.NHS, "9434765919")),
        named("Ewan Quigley", BORN, (IdentifierKind.NHS, "9434765870")),
    )

    assert other.score < same.score
    assert "Different NHS number" in other.reasons


def test_two_prison_numbers_may_belong_to_one_person():
    first, second = ((IdentifierKind.PRISON_NUMBER, number) for number in ("A1234BC", "A1234BD"))

    assert score(named("Ewan Quigley", BORN, first), named("Ewan Quigley", BORN, second)).score == 1.0


def test_someone_without_a_name_matches_on_the_rest():
    match = score(Identity((), BORN), named("Ewan Quigley"))

    assert match.reasons == ("Same date of birth",)
    assert match.verdict == Verdict.UNLIKELY


def test_a_name_without_letters_is_a_different_name():
    assert score(named("Ewan Quigley"), named("...")).verdict == Verdict.UNLIKELY
