"""What can happen to a notice. Queued in the transaction that caused it; sent by the worker."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughline.foundations.actors import Actor
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.notices.models import Notice, Received, Way

MOST_TRIES = 5


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
    return Notice.objects.bulk_create(
        Notice(
            way=Way.INBOX,
            kind=kind,
            to_team_id=team,
            subject=subject,
            body=body,
            person_id=person_id,
            queued_at=at,
            sent_at=at,
            needs_acknowledging=needs_acknowledging,
        )
        for team in dict.fromkeys(teams)
    )


@writes
def email(*, user_id: UUID, address: str, kind: str, subject: str, body: str, at: datetime) -> Notice:
    """Queue an email to a member of staff. Neither subject nor body may name a person we support."""
    return Notice.objects.create(
        way=Way.EMAIL, kind=kind, to_user_id=user_id, address=address, subject=subject, body=body, queued_at=at
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
def sent(notice: Notice, *, at: datetime) -> None:
    """Keep that an email left."""
    Notice.objects.filter(pk=notice.pk).update(sent_at=at, last_fault="")


@writes
def failed(notice: Notice, *, fault: str) -> None:
    """Keep why an email did not leave; after five tries it waits for someone to look."""
    row = lock(Notice, notice.pk)
    row.tries += 1
    row.last_fault = fault[:300]
    row.save(update_fields=["tries", "last_fault"])


@writes
def receive(*, source: str, message_id: str, at: datetime) -> Received | None:
    """Keep another system's message; None when it came before."""
    row, fresh = Received.objects.get_or_create(source=source, message_id=message_id, defaults={"received_at": at})
    return row if fresh else None
