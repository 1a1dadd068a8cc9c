"""What must hold for what we keep about a person."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_name

OLDEST_YEARS = 120
YOUNGEST_YEARS = 10
LONGEST_SHOWN = 200
LETTERS = "23456789CFGHJKMPQRVWX"
REFERENCE_LETTERS = 6
_REFERENCE = re.compile(rf"TL([{LETTERS}]{{{REFERENCE_LETTERS}}})")


@dataclass(frozen=True, kw_only=True)
class NewName:
    """A name before it is kept."""

    kind: str
    given: str = ""
    middle: str = ""
    family: str = ""

    @property
    def whole(self) -> str:
        """The name as it is shown."""
        return full_name(self.given, self.middle, self.family)


@dataclass(frozen=True, kw_only=True)
class NewIdentifier:
    """A number another system knows someone by, already in its normal form."""

    kind: str
    value: str


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Someone to register: at least one name; a birth date where it is known."""

    names: tuple[NewName, ...]
    born_on: date | None = None
    sex: str = "unknown"
    language: str = ""
    home_area_id: UUID | None = None
    identifiers: tuple[NewIdentifier, ...] = ()


def check_born_on(born_on: date | None, *, today: date) -> None:
    """Refuse a birth date that nobody in prison can have.

    Raises:
        Refused: it is in the future, or makes the person under 10 or over 120.
    """
    if born_on is None:
        return
    if born_on > today:
        raise Refused("The date of birth is in the future. Check the year.", field="born_on")
    years = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    if years > OLDEST_YEARS:
        raise Refused("The date of birth makes them over 120. Check the year.", field="born_on")
    if years < YOUNGEST_YEARS:
        raise Refused("The date of birth makes them under 10. Check the year.", field="born_on")


def check_name(name: NewName) -> None:
    """Refuse a name with nothing in it.

    Raises:
        Refused: it has neither a first nor a last name.
    """
    if not (name.given.strip() or name.family.strip()):
        raise Refused("Give a first name or a last name.", field="family")


def shown(names: tuple[NewName, ...]) -> NewName:
    """Return the name to show: the one they choose, else their legal name, else the first."""
    order = {"chosen": 0, "legal": 1}
    return min(names, key=lambda name: order.get(name.kind, 2))


def sort_name(name: NewName) -> str:
    """Return a name as lists are ordered by it; folding case can make a name longer, so the end of a long one is cut.

    >>> sort_name(NewName(kind="legal", given="Ewan", family="Quigley"))
    'quigley ewan'
    """
    return " ".join(part for part in (name.family, name.given, name.middle) if part).casefold()[:LONGEST_SHOWN]


def reference(number: int) -> str:
    """Return a reference that is easy to read out: no vowels, no look-alikes.

    ``number`` is any large random number.

    >>> reference(0), reference(12345678)
    ('TL-222222', 'TL-52G3PF')
    """
    letters = ""
    for _ in range(REFERENCE_LETTERS):
        number, place = divmod(number, len(LETTERS))
        letters = LETTERS[place] + letters
    return f"TL-{letters}"


def read_reference(text: str) -> str:
    """Return the reference someone typed, however they spaced it; empty when it is none.

    >>> read_reference(" tl 52g3pf "), read_reference("Ewan")
    ('TL-52G3PF', '')
    """
    found = _REFERENCE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return f"TL-{found[1]}" if found else ""
