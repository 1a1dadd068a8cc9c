"""What the questions on referral pages let one choose from."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar, cast

from django import forms
from django.db.models import Model

from throughline.access.reach import Reach
from throughline.agencies.models import Prison, Service, User
from throughline.agencies.pathways import OPEN_TO_ALL, Pathway
from throughline.referrals.statuses import Arrived, Source
from throughline.sharing.statuses import Compartment
from throughline.web.referrals.words import PLAIN_PATHWAYS

Row = TypeVar("Row", bound=Model)
Choices = list[tuple[str, str]]

NOBODY = ""
HOW: Choices = [
    (how, how)
    for how in (
        "In person",
        "By phone",
        "By video",
        "In writing",
        "Through an interpreter",
        "Through someone they chose",
    )
]
AGREES_YES, AGREES_NOT_YET = "yes", "not_yet"
THEMSELVES: Choices = [(one.value, str(one.label)) for one in (Source.SELF, Source.FAMILY)]
BY_HAND: Choices = [(one.value, str(one.label)) for one in (Arrived.PAPER, Arrived.TELEPHONE, Arrived.IN_PERSON)]
PLAIN: Choices = [(one.value, words) for one, words in PLAIN_PATHWAYS.items()]


class RowField(forms.ChoiceField, Generic[Row]):
    """Choose one of the rows the viewer may see. Its clean value is the row, or None when it was left empty."""

    rows: dict[str, Row]

    def clean(self, value: str | None) -> Row | None:
        return self.rows.get(super().clean(value))


def offer(form: forms.Form, name: str, rows: Iterable[Row], listed: Choices) -> None:
    """Let a question of a form be answered with one of some rows, listed so."""
    field = cast(RowField[Row], form.fields[name])
    field.rows = {str(row.pk): row for row in rows}
    field.choices = listed


def services(found: Sequence[Service]) -> Choices:
    """List services with who runs them."""
    return [("", "Choose one"), *((str(row.pk), f"{row.name}, {row.organisation.name}") for row in found)]


def workers(found: Sequence[User]) -> Choices:
    """List staff by name; nobody yet comes first."""
    return [(NOBODY, "Nobody yet"), *((str(row.pk), row.name) for row in found)]


def prisons(found: Sequence[Prison], *, none: str = "No prison") -> Choices:
    """List prisons by name, after what is said when it is none."""
    return [(NOBODY, none), *((str(row.pk), row.organisation.name) for row in found)]


def pathways(reach: Reach | None) -> Choices:
    """List parts of life; the restricted ones only for those whose grant opens sensitive history."""
    all_of_them = reach is not None and reach.opens(Compartment.SENSITIVE)
    return [(one.value, one.label) for one in (Pathway if all_of_them else OPEN_TO_ALL)]


def parts(reach: Reach) -> Choices:
    """List the parts of a record that a sender sees, and so may open to others."""
    return [(part.value, part.label) for part in Compartment if reach.opens(part)]
