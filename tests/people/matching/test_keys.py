import string
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from throughline.people.matching import number_key, query_keys, search_keys
from throughline.people.matching.names import families, read_nicknames, sound, tokens

NAMES = [
    "Ewan",
    "Siobhán",
    "Katarzyna",
    "Anne-Marie",
    "Abdulrahman",
    "Mohammed",
    "Lee",
    "McAllister",
    "O'Hare",
    "Żak",
    "Wałęsa",
    "Kowalska",
    "Quigley",
    "Smith-Jones",
    "Nic Dhòmhnaill",
    "van der Berg",
    "Ferreira",
    "Øvergård",
    "Strauß",
]
any_name = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map(" ".join)
any_letters = st.text(st.characters(categories=["L", "M", "Z", "P"]), max_size=60)
plain_word = st.text(string.ascii_lowercase, min_size=5, max_size=12)
slips = st.sampled_from(["changed", "missing", "added", "turned"])


def found(typed, *names):
    stored = search_keys(names)
    return all(stored & choices for choices in query_keys(typed))


def without_accents(text):
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def slip(word, kind, at, letter):
    at %= len(word) - 1
    return {
        "changed": f"{word[:at]}{letter}{word[at + 1 :]}",
        "missing": f"{word[:at]}{word[at + 1 :]}",
        "added": f"{word[:at]}{letter}{word[at:]}",
        "turned": f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}",
    }[kind]


@given(any_name)
def test_everyone_is_found_by_their_own_name(name):
    assert found(name, name)


@given(any_letters)
def test_any_letters_at_all_are_found_by_themselves(name):
    assert found(name, name)


@given(st.text(max_size=80))
def test_any_text_makes_keys_that_fit_their_column(text):
    keys = search_keys([text]).union(*query_keys(text))

    assert all(len(key) <= 60 for key in keys)
    assert all("\x00" not in key for key in keys)


@given(any_name)
def test_capitals_and_accents_never_matter(name):
    assert search_keys([name.upper()]) == search_keys([name.lower()]) == search_keys([without_accents(name)])


@given(st.permutations(["Ewan", "James", "Quigley", "O'Hare"]))
def test_words_are_found_in_any_order(order):
    assert search_keys([" ".join(order)]) == search_keys(["Ewan James Quigley O'Hare"])
    assert found(" ".join(order), "Ewan James Quigley O'Hare")


@given(plain_word, slips, st.integers(0, 50), st.sampled_from(string.ascii_lowercase))
def test_one_letter_wrong_is_still_found(word, kind, at, letter):
    typed = slip(word, kind, at, letter)

    assume(tokens(typed) == (typed,))
    assume(tokens(word) == (word,))
    assert found(typed, f"Ewan {word}")


@given(any_name, st.integers(2, 6))
def test_every_word_is_found_while_it_is_being_typed(name, size):
    assert all(found(token[:size], name) for token in tokens(name))


@given(st.data())
def test_short_forms_find_the_full_name_and_the_other_way_round(data):
    nickname = data.draw(st.sampled_from(sorted(read_nicknames_keys())))
    full_name = data.draw(st.sampled_from(sorted(families(nickname))))

    assert found(nickname, f"{full_name} Quigley")
    assert found(full_name, f"{nickname} Quigley")


def read_nicknames_keys():
    return {"bill", "shug", "senga", "eck", "kasia", "wojtek", "mo", "paddy", "dai", "sandy", "kit", "asia", "eoin"}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Katherine Quigly", "Catherine Quigley"),
        ("McAllister", "Mac Allister"),
        ("MACALLISTER", "M'Allister"),
        ("mcal", "MacAllister"),
        ("O Hare", "O'Hare"),
        ("ohare", "O\u2019Hare"),
        ("hare", "O'Hare"),
        ("Smithjones", "Smith-Jones"),
        ("Jones", "Smith-Jones"),
        ("Kowalski", "Agnieszka Kowalska"),
        ("Shivaun", "Siobhán Brannigan"),
        ("Muhammad Husain", "Mohammed Hussain"),
        ("Abdul Rahman", "Abdulrahman"),
        ("Abd al Rahman", "Abdul al-Rahman"),
        ("Abdurrahman", "Abdel Rahman"),
        ("walesa", "Wałęsa"),
        ("李", "李 小龙"),
    ],
)
def test_spellings_people_use_find_each_other(typed, known):
    assert found(typed, known)


@pytest.mark.parametrize(
    ("typed", "known"), [("Devlin", "Ewan Quigley"), ("Ewan Devlin", "Ewan Quigley"), ("Leah", "Lee Shields")]
)
def test_other_names_are_not_found(typed, known):
    assert not found(typed, known)


def test_a_single_letter_asks_for_nothing():
    assert query_keys("j") == query_keys("  - ") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a7336af", "A7336AF"),
        ("943 476 5919", "9434765919"),
        ("AB 12 34 56 C", "AB123456C"),
        ("2012/0394773h", "12/394773H"),
        ("12/394773H", "12/394773H"),
    ],
)
def test_a_number_is_found_however_it_is_spaced(typed, kept):
    (choices,) = query_keys(typed)

    assert number_key(kept) in choices


def test_a_name_and_a_number_must_both_fit():
    keys = query_keys("Quigley A7336AF")

    assert number_key("A7336AF") in keys[0]
    assert "n:quigley" in keys[1]


def test_text_with_a_digit_that_is_no_number_is_looked_for_whole():
    assert query_keys("x9y8z7w6") == [frozenset({"i:x9y8z7w6"})]


def test_sounds_too_short_to_compare_are_left_out():
    assert sound("lee") == ""
    assert sound("ewan") == "EWN"


def test_a_nickname_file_that_is_wrong_stops_the_loading():
    with pytest.raises(ValidationError):
        read_nicknames("william: bill")


def test_an_empty_nickname_file_is_read():
    assert read_nicknames("# none") == {}


def test_the_nicknames_are_plenty_and_plain():
    known = read_nicknames("william: [bill, will]")

    assert known == {"william": {"william"}, "bill": {"william"}, "will": {"william"}}
    assert families("bill") == {"william"}
    assert families("quigley") == frozenset()
