"""Coming into prison, one at a time or many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Prison
from throughline.custody.actions.parts import new_location, new_spell
from throughline.custody.models import Location, Movement, StatusSpell, Stay
from throughline.custody.rules import check_admitted
from throughline.custody.statuses import LegalStatus, MovementKind, Supervision
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.people.models import Person

BATCH = 1000


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
        Refused: they are in prison already, or the day is in the future, before birth or during another stay.
    """
    locked = lock(Person, admission.person.pk)
    stays = list(Stay.objects.filter(person=locked).order_by("admitted_on", "id"))
    check_admitted(
        admission.admitted_on,
        today=localdate(at),
        born_on=locked.born_on,
        open_since=next((stay.admitted_on for stay in stays if stay.ended_on is None), None),
        last_out_on=max((stay.ended_on for stay in stays if stay.ended_on), default=None),
    )
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
    Location.objects.bulk_create([new_location(stay, since=row.as_of) for stay, row in pairs], batch_size=BATCH)
    StatusSpell.objects.bulk_create(
        [new_spell(stay, row.status_words, row.as_of) for stay, row in pairs], batch_size=BATCH
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
