"""What every act on a referral begins and ends with: the row as it is now, and a line in the journal."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Service
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import NotFound
from throughline.foundations.records import save_change, write_many
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.referrals.models import Referral
from throughline.referrals.rules import check_move
from throughline.referrals.statuses import State

BESIDE = ("person", "service__organisation", "team__organisation", "from_organisation")


def locked(pks: Iterable[UUID]) -> list[Referral]:
    """Return referrals with whom and what they are about, locked until the transaction ends, in the order asked for.

    Raises:
        NotFound: one of them is gone.
    """
    wanted = list(pks)
    held = Referral.objects.select_for_update(of=("self",)).select_related(*BESIDE)
    found = {row.pk: row for row in held.filter(pk__in=wanted).order_by("id")}
    if len(found) < len(set(wanted)):
        raise NotFound
    return [found[pk] for pk in wanted]


def calendar_of(service: Service) -> Calendar:
    """Return the working days a service answers on: those of its organisation's jurisdiction."""
    return Calendar(Jurisdiction(service.organisation.jurisdiction))


def check_may_become(row: Referral, after: State, *, at: datetime, done: str = "") -> None:
    """Refuse a move that a referral cannot make from where it is.

    Raises:
        MoveNotAllowed: it cannot.
    """
    check_move(State(row.state), after, on=since(row), today=localdate(at), done=done)


def since(row: Referral) -> date | None:
    """Return the day a referral came to the state it is in; None when it has no day."""
    days = {
        State.SENT: row.received_on,
        State.ASKED: row.asked_on,
        State.ACCEPTED: row.decided_on,
        State.DECLINED: row.decided_on,
        State.WITHDRAWN: row.withdrawn_on,
    }
    return days.get(State(row.state))


def note(what: str, row: Referral, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Record that something happened to a referral."""
    journal.note_many([event(what, row, **facts)], by=by, at=at)


def event(what: str, row: Referral, **facts: journal.Fact) -> journal.Event:
    """Return a line of the journal about a referral, as closely kept as the referral itself.

    What was never sent is the sender's own, so its line names nobody.
    """
    never_sent = row.received_on is None
    return journal.Event(
        what=what,
        about=row,
        person_id=None if never_sent else row.person_id,
        compartment="" if never_sent else row.compartment,
        facts={"service": service_in_words(row.service), **facts},
    )


def iso(on: date | None) -> str | None:
    """Return a day as the journal keeps it; None when there is none."""
    return on.isoformat() if on else None


def service_in_words(service: Service) -> str:
    """Return a service as the journal names it."""
    return f"{service.name}, {service.organisation.name}"


def count_changes(rows: Sequence[Referral], *fields: str) -> None:
    """Write some fields of locked referrals, and count the change of each."""
    if len(rows) == 1:
        save_change(rows[0], *fields)
        return
    for row in rows:
        row.version += 1
    write_many(rows, *fields, "version")
