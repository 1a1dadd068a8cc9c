import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations.errors import Refused
from throughline.people.identifiers import (
    CHECK_LETTERS,
    CHI_WEIGHTS,
    IdentifierKind,
    check,
    display,
    normalise,
)

Kind = IdentifierKind


def nhs_number(base):
    digit = (11 - sum(weight * int(each) for weight, each in zip(range(10, 1, -1), base, strict=True)) % 11) % 11
    return None if digit == 10 else f"{base}{digit}"


GOOD = {
    Kind.PRISON_NUMBER: st.from_regex(r"\A[A-Z][0-9]{4}[A-Z]{2}\Z"),
    Kind.SPIN: st.from_regex(r"\A[0-9]{3,8}\Z"),
    Kind.PNC: st.from_regex(r"\A([0-9]{2}|[0-9]{4})/[0-9]{1,7}[A-Z]\Z"),
    Kind.CRO: st.from_regex(r"\A([0-9]{1,6}/[0-9]{2}[A-Z]|SF[0-9]{2}/[0-9]{1,6}[A-Z])\Z"),
    Kind.CRN: st.from_regex(r"\A[A-Z][0-9]{6}\Z"),
    Kind.CHI: st.from_regex(r"\A(0[1-9]|1[0-9]|2[0-8])(0[1-9]|1[0-2])[0-9]{6}\Z"),
    Kind.NHS: st.from_regex(r"\A[0-9]{9}\Z").map(nhs_number).filter(bool),
    Kind.NI: st.from_regex(r"\A[ABCEHJLMPRSTWXYZ][ABCEHJLMPRSTWXY][0-9]{6}[A-D]?\Z"),
}
good_numbers = st.sampled_from(Kind).flatmap(lambda kind: st.tuples(st.just(kind), GOOD[kind]))


def test_every_kind_has_a_label_and_a_check():
    assert all(kind.label for kind in Kind)
    assert set(GOOD) == set(Kind)


@given(good_numbers)
def test_a_kept_number_is_kept_as_it_is(number):
    kind, text = number

    kept = normalise(kind, text)

    assert normalise(kind, kept) == kept
    assert len(kept) <= 13


@given(good_numbers, st.sampled_from(["", " ", "-", ". "]))
def test_spaces_dashes_and_small_letters_do_not_matter(number, gap):
    kind, text = number

    assert normalise(kind, gap.join(text.lower())) == normalise(kind, text)


@given(good_numbers)
def test_what_is_shown_reads_back_as_what_is_kept(number):
    kind, text = number

    kept = normalise(kind, text)

    assert normalise(kind, display(kind, kept)) == kept


def answer(kind, text):
    try:
        return normalise(kind, text), None
    except Refused as refusal:
        return "", refusal


@given(st.sampled_from(Kind), st.text(max_size=40))
def test_any_text_is_kept_or_refused_in_a_sentence(kind, text):
    kept, refusal = answer(kind, text)

    assert kept.isascii()
    assert refusal is None or (str(refusal).endswith(".") and refusal.field == "value")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.PRISON_NUMBER, "A123BC"),
        (Kind.PRISON_NUMBER, ""),
        (Kind.SPIN, "12"),
        (Kind.SPIN, "12345B"),
        (Kind.PNC, "07-663123X"),
        (Kind.PNC, "07/12345678X"),
        (Kind.CRO, "29906/J"),
        (Kind.CRN, "123456"),
        (Kind.CHI, "3213701234"),
        (Kind.CHI, "010170123"),
        (Kind.NHS, "9434765918"),
        (Kind.NHS, "943476591"),
        (Kind.NI, "QQ123456C"),
        (Kind.NI, "GB123456C"),
        (Kind.NI, "AB123456E"),
    ],
)
def test_text_of_the_wrong_shape_is_refused(kind, text):
    with pytest.raises(Refused):
        check(kind, text)


def test_a_pnc_number_with_four_figures_of_year_is_the_same_number():
    assert normalise(Kind.PNC, "2012/0394773H") == normalise(Kind.PNC, "12/394773h") == "12/394773H"


def test_a_pnc_number_whose_letter_fits_has_no_warning():
    assert check(Kind.PNC, "12/394773H").warning == ""


@given(st.integers(0, 99), st.integers(0, 9_999_999))
def test_exactly_one_letter_fits_a_pnc_number(year, serial):
    fitting = [letter for letter in CHECK_LETTERS if not check(Kind.PNC, f"{year:02}/{serial}{letter}").warning]

    assert len(fitting) == 1


def test_a_pnc_number_whose_letter_does_not_fit_is_kept_with_a_warning():
    checked = check(Kind.PNC, "12/394773K")

    assert checked.value == "12/394773K"
    assert "last letter" in checked.warning


@given(st.integers(0, 999))
def test_at_most_one_last_digit_fits_a_chi_number(serial):
    base = f"010170{serial:03}"

    fitting = [digit for digit in range(10) if not check(Kind.CHI, f"{base}{digit}").warning]

    remainder = sum(weight * int(digit) for weight, digit in zip(CHI_WEIGHTS, base, strict=True)) % 11
    assert len(fitting) == (0 if remainder == 1 else 1)


def test_a_leap_day_may_begin_a_chi_number():
    assert check(Kind.CHI, "2902001134").value == "2902001134"


def test_zeros_before_a_cro_serial_do_not_matter():
    assert normalise(Kind.CRO, "000123/12J") == "123/12J"
    assert normalise(Kind.CRO, "SF12/000123J") == "SF12/123J"


def test_numbers_are_shown_in_groups():
    shown = [display(Kind.NHS, "9434765919"), display(Kind.CHI, "0101701233"), display(Kind.NI, "AB123456C")]

    assert shown == ["943 476 5919", "010170 1233", "AB 12 34 56 C"]


def test_numbers_without_groups_are_shown_as_kept():
    assert display(Kind.PRISON_NUMBER, "A1234BC") == "A1234BC"
    assert display(Kind.NI, "AB123456") == "AB123456"
