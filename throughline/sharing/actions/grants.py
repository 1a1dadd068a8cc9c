"""Letting teams see a person, and stopping."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from throughline.agencies.models import Organisation, Partner, Team, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock, write_many
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.models import Agreement, Consent, Grant, Party
from throughline.sharing.rules import check_ends, check_within
from throughline.sharing.statuses import Compartment, ConsentTo, GrantReason, LawfulBasis, Tier

BATCH = 2000
EVERY_COMPARTMENT = [str(part) for part in Compartment.values]
# Reasons that need no signed agreement: the law, or the organisation's own work, is the basis.
WITHOUT_AGREEMENT = frozenset(
    {GrantReason.CUSTODY, GrantReason.REGISTERED, GrantReason.STATUTORY, GrantReason.BREAK_GLASS}
)


@dataclass(frozen=True, kw_only=True)
class NewGrant:
    """A grant before it is made. ``ends_at`` None holds until it is ended.

    ``sharer`` is the organisation that shares, None when it is the actor's own. ``they_asked`` says that the person, or
    their family, asked the team itself, so that their asking stands where an agreement would.
    """

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
    sharer: UUID | None = None
    they_asked: bool = False


@writes
def grant(new: NewGrant, *, by: Actor, at: datetime) -> Grant:
    """Let a team see a person. A grant that is open for the same reason is ended and replaced.

    Raises:
        Refused: the team's organisation has not signed for that much, or it would end before it begins.
    """
    check_ends(at, new.ends_at)
    lock(Person, new.person.pk)
    agreement = None if _needs_none(new, by=by) else _covering(new, by=by, at=at)
    _replace(Grant.objects.filter(person=new.person, team=new.team, reason=new.reason, only_for=None), at=at)
    (row,) = grant_many([new], agreement=agreement, by=by, at=at)
    return row


@writes
def check_covered(new: NewGrant, *, by: Actor, at: datetime) -> None:
    """Refuse a grant that could not be made, before anything is done that leads to it.

    Raises:
        Refused: the team's organisation has not signed for that much.
    """
    if not _needs_none(new, by=by):
        _covering(new, by=by, at=at)


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
    held = Grant.objects.filter(person=person, team=team, reason__in=list(reasons), ends_at=None)
    return _end_all(held, why=why, at=at, by=by, ends_at=ends_at)


@writes
def end_for_organisation(
    person: Person, organisation: Organisation, *, reasons: Iterable[str], why: str, at: datetime, by: Actor
) -> list[Grant]:
    """End every grant an organisation's teams hold on a person for some reasons; return them."""
    lock(Person, person.pk)
    held = Grant.objects.filter(person=person, team__organisation=organisation, reason__in=list(reasons))
    return _end_all(held, why=why, at=at, by=by)


@writes
def end_consented(
    person: Person, organisation: Organisation, *, to: str, why: str, at: datetime, by: Actor
) -> list[Grant]:
    """End every grant that stands on the person's consent to one thing with an organisation; return them."""
    lock(Person, person.pk)
    stands = Q(consent__to=to)
    if to == ConsentTo.SHARE:
        stands |= Q(consent=None) & (Q(reason=GrantReason.CONSENT) | Q(basis=LawfulBasis.CONSENT))
    held = Grant.objects.filter(stands, person=person, team__organisation=organisation)
    return _end_all(held, why=why, at=at, by=by)


@writes
def end_under(agreement: Agreement, organisation: Organisation, *, why: str, at: datetime, by: Actor) -> int:
    """End every grant an organisation holds under an agreement; return how many."""
    held = Grant.objects.filter(agreement=agreement, team__organisation=organisation)
    return len(_end_all(held, why=why, at=at, by=by))


def _end_all(
    grants: QuerySet[Grant], *, why: str, at: datetime, by: Actor, ends_at: datetime | None = None
) -> list[Grant]:
    """End whichever of some grants have not ended; return those."""
    still = grants.filter(Q(ends_at=None) | Q(ends_at__gt=at))
    rows = list(still.select_for_update(of=("self",)).select_related("team__organisation").order_by("id"))
    for row in rows:
        row.ends_at, row.ended_why = max(ends_at or at, row.starts_at), why
    write_many(rows, "ends_at", "ended_why")
    journal.note_many((_event("sharing.ended", row) for row in rows), by=by, at=at)
    return rows


def _replace(held: QuerySet[Grant], *, at: datetime) -> None:
    """Make way for a grant of the same reason, wider or narrower; the new one is what the journal speaks of."""
    held.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at).update(ends_at=at, ended_why="Replaced")


def _needs_none(new: NewGrant, *, by: Actor) -> bool:
    """Return whether a grant needs no agreement: the law or the person's asking is its basis, or it stays inside."""
    stays_inside = new.team.organisation_id == (new.sharer or by.organisation_id)
    return new.reason in WITHOUT_AGREEMENT or new.they_asked or stays_inside


def _covering(new: NewGrant, *, by: Actor, at: datetime) -> Agreement | None:
    """Return the agreement that lets the team's organisation see this much.

    Raises:
        Refused: there is none.
    """
    on, sharer = at.date(), new.sharer or by.organisation_id
    signed = queries.signed_on(Party.objects.filter(organisation_id=new.team.organisation_id), on)
    if sharer:
        signed = signed.filter(agreement__partnership_id__in=_partnerships(sharer, on))
    best = max(
        signed,
        key=lambda party: (party.tier >= new.tier, len(set(new.compartments) & set(party.compartments)), party.tier),
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


def _partnerships(organisation_id: UUID, on: date) -> QuerySet[Partner, UUID]:
    """Return the partnerships an organisation works in on a day: an agreement of another one covers nothing here."""
    now = Q(ends_on=None) | Q(ends_on__gt=on)
    mine = Partner.objects.filter(now, organisation_id=organisation_id, starts_on__lte=on)
    return mine.values_list("partnership_id", flat=True)


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
