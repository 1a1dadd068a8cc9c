"""The rows that acts about a stay leave behind, and their lines in the journal."""

from datetime import date, datetime

from throughline.agencies.models import Prison
from throughline.custody.models import Location, Movement, StatusSpell, Stay
from throughline.foundations import journal
from throughline.foundations.actors import Actor


def new_location(stay: Stay, *, since: datetime, source: str = "") -> Location:
    """Return where a stay is now, as it is kept."""
    return Location(
        person_id=stay.person_id,
        stay=stay,
        prison=stay.prison,
        hall=stay.hall,
        cell=stay.cell,
        since=since,
        source=source or stay.source,
    )


def new_spell(stay: Stay, words: str, since: datetime, *, source: str = "") -> StatusSpell:
    """Return the legal status of a stay, as it is kept."""
    return StatusSpell(
        person_id=stay.person_id,
        stay=stay,
        legal_status=stay.legal_status,
        words=words,
        since=since,
        source=source or stay.source,
    )


def keep_movement(
    stay: Stay,
    kind: str,
    *,
    on: date,
    left: Prison | None = None,
    reached: Prison | None = None,
    reason: str = "",
    source: str,
    at: datetime,
) -> None:
    """Keep that someone came in, moved prison or went out."""
    Movement.objects.create(
        person_id=stay.person_id,
        stay=stay,
        kind=kind,
        on=on,
        from_prison=left,
        to_prison=reached,
        reason=reason,
        source=source,
        recorded_at=at,
    )


def note(what: str, stay: Stay, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Write in the journal what happened to a stay."""
    event = journal.Event(what=what, about=stay, person_id=stay.person_id, facts=facts)
    journal.note_many([event], by=by, at=at)
