"""Asking a service for help: written down, kept as a draft, sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation, Service, Team, User
from throughline.agencies.pathways import check_pathways
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.referrals.actions.parts import calendar_of, check_may_become, event, iso, locked, note
from throughline.referrals.models import Referral
from throughline.referrals.rules import OPEN, check_length, check_received, compartment_for, due_on, in_order, joined
from throughline.referrals.statuses import Source, State
from throughline.sharing.models import Consent

BATCH = 1000
LONGEST = {"reason": 2000, "hopes": 2000, "offer": 1000, "also_involved": 500, "from_words": 200}
"""Letters of each part a sender writes."""

OWN = frozenset({Source.SELF, Source.FAMILY})
"""Sources that are no agency: the person, or their family, asked the service themselves."""

WRITTEN = ("pathways", "compartment", "reason", "hopes", "offer", "also_involved", "opens", "consent", "from_words")


@dataclass(frozen=True, kw_only=True)
class NewReferral:
    """Someone asks a service to help a person. ``received_on`` is the day the service gets it.

    ``from_team`` is None when the person or their family asked; ``from_user`` then is whoever wrote it down for them.
    ``opens`` are the parts of the record that open if it is accepted.
    """

    person: Person
    service: Service
    source: str
    arrived: str
    received_on: date
    from_team: Team | None = None
    from_user: User | None = None
    from_words: str = ""
    pathways: Sequence[str] = ()
    reason: str = ""
    hopes: str = ""
    offer: str = ""
    also_involved: str = ""
    opens: Sequence[str] = ()
    consent: Consent | None = None

    @property
    def from_organisation(self) -> Organisation | None:
        return self.from_team.organisation if self.from_team else None

    def check(self) -> None:
        """Refuse what says too little.

        Raises:
            Refused: an agency asks but no team of it is named, there is no such part of life, or words are too long.
        """
        if self.source not in OWN and self.from_team is None:
            raise Refused("Choose the team that sends this.", field="from_team")
        check_pathways(list(self.pathways))
        for field, most in LONGEST.items():
            check_length(getattr(self, field), most=most, field=field)


@writes
def draft(new: NewReferral, *, by: Actor, at: datetime) -> Referral:
    """Keep a referral that is not finished. Nobody but the team that writes it sees it.

    Raises:
        Refused: see ``NewReferral.check``.
    """
    new.check()
    row = _row(new, at=at)
    row.save(force_insert=True)
    note("referrals.drafted", row, by=by, at=at)
    return row


@writes
def change_draft(referral: Referral, *, version: int, new: NewReferral, by: Actor, at: datetime) -> Referral:
    """Keep a draft as it is written now. Whom it is about, and whom it asks, stay as they were.

    Raises:
        Stale: someone else changed it first.
        MoveNotAllowed: it was sent or withdrawn.
    """
    new.check()
    row = lock_version(Referral, referral.pk, version=version)
    if row.state != State.DRAFT:
        check_may_become(row, State.DRAFT, at=at)
    _write(row, new)
    save_change(row, *WRITTEN)
    note("referrals.draft_changed", row, by=by, at=at)
    return row


@writes
def send(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Send a draft. It comes to the service today, and the promised days begin.

    Raises:
        MoveNotAllowed: it was sent or withdrawn already.
        Refused: the service has closed, or a referral of theirs waits there already.
    """
    (row,) = locked([referral.pk])
    check_may_become(row, State.SENT, at=at, done="sent again")
    lock(Person, row.person_id)
    _check_none_waits([row], at=at)
    row.state, row.received_on = State.SENT, localdate(at)
    _promise(row, at=at)
    save_change(row, "state", "received_on", "due_on")
    _note_sent([row], by=by, at=at)
    return row


@writes
def send_many(news: Sequence[NewReferral], *, by: Actor, at: datetime) -> list[Referral]:
    """Send referrals written in one go, in the order given.

    Raises:
        Refused: one of them says too little, comes on an impossible day, or waits at that service already.
    """
    for new in news:
        new.check()
    _lock_people(new.person.pk for new in news)
    rows = [_row(new, at=at) for new in news]
    _check_none_waits(rows, at=at)
    for row, new in zip(rows, news, strict=True):
        row.state, row.received_on = State.SENT, new.received_on
        _promise(row, at=at)
    Referral.objects.bulk_create(rows, batch_size=BATCH)
    _note_sent(rows, by=by, at=at)
    return rows


@writes
def asked_again(referral: Referral, *, words: str, by: Actor, at: datetime) -> Referral:
    """Keep that someone who waits for an answer asked once more, with what they say now.

    Raises:
        Refused: there is no room for what they say.
    """
    (row,) = locked([referral.pk])
    row.hopes = joined(row.hopes, words, most=LONGEST["hopes"], field="words")
    save_change(row, "hopes")
    note("referrals.asked_again", row, by=by, at=at)
    return row


def _row(new: NewReferral, *, at: datetime) -> Referral:
    row = Referral(
        person=new.person,
        service=new.service,
        team_id=new.service.team_id,
        source=new.source,
        arrived=new.arrived,
        from_organisation=new.from_organisation,
        from_team=new.from_team,
        from_user=new.from_user,
        state=State.DRAFT,
        started_at=at,
    )
    _write(row, new)
    return row


def _write(row: Referral, new: NewReferral) -> None:
    """Put what the sender writes on a referral."""
    row.pathways = in_order(new.pathways)
    row.compartment = compartment_for(row.pathways)
    row.reason, row.hopes, row.offer = new.reason.strip(), new.hopes.strip(), new.offer.strip()
    row.also_involved, row.from_words = new.also_involved.strip(), new.from_words.strip()
    row.opens, row.consent = sorted(set(new.opens)), new.consent


def _promise(row: Referral, *, at: datetime) -> None:
    """Give a referral that has come the day its answer is promised.

    Raises:
        Refused: the day it came cannot be, or the service was not open.
    """
    service, today = row.service, localdate(at)
    received = row.received_on or today
    check_received(
        received, today=today, opened_on=service.opened_on, closed_on=service.closed_on, service=service.name
    )
    row.due_on = due_on(received, within=service.answers_within, calendar=calendar_of(service))


def _lock_people(pks: Iterable[UUID]) -> None:
    """Hold people still, so that two referrals to one service cannot cross."""
    held = Person.objects.select_for_update(of=("self",)).filter(pk__in=set(pks))
    list(held.order_by("id").values_list("pk", flat=True))


def _check_none_waits(rows: Sequence[Referral], *, at: datetime) -> None:
    """Refuse to ask a service twice while it owes an answer.

    Raises:
        Refused: a referral of the same person waits there, or two of those given are for the same.
    """
    pairs = {(row.person_id, row.service_id) for row in rows}
    if len(pairs) < len(rows):
        raise Refused("One person was referred to one service twice. Send one of the two.", field="service")
    held = Referral.objects.filter(state__in=OPEN, person__in={person for person, _ in pairs})
    for waits in held.select_related("service", "from_organisation").order_by("id"):
        if (waits.person_id, waits.service_id) in pairs:
            raise Refused(_waits_in_words(waits, today=localdate(at)), field="service")


def _waits_in_words(waits: Referral, *, today: date) -> str:
    since = f" since {day(waits.received_on, today=today)}" if waits.received_on else ""
    sender = f", from {waits.from_organisation.name}" if waits.from_organisation else ""
    return f"A referral to {waits.service.name} waits for an answer{since}{sender}. Add to that one instead."


def _note_sent(rows: Sequence[Referral], *, by: Actor, at: datetime) -> None:
    journal.note_many((_sent(row) for row in rows), by=by, at=at)


def _sent(row: Referral) -> journal.Event:
    return event("referrals.sent", row, source=Source(row.source).label, due=iso(row.due_on))
