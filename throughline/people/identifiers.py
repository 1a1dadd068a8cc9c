"""Numbers other systems know a person by: how each is written, checked and shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.gb import nhs

from throughline.foundations.errors import Refused

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""The 23 letters a PNC number may end with, in order of the remainder; I, O and S are left out
(Criminal Justice Hub jargon buster, "Police National Computer Id")."""

PNC_SERIAL_DIGITS = 7
"""Digits the serial part is padded to before the remainder is taken (same source)."""

CHI_WEIGHTS = range(10, 1, -1)
"""Weights of the first nine digits of a CHI number (NHS Scotland data dictionary, modulus 11)."""

NI_PREFIXES_NEVER_USED = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
"""Pairs of letters no National Insurance number begins with (HMRC manual NIM39110)."""


class IdentifierKind(StrEnum):
    """Which system a number belongs to."""

    PRISON_NUMBER = "prison_number"
    SPIN = "spin"
    PNC = "pnc"
    CRO = "cro"
    CRN = "crn"
    CHI = "chi"
    NHS = "nhs"
    NI = "ni"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    IdentifierKind.PRISON_NUMBER: "Prison number",
    IdentifierKind.SPIN: "Scottish prison number (SPIN)",
    IdentifierKind.PNC: "PNC number",
    IdentifierKind.CRO: "CRO number",
    IdentifierKind.CRN: "Probation case number (CRN)",
    IdentifierKind.CHI: "CHI number",
    IdentifierKind.NHS: "NHS number",
    IdentifierKind.NI: "National Insurance number",
}

ONE_FOR_LIFE = frozenset({IdentifierKind.SPIN, IdentifierKind.CHI, IdentifierKind.NHS, IdentifierKind.NI})
"""Kinds a person is meant to have only one of, so that two different ones speak against a match."""


@dataclass(frozen=True)
class Checked:
    """A number in the one way it is kept. ``warning`` is empty unless someone should look at it again."""

    value: str
    warning: str = ""


def normalise(kind: IdentifierKind, text: str) -> str:
    """Return a number in the one way it is kept, so that equal numbers compare equal.

    Raises:
        Refused: the text cannot be a number of this kind.

    >>> normalise(IdentifierKind.PRISON_NUMBER, " a7336 af ")
    'A7336AF'
    """
    return check(kind, text).value


def check(kind: IdentifierKind, text: str) -> Checked:
    """Return a number as it is kept, with a warning when it is well formed but its check does not fit.

    Raises:
        Refused: the text cannot be a number of this kind.

    >>> check(IdentifierKind.PNC, "2007/0663123X").value
    '07/663123X'
    """
    return _CHECKS[kind](re.sub(r"[\s.\u2010-\u2015-]", "", text).upper())


def display(kind: IdentifierKind, value: str) -> str:
    """Write a kept number the way people read it out.

    >>> display(IdentifierKind.NHS, "9434765919")
    '943 476 5919'
    """
    groups = _GROUPS.get(kind)
    if groups is None or len(value) != sum(groups):
        return value
    ends = [sum(groups[: position + 1]) for position in range(len(groups))]
    return " ".join(value[end - size : end] for size, end in zip(groups, ends, strict=True))


_GROUPS = {IdentifierKind.NHS: (3, 3, 4), IdentifierKind.CHI: (6, 4), IdentifierKind.NI: (2, 2, 2, 2, 1)}


def _refusal(sentence: str) -> Refused:
    return Refused(sentence, field="value")


def _shaped(pattern: str, sentence: str) -> Callable[[str], Checked]:
    """Make a check that asks only whether a number has the right shape."""

    def check_shape(text: str) -> Checked:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise _refusal(sentence)
        return Checked(text)

    return check_shape


def _check_pnc(text: str) -> Checked:
    found = re.fullmatch(r"(?:\d\d)?(\d\d)/(\d{1,7})([A-Z])", text, re.ASCII)
    if not found:
        raise _refusal("A PNC number is a year, a slash, up to 7 digits and a letter, such as 12/394773H.")
    year, serial, letter = found.groups()
    kept = f"{year}/{int(serial)}{letter}"
    expected = CHECK_LETTERS[int(year + serial.zfill(PNC_SERIAL_DIGITS)) % len(CHECK_LETTERS)]
    return Checked(kept, "" if letter == expected else _last_letter_warning(kept))


def _last_letter_warning(kept: str) -> str:
    return f"The last letter of PNC number {kept} does not fit its digits. Check it against the document it came from."


def _check_cro(text: str) -> Checked:
    found = re.fullmatch(r"(\d{1,6})(/\d\d[A-Z])|(SF\d\d/)(\d{1,6})([A-Z])", text, re.ASCII)
    if not found:
        raise _refusal(
            "A CRO number is up to 6 digits, a slash, a year and a letter, such as 29906/12J, or starts with SF."
        )
    serial, ending, start, later_serial, letter = found.groups()
    return Checked(f"{int(serial)}{ending}" if serial else f"{start}{int(later_serial)}{letter}")


def _check_chi(text: str) -> Checked:
    if not re.fullmatch(r"\d{10}", text, re.ASCII) or not _is_day(text[:6]):
        raise _refusal("A CHI number is 10 digits and begins with the date of birth, such as 0101701233.")
    total = sum(weight * int(digit) for weight, digit in zip(CHI_WEIGHTS, text[:9], strict=True))
    fits = (11 - total % 11) % 11 == int(text[9])
    # Public Health Scotland accepts a second check for newer numbers, so a misfit is a warning and not a refusal.
    return Checked(text, "" if fits else "The last digit of this CHI number does not fit the others. Check it.")


def _is_day(ddmmyy: str) -> bool:
    """Say whether six digits are a day in either century; 2000 was a leap year, so 29 02 00 is one."""
    try:
        date(2000 + int(ddmmyy[4:]), int(ddmmyy[2:4]), int(ddmmyy[:2]))
    except ValueError:
        return False
    return True


def _check_nhs(text: str) -> Checked:
    try:
        return Checked(str(nhs.validate(text)))
    except ValidationError:
        raise _refusal("This is not an NHS number. It has 10 digits, and one of them is wrong or missing.") from None


def _check_ni(text: str) -> Checked:
    shaped = re.fullmatch(r"[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]?", text, re.ASCII)
    if not shaped or text[:2] in NI_PREFIXES_NEVER_USED:
        raise _refusal("A National Insurance number is 2 letters, 6 digits and a letter A to D, such as AB 12 34 56 C.")
    return Checked(text)


_CHECKS: dict[IdentifierKind, Callable[[str], Checked]] = {
    IdentifierKind.PRISON_NUMBER: _shaped(
        r"[A-Z]\d{4}[A-Z]{2}", "A prison number is a letter, 4 digits and 2 letters, such as A1234BC."
    ),
    IdentifierKind.SPIN: _shaped(r"\d{3,8}", "A Scottish prison number (SPIN) is 3 to 8 digits, such as 123456."),
    IdentifierKind.PNC: _check_pnc,
    IdentifierKind.CRO: _check_cro,
    IdentifierKind.CRN: _shaped(
        r"[A-Z]\d{6}", "A probation case number (CRN) is a letter and 6 digits, such as X123456."
    ),
    IdentifierKind.CHI: _check_chi,
    IdentifierKind.NHS: _check_nhs,
    IdentifierKind.NI: _check_ni,
}
