"""Write the journal: who did what, when, about whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from throughline.foundations.actors import Actor
from throughline.foundations.models import JournalEntry
from throughline.foundations.records import Record

Fact = str | int | bool | None | list[str]

TIER_ALL = 1
TIER_WORKING = 2


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened, before it is written."""

    what: str
    about: Record
    person_id: UUID | None
    compartment: str = ""
    tier: int = TIER_WORKING
    facts: dict[str, Fact] = field(default_factory=dict)


def note(
    what: str,
    *,
    about: Record,
    person_id: UUID | None,
    by: Actor,
    at: datetime,
    compartment: str = "",
    tier: int = TIER_WORKING,
    **facts: Fact,
) -> None:
    """Record that something happened, in the transaction that made it happen."""
    event = Event(what=what, about=about, person_id=person_id, compartment=compartment, tier=tier, facts=facts)
    note_many([event], by=by, at=at)


def note_many(events: Iterable[Event], *, by: Actor, at: datetime) -> None:
    """Record many happenings of one act in one statement a thousand."""
    JournalEntry.objects.bulk_create([_entry(event, by=by, at=at) for event in events], batch_size=1000)


def _entry(event: Event, *, by: Actor, at: datetime) -> JournalEntry:
    return JournalEntry(
        at=at,
        what=event.what,
        about=f"{event.about._meta.label_lower}:{event.about.pk}",
        person_id=event.person_id,
        tier=event.tier,
        compartment=event.compartment,
        by_kind=by.kind,
        by_id=by.id,
        by_organisation_id=by.organisation_id,
        by_words=by.words,
        facts=event.facts,
    )
