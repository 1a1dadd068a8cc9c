"""Help given at a duty desk or on a hall, written down in seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughline.agencies.models import Prison, Service, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.referrals.actions.parts import service_in_words
from throughline.referrals.models import DutyContact
from throughline.referrals.rules import check_duty

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class NewDuty:
    """Help given at a duty desk: to someone on record, or to someone of whom we know a name."""

    service: Service
    by_user: User
    happened_at: datetime
    words: str
    person: Person | None = None
    named: str = ""
    prison: Prison | None = None
    hall: str = ""
    minutes: int | None = None


@writes
def log_duty(new: NewDuty, *, by: Actor, at: datetime) -> DutyContact:
    """Keep help given at a duty desk. Evenings and weekends count as any other time.

    Raises:
        Refused: it names nobody, says nothing, or lies ahead.
    """
    (row,) = log_duty_many([new], by=by, at=at)
    return row


@writes
def log_duty_many(news: Sequence[NewDuty], *, by: Actor, at: datetime) -> list[DutyContact]:
    """Keep help given at duty desks, in the order given.

    Raises:
        Refused: one names nobody, says nothing, or lies ahead.
    """
    rows = DutyContact.objects.bulk_create([_row(new, at=at) for new in news], batch_size=BATCH)
    journal.note_many((_event(row) for row in rows), by=by, at=at)
    return rows


def _row(new: NewDuty, *, at: datetime) -> DutyContact:
    check_duty(
        has_person=new.person is not None,
        named=new.named,
        words=new.words,
        minutes=new.minutes,
        is_future=new.happened_at > at,
    )
    return DutyContact(
        person=new.person,
        named="" if new.person else new.named.strip(),
        service=new.service,
        team_id=new.service.team_id,
        by_user=new.by_user,
        prison=new.prison,
        hall=new.hall.strip(),
        happened_at=new.happened_at,
        minutes=new.minutes,
        words=new.words.strip(),
        recorded_at=at,
    )


def _event(row: DutyContact) -> journal.Event:
    facts: dict[str, journal.Fact] = {"service": service_in_words(row.service), "who": row.by_user.name}
    return journal.Event(what="referrals.duty_logged", about=row, person_id=row.person_id, facts=facts)
