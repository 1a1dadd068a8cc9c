from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations import wording

TODAY = date(2026, 1, 15)
near_dates = st.dates(TODAY - timedelta(days=wording.NEAR), TODAY + timedelta(days=wording.NEAR))
sensible_dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))
latin_words = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZÁÉÍÓÚŁŻŚ", min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 2, 3), "Tue 3 Feb"),
        (date(2026, 1, 15), "Thu 15 Jan"),
        (date(2025, 5, 1), "Thu 1 May"),
        (date(2027, 2, 3), "Wed 3 Feb 2027"),
        (date(1994, 5, 4), "Wed 4 May 1994"),
    ],
)
def test_a_day_is_said_as_people_say_it(on: date, words: str) -> None:
    assert wording.day(on, today=TODAY) == words


@given(on=near_dates)
def test_a_near_day_never_carries_its_year(on: date) -> None:
    assert str(on.year) not in wording.day(on, today=TODAY)


@given(on=sensible_dates, today=sensible_dates)
def test_a_far_day_always_carries_its_year(on: date, today: date) -> None:
    said = wording.day(on, today=today)

    assert said.endswith(str(on.year)) == (abs((on - today).days) > wording.NEAR)


@given(on=sensible_dates)
def test_a_full_day_can_be_read_back(on: date) -> None:
    day, month, year = wording.full_day(on).split()

    assert date(int(year), wording.MONTHS.index(month) + 1, int(day)) == on


def test_a_moment_is_said_in_united_kingdom_time_in_summer_and_in_winter() -> None:
    summer = datetime(2026, 7, 3, 13, 0, tzinfo=UTC)
    winter = datetime(2026, 2, 3, 14, 5, tzinfo=UTC)

    said = [wording.moment(at, today=TODAY) for at in (summer, winter)]

    assert said == ["Fri 3 Jul, 14:00", "Tue 3 Feb, 14:05"]


def test_a_moment_just_before_midnight_in_summer_belongs_to_the_next_day() -> None:
    assert wording.moment(datetime(2026, 7, 2, 23, 30, tzinfo=UTC), today=TODAY) == "Fri 3 Jul, 00:30"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (19, "in 19 days"), (-5, "5 days ago"), (1200, "in 1,200 days")],
)
def test_how_far_away_a_day_is(days: int, words: str) -> None:
    assert wording.days_until(TODAY + timedelta(days=days), today=TODAY) == words


@given(born_on=sensible_dates, on=sensible_dates)
def test_nobody_is_younger_than_nothing_and_age_grows_on_the_birthday(born_on: date, on: date) -> None:
    years = wording.age(born_on, on=on)

    assert years >= 0
    assert years in {0, on.year - born_on.year, on.year - born_on.year - 1}


@pytest.mark.parametrize(("on", "years"), [(date(2026, 2, 28), 21), (date(2026, 3, 1), 22), (date(2028, 2, 29), 24)])
def test_someone_born_on_a_leap_day_has_a_birthday_every_year(on: date, years: int) -> None:
    assert wording.age(date(2004, 2, 29), on=on) == years


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_a_sentence(words: list[str], sentence: str) -> None:
    assert wording.listed(words) == sentence


@pytest.mark.parametrize(("number", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_a_count_agrees_with_its_word(number: int, words: str) -> None:
    assert wording.counted(number, "person", "people") == words


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("EWAN", "QUIGLEY"), "Ewan Quigley"),
        (("FIONA", "MCDONALD"), "Fiona McDonald"),
        (("SEAN", "O'NEIL"), "Sean O'Neil"),
        (("ANNE-MARIE", "SMITH-JONES"), "Anne-Marie Smith-Jones"),
        (("ŁUKASZ", "ŻAK"), "Łukasz Żak"),
        (("  JO ", "", "DE  SOUZA"), "Jo De Souza"),
        (("J", "TALLIS"), "J Tallis"),
        (("DeShawn", "van der Berg"), "DeShawn van der Berg"),
        (("MC", "HAMMER"), "Mc Hammer"),
    ],
)
def test_a_name_sent_in_capitals_is_shown_as_people_write_it(parts: tuple[str, ...], name: str) -> None:
    assert wording.full_name(*parts) == name


@given(st.lists(latin_words, max_size=4))
def test_showing_a_name_twice_changes_nothing_and_loses_no_letter(words: list[str]) -> None:
    once = wording.full_name(*words)

    assert wording.full_name(*once.split(" ")) == once
    assert once.upper() == " ".join(words)
