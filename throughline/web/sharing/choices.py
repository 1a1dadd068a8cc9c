"""What the questions on sharing pages let one choose from."""

from collections.abc import Iterable
from itertools import groupby
from typing import Generic, TypeVar, cast

from django import forms
from django.db.models import Model

from throughline.agencies.models import Organisation, Partnership, Team
from throughline.agencies.statuses import TeamKind
from throughline.sharing.statuses import Answer, ConsentTo, GrantReason, Tier

Row = TypeVar("Row", bound=Model)
Choices = list[tuple[str, str]]
Grouped = list[tuple[str, str | Choices]]

REASONS = (
    GrantReason.INVOLVED,
    GrantReason.CONSENT,
    GrantReason.AGREEMENT,
    GrantReason.REFERRAL,
    GrantReason.STATUTORY,
)
REASON_CHOICES: Choices = [(reason.value, reason.label) for reason in REASONS]
TIER_CHOICES = [(tier.value, tier.label) for tier in Tier]
CONSENT_TO: Choices = [(to.value, to.label) for to in ConsentTo]
ANSWERS: Choices = [(answer.value, answer.label) for answer in Answer]
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
NOBODY: Choices = [("", "Choose one")]


class RowField(forms.ChoiceField, Generic[Row]):
    """Choose one of the rows the viewer may see. Its clean value is the row, or None when it was left empty."""

    rows: dict[str, Row]

    def clean(self, value: str | None) -> Row | None:
        return self.rows.get(super().clean(value))


def offer(form: forms.Form, name: str, rows: Iterable[Row], listed: Grouped) -> None:
    """Let a question of a form be answered with one of some rows, listed so."""
    field = cast(RowField[Row], form.fields[name])
    field.rows = {str(row.pk): row for row in rows}
    field.choices = listed


def teams(found: Iterable[Team]) -> Grouped:
    """Group teams under their organisations, everyone's first."""
    ordered = sorted(found, key=lambda team: (team.organisation.name, team.kind != TeamKind.EVERYONE, team.name))
    grouped: Grouped = list(NOBODY)
    by_name = groupby(ordered, key=lambda team: team.organisation.name)
    return [*grouped, *((name, [(str(team.pk), _name(team)) for team in members]) for name, members in by_name)]


def organisations(found: Iterable[Organisation]) -> Grouped:
    """List organisations by name."""
    return [*NOBODY, *((str(row.pk), row.name) for row in found)]


def partnerships(found: Iterable[Partnership]) -> Grouped:
    """List partnerships by name."""
    return [(str(row.pk), row.name) for row in found]


def _name(team: Team) -> str:
    return f"Everyone at {team.organisation.name}" if team.kind == TeamKind.EVERYONE else team.name
