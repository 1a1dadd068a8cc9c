"""The shape of everything we keep."""

import uuid
from typing import TypeVar
from uuid import UUID

from django.db import models

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
