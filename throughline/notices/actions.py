"""What can happen to a notice. Queued in the transaction that caused it; sent by the worker."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.foundations.actors import Actor
from throughline.foundations.records import lock, write_many
from throughline.foundations.working_days import Calendar
from throughline.foundations.writing import writes, writing
from throughline.notices import queries
from throughline.notices.models import Notice, Received, Way
from throughline.notices.rules import MOST_TRIES, check_chase

SENT_AT_ONCE = 200
"""Emails one run of the sender takes; the next run takes the rest."""


BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One message to some teams, before it is queued."""

    teams: tuple[UUID, ...]
    kind: str
    subject: str
    body: str
    person_id: UUID | None
    needs_acknowledging: bool = False


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One email to a member of staff, before it is queued. Neither subject nor body names a person we support."""

    user_id: UUID
    address: str
    kind: str
    subject: str
    body: str


@dataclass
class Sending:
    """What one run of the sender did: how many left, how many will be tried again, how many were parked."""

    left: int = 0
    again: int = 0
    parked: int = 0


@writes
def tell_teams(
    teams: Iterable[UUID],
    *,
    kind: str,
    subject: str,
    body: str,
    person_id: UUID | None,
    at: datetime,
    needs_acknowledging: bool = False,
) -> list[Notice]:
    """Put one notice in each team's inbox."""
    telling = Telling(
        teams=tuple(teams),
        kind=kind,
        subject=subject,
        body=body,
        person_id=person_id,
        needs_acknowledging=needs_acknowledging,
    )
    return tell([telling], at=at)


@writes
def tell(tellings: Iterable[Telling], *, at: datetime) -> list[Notice]:
    """Put each of many messages in the inbox of each team it is for."""
    return Notice.objects.bulk_create(
        (
            Notice(
                way=Way.INBOX,
                kind=telling.kind,
                to_team_id=team,
                subject=telling.subject,
                body=telling.body,
                person_id=telling.person_id,
                queued_at=at,
                sent_at=at,
                needs_acknowledging=telling.needs_acknowledging,
            )
            for telling in tellings
            for team in dict.fromkeys(telling.teams)
        ),
        batch_size=BATCH,
    )


@writes
def email(*, user_id: UUID, address: str, kind: str, subject: str, body: str, at: datetime) -> Notice:
    """Queue an email to a member of staff. Neither subject nor body may name a person we support."""
    letter = Letter(user_id=user_id, address=address, kind=kind, subject=subject, body=body)
    (queued,) = _queue([letter], at=at)
    return queued


@writes
def email_many(letters: Iterable[Letter], *, at: datetime) -> list[Notice]:
    """Queue many emails in one statement a thousand."""
    return _queue(letters, at=at)


def _queue(letters: Iterable[Letter], *, at: datetime) -> list[Notice]:
    return Notice.objects.bulk_create(
        (
            Notice(
                way=Way.EMAIL,
                kind=letter.kind,
                to_user_id=letter.user_id,
                address=letter.address,
                subject=letter.subject,
                body=letter.body,
                queued_at=at,
            )
            for letter in letters
        ),
        batch_size=BATCH,
    )


@writes
def acknowledge(notice: Notice, *, by: Actor, at: datetime) -> Notice:
    """Say that a notice was seen. The first to say so is kept."""
    row = lock(Notice, notice.pk)
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by_id, row.acknowledged_by_words = at, by.id, by.words
        row.save(update_fields=["acknowledged_at", "acknowledged_by_id", "acknowledged_by_words"])
    return row


@writes
def acknowledge_all(notices: Iterable[Notice], *, by: Actor, at: datetime) -> list[Notice]:
    """Say that notices of the same news to several teams were seen."""
    return [acknowledge(notice, by=by, at=at) for notice in notices]


@writes
def overtake(people: Iterable[UUID], *, kind: str) -> int:
    """Ask no more for an answer to news of one kind about some people, which holds no more; return how many it was."""
    waiting = Notice.objects.filter(queries.WAITING, way=Way.INBOX, kind=kind, person_id__in=set(people))
    return waiting.update(needs_acknowledging=False)


@writes
def chase(notice: Notice, *, calendar: Calendar, at: datetime) -> Notice:
    """Count that a team was asked again to say it saw something, at most once a working day of theirs.

    Raises:
        Refused: it was seen, asks for no answer, or was chased already and no working day has begun since.
    """
    row = lock(Notice, notice.pk)
    waits = row.needs_acknowledging and row.acknowledged_at is None
    chased_on = localdate(row.chased_at) if row.chased_at else None
    check_chase(waits=waits, chased_on=chased_on, today=localdate(at), calendar=calendar)
    row.chases, row.chased_at = row.chases + 1, at
    row.save(update_fields=["chases", "chased_at"])
    return row


@writes
def chase_many(notices: Iterable[UUID], *, at: datetime) -> list[Notice]:
    """Count the same for those of many notices that still wait and nobody else is chasing; return them."""
    waiting = Notice.objects.select_for_update(skip_locked=True).filter(queries.WAITING, pk__in=list(notices))
    rows = list(waiting.order_by("queued_at", "id"))
    for row in rows:
        row.chases, row.chased_at = row.chases + 1, at
    write_many(rows, "chases", "chased_at")
    return rows


def send_queued(*, deliver: Callable[[Notice], None], at: datetime) -> Sending:
    """Send the emails that are due, each in a transaction of its own, so that one fault holds up no other."""
    done = Sending()
    with writing():
        due = list(queries.to_send(Notice.objects.all(), at).values_list("pk", flat=True)[:SENT_AT_ONCE])
    for pk in due:
        _send_one(pk, deliver=deliver, at=at, done=done)
    return done


@writes
def _send_one(pk: UUID, *, deliver: Callable[[Notice], None], at: datetime, done: Sending) -> None:
    """Send one email, unless it has left or another worker holds it."""
    waiting = queries.to_send(Notice.objects.select_for_update(skip_locked=True), at)
    row = waiting.filter(pk=pk).first()
    if row is None:
        return
    try:
        deliver(row)
    except (OSError, ValueError) as fault:
        _failed(row, fault=f"{type(fault).__name__}: {fault}", done=done)
    else:
        # What was sent is not kept: a link that lets someone in would lie there for whoever reads the table.
        row.sent_at, row.last_fault, row.body = at, "", ""
        row.save(update_fields=["sent_at", "last_fault", "body"])
        done.left += 1


def _failed(row: Notice, *, fault: str, done: Sending) -> None:
    row.tries += 1
    row.last_fault = fault[:300]
    row.save(update_fields=["tries", "last_fault"])
    if row.tries >= MOST_TRIES:
        done.parked += 1
    else:
        done.again += 1


@writes
def receive(*, source: str, message_id: str, at: datetime) -> Received | None:
    """Keep another system's message; None when it came before."""
    row, fresh = Received.objects.get_or_create(source=source, message_id=message_id, defaults={"received_at": at})
    return row if fresh else None
