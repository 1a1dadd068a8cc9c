"""Coming in, moving, changing status, going out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from throughline.agencies.models import Prison
from throughline.custody.models import Location, Movement, Stay, StatusSpell
from throughline.custody.statuses import LegalStatus, MovementKind, Supervision
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person

BATCH = 1000
ENDS = frozenset(
    {
        MovementKind.RELEASE_PLANNED,
        MovementKind.RELEASE_COURT,
        MovementKind.DEATH,
        MovementKind.OTHER_END,
    }
)


@dataclass(frozen=True, kw_only=True)
class Admission:
    """Someone coming into prison. ``as_of`` is when the source knew it."""

    person: Person
    prison: Prison
    admitted_on: date
    hall: str = ""
    cell: str = ""
    legal_status: str = LegalStatus.UNKNOWN
    status_words: str = ""
    supervision: str = Supervision.UNKNOWN
    sentence_days: int | None = None
    booking: str = ""
    recalled: bool = False
    source: str
    as_of: datetime


@writes
def admit(admission: Admission, *, by: Actor, at: datetime) -> Stay:
    """Open a stay: remand and sentenced alike, with or without a date of release.

    Raises:
        Refused: the person is in prison already, or the day is in the future.
    """
    locked = lock(Person, admission.person.pk)
    if Stay.objects.filter(person=locked, ended_on=None).exists():
        raise Refused("They are in prison already. Record a move instead.", field="prison")
    if admission.admitted_on > at.date():
        raise Refused("The day they came in is in the future.", field="admitted_on")
    (stay,) = admit_many([admission], by=by, at=at)
    return stay


@writes
def admit_many(admissions: Sequence[Admission], *, by: Actor, at: datetime) -> list[Stay]:
    """Open stays for people known to be out of prison, in the order given.

    Raises:
        IntegrityError: someone is in prison already.
    """
    stays = Stay.objects.bulk_create([_stay(row) for row in admissions], batch_size=BATCH)
    pairs = list(zip(stays, admissions, strict=True))
    Location.objects.bulk_create([_location(stay, since=row.as_of) for stay, row in pairs], batch_size=BATCH)
    StatusSpell.objects.bulk_create(
        [_spell(stay, row.status_words, row.as_of) for stay, row in pairs], batch_size=BATCH
    )
    Movement.objects.bulk_create([_coming_in(stay, row, at=at) for stay, row in pairs], batch_size=BATCH)
    journal.note_many(
        (
            journal.Event(
                what="custody.admitted",
                about=stay,
                person_id=stay.person_id,
                facts={
                    "prison": row.prison.organisation.name,
                    "status": stay.legal_status,
                    "on": stay.admitted_on.isoformat(),
                },
            )
            for stay, row in pairs
        ),
        by=by,
        at=at,
    )
    return stays


@writes
def move_within(stay: Stay, *, hall: str, cell: str, since: datetime, source: str, by: Actor, at: datetime) -> Stay:
    """Record a move to another hall or cell. The same place again changes nothing but how fresh it is.

    Raises:
        Refused: the stay has ended.
    """
    locked = _open(stay)
    locked.as_of = max(locked.as_of, since)
    if (locked.hall, locked.cell) == (hall, cell):
        locked.save(update_fields=["as_of"])
        return locked
    before = place(locked)
    locked.hall, locked.cell = hall, cell
    save_change(locked, "hall", "cell", "as_of")
    Location.objects.bulk_create([_location(locked, since=since, source=source)])
    _note("custody.moved_within", locked, by=by, at=at, before=before, after=place(locked))
    return locked


@writes
def transfer(
    stay: Stay, *, to: Prison, on: date, hall: str = "", cell: str = "", source: str, by: Actor, at: datetime
) -> Stay:
    """Record a move to another prison. The stay goes on.

    Raises:
        Refused: the stay has ended, it is the same prison, or the day is before they came in.
    """
    locked = _open(stay)
    if locked.prison_id == to.pk:
        raise Refused("They are in that prison already.", field="prison")
    if on < locked.admitted_on:
        raise Refused("The day is before they came into prison.", field="on")
    before = locked.prison
    locked.prison, locked.hall, locked.cell, locked.as_of = to, hall, cell, at
    save_change(locked, "prison", "hall", "cell", "as_of")
    Location.objects.bulk_create([_location(locked, since=at, source=source)])
    Movement.objects.create(
        person_id=locked.person_id,
        stay=locked,
        kind=MovementKind.TRANSFER,
        on=on,
        from_prison=before,
        to_prison=to,
        source=source,
        recorded_at=at,
    )
    _note("custody.transferred", locked, by=by, at=at, before=before.organisation.name, after=to.organisation.name)
    return locked


@writes
def change_status(
    stay: Stay, *, legal_status: str, words: str = "", since: datetime, source: str, by: Actor, at: datetime
) -> Stay:
    """Record a change of legal status, such as remand to sentenced. The same status again changes nothing.

    Raises:
        Refused: the stay has ended.
    """
    locked = _open(stay)
    if locked.legal_status == legal_status:
        return locked
    before, locked.legal_status = locked.legal_status, legal_status
    save_change(locked, "legal_status")
    StatusSpell.objects.bulk_create([_spell(locked, words, since, source=source)])
    _note("custody.status_changed", locked, by=by, at=at, before=before, after=legal_status)
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
    _note("custody.sentence_changed", locked, by=by, at=at, before=before, after=supervision, days=sentence_days)
    return locked


@writes
def leave(stay: Stay, *, how: str, on: date, reason: str = "", source: str, by: Actor, at: datetime) -> Stay:
    """End a stay: released as planned, released from court with no plan, or another end.

    Raises:
        Refused: it has ended, the day is before they came in or in the future, or ``how`` is not an end.
    """
    locked = _open(stay)
    _check_end(locked, how=how, on=on, at=at)
    locked.ended_on, locked.ended_how, locked.out_on_licence = on, how, False
    save_change(locked, "ended_on", "ended_how", "out_on_licence")
    Movement.objects.create(
        person_id=locked.person_id,
        stay=locked,
        kind=how,
        on=on,
        from_prison=locked.prison,
        reason=reason,
        source=source,
        recorded_at=at,
    )
    _note("custody.left", locked, by=by, at=at, how=how, on=on.isoformat(), prison=locked.prison.organisation.name)
    return locked


@writes
def go_on_licence(stay: Stay, *, on: date, reason: str = "", source: str, by: Actor, at: datetime) -> Stay:
    """Record going out on temporary licence. The stay goes on.

    Raises:
        Refused: the stay has ended or they are out already.
    """
    return _licence(
        stay, out=True, kind=MovementKind.TEMPORARY_LICENCE, on=on, reason=reason, source=source, by=by, at=at
    )


@writes
def come_back(stay: Stay, *, on: date, reason: str = "", source: str, by: Actor, at: datetime) -> Stay:
    """Record coming back from temporary licence.

    Raises:
        Refused: the stay has ended or they are not out.
    """
    return _licence(
        stay, out=False, kind=MovementKind.BACK_FROM_LICENCE, on=on, reason=reason, source=source, by=by, at=at
    )


def place(stay: Stay) -> str:
    """Return where in the prison a stay is, in words."""
    return " ".join(part for part in (f"{stay.hall} Hall" if stay.hall else "", stay.cell) if part) or "not known"


def _licence(stay: Stay, *, out: bool, kind: str, on: date, reason: str, source: str, by: Actor, at: datetime) -> Stay:
    locked = _open(stay)
    if locked.out_on_licence == out:
        raise Refused("They are out on licence already." if out else "They are not out on licence.")
    locked.out_on_licence = out
    save_change(locked, "out_on_licence")
    Movement.objects.create(
        person_id=locked.person_id,
        stay=locked,
        kind=kind,
        on=on,
        from_prison=locked.prison,
        reason=reason,
        source=source,
        recorded_at=at,
    )
    _note("custody.licence", locked, by=by, at=at, kind=kind, on=on.isoformat())
    return locked


def _open(stay: Stay) -> Stay:
    locked = lock(Stay, stay.pk)
    if locked.ended_on is not None:
        raise Refused("They have left prison. Record them coming in again first.")
    return locked


def _check_end(stay: Stay, *, how: str, on: date, at: datetime) -> None:
    if how not in ENDS:
        raise Refused("Choose how they left.", field="how")
    if on < stay.admitted_on:
        raise Refused("The day they left is before the day they came in.", field="on")
    if on > at.date():
        raise Refused("The day they left is in the future. Record a release date instead.", field="on")


def _stay(row: Admission) -> Stay:
    return Stay(
        person=row.person,
        prison=row.prison,
        admitted_on=row.admitted_on,
        hall=row.hall,
        cell=row.cell,
        legal_status=row.legal_status,
        supervision=row.supervision,
        sentence_days=row.sentence_days,
        booking=row.booking,
        source=row.source,
        as_of=row.as_of,
    )


def _location(stay: Stay, *, since: datetime, source: str = "") -> Location:
    return Location(
        person_id=stay.person_id,
        stay=stay,
        prison=stay.prison,
        hall=stay.hall,
        cell=stay.cell,
        since=since,
        source=source or stay.source,
    )


def _spell(stay: Stay, words: str, since: datetime, *, source: str = "") -> StatusSpell:
    return StatusSpell(
        person_id=stay.person_id,
        stay=stay,
        legal_status=stay.legal_status,
        words=words,
        since=since,
        source=source or stay.source,
    )


def _coming_in(stay: Stay, row: Admission, *, at: datetime) -> Movement:
    kind = MovementKind.RECALL if row.recalled else MovementKind.ADMISSION
    return Movement(
        person_id=stay.person_id,
        stay=stay,
        kind=kind,
        on=stay.admitted_on,
        to_prison=row.prison,
        source=row.source,
        recorded_at=at,
    )


def _note(what: str, stay: Stay, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    journal.note(what, about=stay, person_id=stay.person_id, by=by, at=at, **facts)
