"""Moving, changing status, going out."""

from datetime import date, datetime, time

from django.utils.timezone import localdate, make_aware

from throughline.agencies.models import Prison
from throughline.custody.actions.parts import keep_movement, new_location, new_spell, note
from throughline.custody.models import Location, StatusSpell, Stay
from throughline.custody.rules import ENDINGS, check_moved, place_in_words
from throughline.custody.statuses import MovementKind
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes

BATCH = 1000


@writes
def move_within(stay: Stay, *, hall: str, cell: str, since: datetime, source: str, by: Actor, at: datetime) -> Stay:
    """Record a move to another hall or cell. The same place again changes nothing but how fresh it is.

    An older notice that arrives late is kept among the places and moves nothing.

    Raises:
        Refused: the stay has ended, or the instant is in the future.
    """
    locked = _open(stay)
    if since > at:
        raise Refused("The day they moved is in the future. Record it once it has happened.", field="since_on")
    latest = Location.objects.filter(stay=locked).order_by("-since", "-id").first()
    if latest is not None and since < latest.since:
        _keep_older_place(locked, hall=hall, cell=cell, since=since, source=source, by=by, at=at)
        return locked
    locked.as_of = max(locked.as_of, since)
    if (locked.hall, locked.cell) == (hall, cell):
        locked.save(update_fields=["as_of"])
        return locked
    before = place(locked)
    locked.hall, locked.cell = hall, cell
    save_change(locked, "hall", "cell", "as_of")
    Location.objects.bulk_create([new_location(locked, since=since, source=source)])
    note("custody.moved_within", locked, by=by, at=at, before=before, after=place(locked))
    return locked


@writes
def transfer(
    stay: Stay, *, to: Prison, on: date, hall: str = "", cell: str = "", source: str, by: Actor, at: datetime
) -> Stay:
    """Record a move to another prison. The stay goes on.

    Raises:
        Refused: the stay has ended, it is the same prison, or the day is in the future or before they came in.
    """
    locked = _open(stay)
    if locked.prison_id == to.pk:
        raise Refused("They are in that prison already. Record a move to another hall instead.", field="prison")
    _check(locked, MovementKind.TRANSFER, on=on, at=at)
    before = locked.prison
    locked.prison, locked.hall, locked.cell, locked.as_of = to, hall, cell, at
    save_change(locked, "prison", "hall", "cell", "as_of")
    since = _arrived_at(locked, on=on, at=at)
    Location.objects.bulk_create([new_location(locked, since=since, source=source)])
    keep_movement(locked, MovementKind.TRANSFER, on=on, left=before, reached=to, source=source, at=at)
    note("custody.transferred", locked, by=by, at=at, before=before.organisation.name, after=to.organisation.name)
    return locked


@writes
def change_status(
    stay: Stay, *, legal_status: str, words: str = "", since: datetime, source: str, by: Actor, at: datetime
) -> Stay:
    """Record a change of legal status, such as remand to sentenced. The same status again changes nothing.

    An older notice that arrives late is kept and changes nothing.

    Raises:
        Refused: the stay has ended, or the instant is in the future.
    """
    locked = _open(stay)
    if since > at:
        raise Refused("The day this began is in the future. Record it once it has happened.", field="since_on")
    spells = StatusSpell.objects.filter(stay=locked)
    if locked.legal_status == legal_status or spells.filter(legal_status=legal_status, since=since).exists():
        return locked
    spell = new_spell(locked, words, since, source=source)
    spell.legal_status = legal_status
    spell.save(force_insert=True)
    before, older = locked.legal_status, spells.filter(since__gt=since).exists()
    if not older:
        locked.legal_status = legal_status
        save_change(locked, "legal_status")
    what = "custody.older_status_kept" if older else "custody.status_changed"
    note(what, locked, by=by, at=at, before=before, after=legal_status)
    return locked


@writes
def change_sentence(
    stay: Stay, *, supervision: str, sentence_days: int | None, version: int, by: Actor, at: datetime
) -> Stay:
    """Record the length of sentence and whether there are statutory conditions after it.

    Raises:
        Stale: someone else changed it first.
    """
    locked = lock_version(Stay, stay.pk, version=version)
    before = locked.supervision
    locked.supervision, locked.sentence_days = supervision, sentence_days
    save_change(locked, "supervision", "sentence_days")
    note("custody.sentence_changed", locked, by=by, at=at, before=before, after=supervision, days=sentence_days)
    return locked


@writes
def leave(stay: Stay, *, how: str, on: date, reason: str = "", source: str, by: Actor, at: datetime) -> Stay:
    """End a stay: released as planned, released from court with no plan, or another end.

    Raises:
        Refused: it has ended, the day is before they came in or in the future, or ``how`` is not an end.
    """
    if how not in ENDINGS:
        raise Refused("Choose how they left.", field="how")
    locked = lock(Stay, stay.pk)
    _check(locked, MovementKind(how), on=on, at=at)
    locked.ended_on, locked.ended_how, locked.out_on_licence = on, how, False
    save_change(locked, "ended_on", "ended_how", "out_on_licence")
    keep_movement(locked, how, on=on, left=locked.prison, reason=reason, source=source, at=at)
    note("custody.left", locked, by=by, at=at, how=how, on=on.isoformat(), prison=locked.prison.organisation.name)
    return locked


@writes
def go_on_licence(stay: Stay, *, on: date, reason: str = "", source: str, by: Actor, at: datetime) -> Stay:
    """Record going out on temporary licence. The stay goes on.

    Raises:
        Refused: the stay has ended, they are out already, or the day is in the future or before they came in.
    """
    return _licence(stay, MovementKind.TEMPORARY_LICENCE, on=on, reason=reason, source=source, by=by, at=at)


@writes
def come_back(stay: Stay, *, on: date, reason: str = "", source: str, by: Actor, at: datetime) -> Stay:
    """Record coming back from temporary licence.

    Raises:
        Refused: the stay has ended, they are not out, or the day is in the future or before they came in.
    """
    return _licence(stay, MovementKind.BACK_FROM_LICENCE, on=on, reason=reason, source=source, by=by, at=at)


def place(stay: Stay) -> str:
    """Return where in the prison a stay is, in words."""
    return place_in_words(hall=stay.hall, cell=stay.cell) or "not known"


def _licence(stay: Stay, kind: MovementKind, *, on: date, reason: str, source: str, by: Actor, at: datetime) -> Stay:
    locked = _open(stay)
    _check(locked, kind, on=on, at=at)
    locked.out_on_licence = kind == MovementKind.TEMPORARY_LICENCE
    save_change(locked, "out_on_licence")
    keep_movement(locked, kind, on=on, left=locked.prison, reason=reason, source=source, at=at)
    note("custody.licence", locked, by=by, at=at, kind=kind, on=on.isoformat())
    return locked


def _open(stay: Stay) -> Stay:
    locked = lock(Stay, stay.pk)
    if locked.ended_on is not None:
        raise Refused("They have left prison. Record them coming in again first.")
    return locked


def _check(stay: Stay, kind: MovementKind, *, on: date, at: datetime) -> None:
    check_moved(
        kind,
        on,
        admitted_on=stay.admitted_on,
        ended_on=stay.ended_on,
        out_on_licence=stay.out_on_licence,
        today=localdate(at),
    )


def _arrived_at(stay: Stay, *, on: date, at: datetime) -> datetime:
    """Return the instant a move to another prison counts from: the start of its day, when it is recorded later."""
    start = make_aware(datetime.combine(on, time.min))
    known_later = Location.objects.filter(stay=stay, since__gte=start).exists()
    return at if on == localdate(at) or known_later else start


def _keep_older_place(
    stay: Stay, *, hall: str, cell: str, since: datetime, source: str, by: Actor, at: datetime
) -> None:
    there = Location.objects.filter(stay=stay, hall=hall, cell=cell, since=since).exists()
    if there:
        return
    then = Location.objects.filter(stay=stay, since__lte=since).order_by("since", "id").last()
    where = {"prison_id": then.prison_id if then else stay.prison_id, "hall": hall, "cell": cell}
    Location.objects.create(person_id=stay.person_id, stay=stay, since=since, source=source, **where)
    said = place_in_words(hall=hall, cell=cell) or "not known"
    note("custody.older_place_kept", stay, by=by, at=at, place=said)
