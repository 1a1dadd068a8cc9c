from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations.wording import MONTHS
from throughline.web.shell.days import EARLIEST_YEAR, LATEST_YEAR, DayField

Typed = tuple[str, str, str]
real_days = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))


class Asked(forms.Form):
    on = DayField(label="Release date", required=False)


def asked(day: str = "", month: str = "", year: str = "") -> Asked:
    return Asked({"on_day": day, "on_month": month, "on_year": year})


def fault(form: Asked) -> str:
    assert not form.is_valid()
    return str(form["on"].errors[0])


@given(on=real_days)
def test_every_real_day_typed_in_numbers_is_understood(on: date) -> None:
    form = asked(str(on.day), str(on.month), str(on.year))

    assert form.is_valid()
    assert form.cleaned_data["on"] == on


@given(on=real_days, letters=st.integers(3, 9))
def test_a_month_may_be_typed_as_its_name_or_the_start_of_it(on: date, letters: int) -> None:
    form = asked(str(on.day), MONTHS[on.month - 1][:letters].upper(), str(on.year))

    assert form.is_valid()
    assert form.cleaned_data["on"] == on


@pytest.mark.parametrize("typed", ["3 2 2026", "3/2/2026", "03.02.2026", "3 Feb 2026", "3 february 2026", "2026-02-03"])
def test_a_whole_date_in_the_first_box_is_understood(typed: str) -> None:
    form = asked(typed)

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 2, 3)


def test_september_has_a_second_short_name() -> None:
    form = asked("1", "Sept", "2026")

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 9, 1)


def test_three_empty_boxes_are_no_answer() -> None:
    form = asked(" ", "", "")

    assert form.is_valid()
    assert form.cleaned_data["on"] is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("31", "", ""), "Release date must include a month and a year."),
        (("", "2", "2026"), "Release date must include a day."),
        (("3", "2", "26"), "Release date must have a year of 4 numbers, like 2026."),
        (("31", "2", "2026"), "Release date must be a real date. There is no “31 2 2026”."),
        (("3", "Febtober", "2026"), "Release date must be a real date. There is no “3 Febtober 2026”."),
        (("3", "2", "1066"), "Release date must have a year between 1900 and 2200."),
        (("three", "2", "2026"), "Release date must be a real date. There is no “three 2 2026”."),
    ],
)
def test_what_is_wrong_with_a_date_is_said_in_a_sentence(typed: Typed, sentence: str) -> None:
    assert fault(asked(*typed)) == sentence


@given(st.tuples(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20)))
def test_whatever_is_typed_is_answered_and_never_breaks_the_page(typed: Typed) -> None:
    form = asked(*typed)

    form.is_valid()

    assert "Release date" in form["on"].as_field_group()


def test_what_was_typed_is_shown_again() -> None:
    page = asked("31", "Feb", "2026")["on"].as_field_group()

    assert 'value="31"' in page
    assert 'value="Feb"' in page
    assert page.count('aria-invalid="true"') == 3


def test_a_known_date_fills_the_boxes() -> None:
    page = Asked(initial={"on": date(2026, 2, 3)})["on"].as_field_group()

    assert all(f'value="{part}"' in page for part in ("3", "2", "2026"))


def test_a_date_typed_another_way_has_not_changed() -> None:
    form = Asked({"on_day": "03", "on_month": "Feb", "on_year": "2026"}, initial={"on": date(2026, 2, 3)})

    assert not form.has_changed()


def test_a_date_that_makes_no_sense_has_changed() -> None:
    form = Asked({"on_day": "31", "on_month": "2", "on_year": "2026"}, initial={"on": date(2026, 2, 3)})

    assert form.has_changed()
