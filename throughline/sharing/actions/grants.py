"""Letting teams see a person, and stopping."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from throughline.agencies.models import Organisation, Team, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing.models import Agreement, Consent, Grant, Party
from throughline.sharing.rules import check_ends, check_within
from throughline.sharing.statuses import Compartment, GrantReason, LawfulBasis, Tier

BATCH = 2000
EVERY_COMPARTMENT = [str(part) for part in Compartment.values]
# Reasons that need no signed agreement: the law, or the organisation's own work, is the basis.
WITHOUT_AGREEMENT = frozenset(
    {GrantReason.CUSTODY, GrantReason.REGISTERED, GrantReason.STATUTORY, GrantReason.BREAK_GLASS}
)


@dataclass(frozen=True, kw_only=True)
class NewGrant:
    """A grant before it is made. ``ends_at`` None holds until it is ended."""

    person: Person
    team: Team
    tier: int = Tier.WORKS_WITH
    compartments: list[str] = field(default_factory=list)
    reason: str
    words: str = ""
    basis: str = LawfulBasis.PUBLIC_TASK
    consent: Consent | None = None
    only_for: User | None = None
    ends_at: datetime | None = None


@writes
def grant(new: NewGrant, *, by: Actor, at: datetime) -> Grant:
    """Let a team see a person. A grant that is open for the same reason is ended and replaced.

    Raises:
        Refused: the team's organisation has not signed for that much, or it would end before it begins.
    """
    check_ends(at, new.ends_at)
    lock(Person, new.person.pk)
    agreement = None if new.reason in WITHOUT_AGREEMENT else _covering(new, at=at)
    open_now = Grant.objects.filter(person=new.person, team=new.team, reason=new.reason, ends_at=None)
    open_now.update(ends_at=at, ended_why="Replaced")
    (row,) = grant_many([new], agreement=agreement, by=by, at=at)
    return row


@writes
def grant_many(
    grants: Sequence[NewGrant], *, agreement: Agreement | None = None, by: Actor, at: datetime
) -> list[Grant]:
    """Let teams see people, none of whom they see for the same reason."""
    rows = Grant.objects.bulk_create([_row(new, agreement, by=by, at=at) for new in grants], batch_size=BATCH)
    journal.note_many((_event("sharing.granted", row) for row in rows), by=by, at=at)
    return rows


@writes
def end_grant(held: Grant, *, why: str, at: datetime, by: Actor, ends_at: datetime | None = None) -> Grant:
    """End a grant, now or at a later instant. One that has ended stays as it ended."""
    row = lock(Grant, held.pk)
    if row.ends_at is None or row.ends_at > at:
        row.ends_at, row.ended_why = ends_at or at, why
        row.save(update_fields=["ends_at", "ended_why"])
        journal.note_many([_event("sharing.ended", row)], by=by, at=at)
    return row


@writes
def end_for_team(
    person: Person,
    team: Team,
    *,
    reasons: Iterable[str],
    why: str,
    at: datetime,
    by: Actor,
    ends_at: datetime | None = None,
) -> list[Grant]:
    """End a team's open grants on a person that were made for some reasons; return them."""
    lock(Person, person.pk)
    held = Grant.objects.filter(person=person, team=team, reason__in=list(reasons), ends_at=None).order_by("id")
    return [end_grant(row, why=why, at=at, by=by, ends_at=ends_at) for row in held]


@writes
def end_for_organisation(
    person: Person, organisation: Organisation, *, reasons: Iterable[str], why: str, at: datetime, by: Actor
) -> list[Grant]:
    """End every grant an organisation's teams hold on a person for some reasons; return them."""
    lock(Person, person.pk)
    open_now = Q(ends_at=None) | Q(ends_at__gt=at)
    held = Grant.objects.filter(open_now, person=person, team__organisation=organisation, reason__in=list(reasons))
    return [end_grant(row, why=why, at=at, by=by) for row in held.order_by("id")]


@writes
def end_under(agreement: Agreement, organisation: Organisation, *, why: str, at: datetime, by: Actor) -> int:
    """End every grant an organisation holds under an agreement; return how many."""
    open_now = Q(ends_at=None) | Q(ends_at__gt=at)
    held = Grant.objects.filter(open_now, agreement=agreement, team__organisation=organisation).order_by("id")
    return len([end_grant(row, why=why, at=at, by=by) for row in held])


def _covering(new: NewGrant, *, at: datetime) -> Agreement | None:
    """Return the agreement that lets the team's organisation see this much.

    Raises:
        Refused: there is none.
    """
    on = at.date()
    parties = Party.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        Q(agreement__ends_on=None) | Q(agreement__ends_on__gt=on),
        organisation_id=new.team.organisation_id,
        agreement__starts_on__lte=on,
    ).select_related("agreement")
    best = max(
        parties,
        key=lambda party: (party.tier >= new.tier, len(set(new.compartments) & set(party.compartments))),
        default=None,
    )
    check_within(
        new.team.organisation.name,
        tier=new.tier,
        compartments=new.compartments,
        most_tier=best.tier if best else 0,
        most_compartments=best.compartments if best else [],
    )
    return best.agreement if best else None


def _row(new: NewGrant, agreement: Agreement | None, *, by: Actor, at: datetime) -> Grant:
    return Grant(
        person=new.person,
        team=new.team,
        only_for=new.only_for,
        tier=new.tier,
        compartments=new.compartments,
        reason=new.reason,
        words=new.words,
        basis=new.basis,
        agreement=agreement,
        consent=new.consent,
        starts_at=at,
        ends_at=new.ends_at,
        made_by=by.words[:200],
        made_at=at,
    )


def _event(what: str, row: Grant) -> journal.Event:
    return journal.Event(
        what=what,
        about=row,
        person_id=row.person_id,
        facts={
            "team": f"{row.team.name}, {row.team.organisation.name}",
            "reason": GrantReason(row.reason).label,
            "compartments": list(row.compartments),
            "why": row.ended_why or row.words,
        },
    )
