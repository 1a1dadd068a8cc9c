"""How ways to reach someone are written and checked."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult

from throughline.foundations.errors import Refused

HOME = "GB"
HOME_CODE = 44
PHONES = frozenset({"mobile", "phone"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def reachable(kind: str, text: str) -> str:
    """Return a phone number, email or address as it is kept.

    Raises:
        Refused: it cannot be one.

    >>> reachable("mobile", "+447700900123"), reachable("phone", "0048 601 234 567")
    ('07700 900123', '+48 601 234 567')
    """
    tidy = " ".join(text.split())
    if kind in PHONES:
        return _phone(tidy)
    if kind == "email" and not _EMAIL.fullmatch(tidy):
        raise Refused("An email address has a name, an @ and a place, such as name@example.org.", field="value")
    return tidy


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(re.sub(r"^00", "+", text), HOME)
    except phonenumbers.NumberParseException:
        raise _not_a_phone() from None
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        raise _not_a_phone()
    style = PhoneNumberFormat.NATIONAL if number.country_code == HOME_CODE else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def _not_a_phone() -> Refused:
    return Refused(
        "That is not a whole phone number. Write it with its area code, such as 01632 960 001.", field="value"
    )
