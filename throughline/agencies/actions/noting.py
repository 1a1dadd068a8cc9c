"""What every agency action ends with: the row kept once, and a line in the journal."""

from datetime import datetime

from django.db import IntegrityError, transaction

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import Record


def note(what: str, about: Record, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Record that something happened, in the transaction that made it happen.

    It is about no person we support, so only the organisation that did it reads it.
    """
    journal.note_many([journal.Event(what=what, about=about, person_id=None, facts=facts)], by=by, at=at)


def keep_once(record: Record, refusal: Refused) -> None:
    """Insert a row that must be the only one of its name, even when two are sent at the same instant.

    Raises:
        Refused: there is one already.
    """
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as fault:
        raise refusal from fault
