"""The shape of everything we keep."""

import uuid
from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from throughline.foundations.errors import NotFound, Stale

M = TypeVar("M", bound=models.Model)
Editable = TypeVar("Editable", bound="EditableRecord")


class Record(models.Model):
    """Something we keep. Rows have opaque ids, so an address tells a stranger nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class EditableRecord(Record):
    """Something that may be changed. ``version`` counts the changes, so that two edits at once are noticed."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


def lock(model: type[M], pk: UUID) -> M:
    """Return a row locked until the transaction ends. Rows that point to it may still be added meanwhile.

    No key is ever changed and no such row removed, so the weaker lock is enough; the stronger one would let an act that
    adds to a person's record and one that holds the person wait for each other.

    Raises:
        NotFound: the row is gone.
    """
    found = model._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def lock_version(model: type[Editable], pk: UUID, *, version: int) -> Editable:
    """Return a row locked for a change, if it is still as the editor saw it.

    Raises:
        NotFound: the row is gone.
        Stale: someone else changed it first.
    """
    found = lock(model, pk)
    if found.version != version:
        raise Stale
    return found


def save_change(record: EditableRecord, *fields: str) -> None:
    """Write some fields of a locked row and count the change."""
    record.version += 1
    record.save(update_fields=[*fields, "version"])


def write_many(rows: Iterable[models.Model], *fields: str) -> None:
    """Write some fields of many locked rows of one kind in one statement. Fields that hold lists cannot be among them.

    Django's own way builds a branch for every row and field, which at a thousand rows takes seconds.
    """
    rows = list(rows)
    if not rows:
        return
    kept = {field.name: field for field in rows[0]._meta.concrete_fields}
    written = [kept[name] for name in fields]
    columns = [sql.Identifier(str(field.column)) for field in written]
    statement = sql.SQL(
        "UPDATE {table} AS kept SET {sets} FROM unnest(%s::uuid[], {types}) AS new (id, {names}) WHERE kept.id = new.id"
    ).format(
        table=sql.Identifier(rows[0]._meta.db_table),
        sets=sql.SQL(", ").join(sql.SQL("{0} = new.{0}").format(column) for column in columns),
        types=sql.SQL(", ").join(sql.SQL(f"%s::{field.db_type(connection)}[]") for field in written),
        names=sql.SQL(", ").join(columns),
    )
    values = ([field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows] for field in written)
    with connection.cursor() as cursor:
        cursor.execute(statement, [[row.pk for row in rows], *values])
