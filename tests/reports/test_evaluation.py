"""Cases can be taken out with nobody named, and nobody to be picked out."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, TODAY, AreaFactory, EveryoneFactory, PersonFactory, acting, staff_of
from tests.reports.work import days_before
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.journeys.take_out_cases import take_out_cases
from throughline.reports.evaluation.dictionary import COLUMNS, HEADS
from throughline.reports.evaluation.hiding import (
    FEWEST_ALIKE,
    FEWEST_TOGETHER,
    HIDDEN,
    age_band,
    coarsen_months,
    hide_rare,
    hide_together,
)
from throughline.reports.periods import Period

YEAR = Period(days_before(365), TODAY)
values = st.sampled_from(["a", "b", "c", "d", ""])
sheets = st.lists(st.fixed_dictionaries({"x": values, "y": values, "z": values}), max_size=60)
months = st.dates(date(2013, 1, 1), date(2015, 12, 31)).map(lambda on: f"{on:%Y-%m}")


@given(sheets)
def test_no_value_that_few_share_is_left(rows):
    rows = [dict(row) for row in rows]

    hide_rare(rows, ["x"])

    held = Counter(row["x"] for row in rows)
    assert all(count >= FEWEST_ALIKE for value, count in held.items() if value not in {"", HIDDEN})


@given(sheets)
def test_no_few_rows_are_alike_in_what_could_point_at_them(rows):
    rows = [dict(row) for row in rows]

    hide_together(rows, ["x", "y", "z"])

    held = Counter((row["x"], row["y"], row["z"]) for row in rows)
    alone = [together for together, count in held.items() if count < FEWEST_TOGETHER]
    assert all(HIDDEN in together for together in alone)
    assert sum(held[together] for together in alone if together != (HIDDEN,) * 3) == 0


@given(st.lists(st.fixed_dictionaries({"m": months}), max_size=80))
def test_a_month_few_share_becomes_its_year_or_nothing(rows):
    rows = [dict(row) for row in rows]

    coarsen_months(rows, ["m"])

    held = Counter(row["m"] for row in rows)
    assert all(count >= FEWEST_ALIKE for value, count in held.items() if value != HIDDEN)


@given(st.dates(date(1940, 1, 1), date(2005, 1, 1)), st.integers(0, 20_000))
def test_everyone_old_enough_has_a_band(born_on, days):
    band = age_band(born_on, on=date(2005, 1, 1) + timedelta(days=days % 5000))

    assert band in {"under 18", "18 to 24", "25 to 34", "35 to 44", "45 to 54", "55 and over"}


def by(organisation=None):
    return acting(staff_of(EveryoneFactory(), role="evaluator"))


def taken(work, period=YEAR):
    return take_out_cases(work.service, period=period, by=by(), at=NOON)


@pytest.mark.django_db
def test_a_case_comes_out_in_months_and_bands_with_nobody_named(work):
    home = AreaFactory(name="Marnoch")
    for number in range(12):
        person = PersonFactory(home_area=home, born_on=date(1990, 1, 1), shown_name=f"CANARY {number}", sex="male")
        (case,) = work.cases(1, person=person, opened_on=days_before(100), setting="prison")
        work.contacts(case, 2)

    extract = taken(work)

    assert len(extract.rows) == 12
    assert all(tuple(row) == HEADS for row in extract.rows)
    assert len({row["case"] for row in extract.rows}) == 12
    row = extract.rows[0]
    assert (row["age_band"], row["sex"], row["home_area"]) == ("35 to 44", "male", "Marnoch")
    assert (row["opened_month"], row["closed_month"], row["months_open"]) == ("2025-11", "", "3")
    assert (row["contacts"], row["reviews"], row["released"]) == ("2", "0", "no")
    assert "CANARY" not in str(extract.rows)


@pytest.mark.django_db
def test_the_same_case_has_another_number_in_the_next_file(work):
    work.cases(10)

    first, second = taken(work), taken(work)

    assert {row["case"] for row in first.rows}.isdisjoint(row["case"] for row in second.rows)


@pytest.mark.django_db
def test_a_home_area_that_few_share_is_hidden(work):
    for place, area in enumerate([AreaFactory(name="Marnoch"), AreaFactory(name="Portlaw")]):
        for _ in range(11 - 8 * place):
            work.cases(1, person=PersonFactory(home_area=area))

    areas = Counter(row["home_area"] for row in taken(work).rows)

    assert areas == {"Marnoch": 11, HIDDEN: 3}


@pytest.mark.django_db
def test_too_few_cases_are_not_taken_out_at_all(work):
    work.cases(9)

    with pytest.raises(Refused, match="Fewer than 10 cases"):
        taken(work)
    with writing():
        assert not JournalEntry.objects.filter(what="agencies.cases_taken_out").exists()


@pytest.mark.django_db
def test_it_is_noted_who_took_what(work):
    work.cases(10)

    taken(work)

    with writing():
        (entry,) = JournalEntry.objects.filter(what="agencies.cases_taken_out")
    assert entry.person_id is None
    assert entry.facts["cases"] == 10


@pytest.mark.django_db
def test_scores_are_the_first_and_the_last_of_the_case(work):
    work.framework = None
    for case in work.cases(10, opened_on=days_before(100)):
        work.reviewed(case, (days_before(90), 2), (days_before(40), 4), key="unknown")

    row = taken(work).rows[0]

    assert row["social_functioning_first"] == ""
    assert row["reviews"] == "0"


def test_every_column_says_what_it_holds():
    assert all(column.holds and column.values for column in COLUMNS)
    assert len(set(HEADS)) == len(HEADS)
