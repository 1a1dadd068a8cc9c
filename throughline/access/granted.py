"""The question every row rule asks, as one SQL condition: does the viewer hold a grant on this row's person?

It is written out because the ORM's subquery took three milliseconds to build and a page asks it a dozen times. It says
the same as ``rows.holding``, which is for reading grants themselves.
"""

from datetime import datetime
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from throughline.access.sight import Sight
from throughline.foundations.actors import Staff

_HELD = """
    g.team_id = ANY (%s) AND (g.only_for_id IS NULL OR g.only_for_id = %s)
    AND g.starts_at <= %s AND (g.ends_at IS NULL OR g.ends_at > %s)
"""
_SEES = "{person} IN (SELECT g.person_id FROM sharing_grant g WHERE" + _HELD + "AND g.tier >= %s{part})"
_PART = " AND %s = ANY (g.compartments)"
_TOLD = (
    "EXISTS (SELECT 1 FROM sharing_grant g WHERE g.person_id = {person} AND g.tier >= {tier} "
    "AND ({part} = '' OR {part} = ANY (g.compartments)) AND" + _HELD + ")"
)

Value = str | int | datetime | UUID | list[UUID]
Compiled = tuple[str, list[Value]]


def _held(actor: Staff) -> list[Value]:
    return [list(actor.team_ids), actor.id, actor.asked_at, actor.asked_at]


class Sees(Func):
    """Whether the actor's grants on the person in ``column`` reach as far as a sight."""

    output_field = BooleanField()

    def __init__(self, column: str, *, actor: Staff, sight: Sight) -> None:
        super().__init__(F(column))
        self.values = [*_held(actor), int(sight.tier), *([str(sight.compartment)] if sight.compartment else [])]
        self.part = _PART if sight.compartment else ""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:  # type: ignore[override]  # the stubs know of text and whole numbers only
        (person,) = _columns(self, compiler)
        return _SEES.format(person=person, part=self.part), list(self.values)


class SeesPart(Func):
    """Whether the actor's grants on a row's person reach as far as a tier, and the compartment the row itself names."""

    output_field = BooleanField()

    def __init__(self, column: str, part: str, *, actor: Staff, tier: int) -> None:
        super().__init__(F(column), F(part))
        self.values = _held(actor)
        self.tier = int(tier)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:  # type: ignore[override]  # the stubs know of text and whole numbers only
        person, part = _columns(self, compiler)
        return _TOLD.format(person=person, tier=self.tier, part=part), list(self.values)


class Told(Func):
    """Whether the actor's grants reach as far as a journal entry says is needed."""

    output_field = BooleanField()

    def __init__(self, *, actor: Staff) -> None:
        super().__init__(F("person_id"), F("tier"), F("compartment"))
        self.values = _held(actor)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:  # type: ignore[override]  # the stubs know of text and whole numbers only
        person, tier, part = _columns(self, compiler)
        return _TOLD.format(person=person, tier=tier, part=part), list(self.values)


def _columns(expression: Func, compiler: SQLCompiler) -> list[str]:
    return [compiler.compile(source)[0] for source in expression.get_source_expressions()]
