"""What questions about people let one choose from, and how answers are read."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.forms import ChoiceField, RadioSelect

from throughline.agencies.models import Area
from throughline.agencies.statuses import AreaKind
from throughline.foundations.errors import Refused
from throughline.people.identifiers import IdentifierKind, normalise

Choices = list[tuple[str, str]]
Grouped = list[tuple[str, str] | tuple[str, Choices]]

NOBODY_ASKED = ""
THEY_SAID = "They told us"
YES_NO: Choices = [("yes", "Yes"), ("no", "No"), (NOBODY_ASKED, "Not asked yet")]
ANSWERS = {"yes": True, "no": False}
NUMBERS: Choices = [(kind.value, kind.label) for kind in IdentifierKind]


def read_number(kind: IdentifierKind, text: str, *, field: str) -> str:
    """Return a number as it is kept.

    Raises:
        Refused: it cannot be one of its kind; said beside ``field``.
    """
    try:
        return normalise(kind, text)
    except Refused as refusal:
        raise Refused(str(refusal), field=field) from None


def yes_no(label: str, help_text: str = "") -> ChoiceField:
    """Ask something that nobody may have asked yet."""
    return ChoiceField(label=label, help_text=help_text, choices=YES_NO, widget=RadioSelect, required=False)


def say_yes_no(kept: object) -> str:
    """Return the answer of ``yes_no`` that stands for what is kept: True, False or None."""
    return next((words for words, answer in ANSWERS.items() if answer is kept), NOBODY_ASKED)


def area_choices(areas: Iterable[Area], *, unknown: str = "Not known") -> Grouped:
    """Return areas to choose from, by kind."""
    return grouped([(area.pk, area.name, area.kind) for area in areas], unknown=unknown)


def grouped(areas: Sequence[tuple[UUID, str, str]], *, unknown: str) -> Grouped:
    """Return areas, given as id, name and kind, as choices under their kinds."""
    found: Grouped = [("", unknown)]
    for kind in AreaKind:
        named = [(str(pk), name) for pk, name, of_kind in areas if of_kind == kind]
        if named:
            found.append((kind.label, named))
    return found
