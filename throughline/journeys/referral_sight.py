"""What a team that was asked to help may see of someone: before it answers, after a yes, and after a no."""

from dataclasses import replace
from datetime import datetime

from throughline.agencies.pathways import RESTRICTED
from throughline.foundations.actors import Actor, Staff
from throughline.foundations.errors import Refused
from throughline.foundations.wording import listed
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.rules import OPEN, SIGHT_AFTER_NO
from throughline.referrals.statuses import Source
from throughline.sharing import queries
from throughline.sharing.actions import grants
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.models import Consent, Grant
from throughline.sharing.statuses import Answer, Compartment, ConsentTo, GrantReason, LawfulBasis, Tier

OWN = frozenset({Source.SELF, Source.FAMILY})
BESIDE = {"team": "service", "tier": "service", "compartments": "opens"}
"""Which answer of a referral a refusal about sharing belongs beside."""


def check_may_open(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Refuse a referral that could not open, once accepted, as much as it says.

    Raises:
        Refused: the agreement with the service's organisation does not reach that far.
    """
    try:
        grants.check_covered(_working(referral), by=by, at=at)
    except Refused as refusal:
        raise Refused(str(refusal), field=BESIDE.get(refusal.field, refusal.field)) from refusal


def check_may_pass_on(new: NewReferral, *, by: Staff, at: datetime) -> None:
    """Refuse to open to others, or to refer someone for, what is not shared with the one who refers.

    Raises:
        Refused: it is not.
    """
    own = Grant.objects.filter(person=new.person, team_id__in=by.team_ids, tier__gte=Tier.WORKS_WITH, only_for=None)
    seen = {part for held in queries.open_at(own, at) for part in held.compartments}
    beyond = sorted(set(new.opens) - seen)
    if beyond:
        parts = listed(Compartment(part).label.lower() for part in beyond)
        raise Refused(f"You cannot open what is not shared with you: {parts}.", field="opens")
    if RESTRICTED & set(new.pathways) and Compartment.SENSITIVE not in seen:
        raise Refused("Choose from the list.", field="pathways")


def let_know_of(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Show the team that was asked whose name it is. What it sees by another referral stays as it is."""
    held = Grant.objects.filter(person_id=referral.person_id, team_id=referral.team_id, reason=GrantReason.REFERRAL)
    if held.filter(ends_at=None).exists():
        return
    new = NewGrant(
        person=referral.person,
        team=referral.team,
        tier=Tier.KNOWS_OF,
        reason=GrantReason.REFERRAL,
        words=f"Asked to help: {referral.service.name}",
        basis=basis_of(referral),
        consent=referral.consent,
        sharer=referral.from_organisation_id,
        they_asked=referral.source in OWN,
    )
    grants.grant(new, by=by, at=at)


def let_work_with(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Let the team that said yes work with the person, and no less than it did before.

    Raises:
        Refused: the agreement with its organisation no longer reaches that far.
    """
    new = _working(referral)
    held = Grant.objects.filter(person_id=referral.person_id, team_id=referral.team_id, reason=GrantReason.INVOLVED)
    before = held.filter(ends_at=None, only_for=None).first()
    if before is None or before.tier < new.tier or not set(new.compartments) <= set(before.compartments):
        grants.grant(_with_what_was(new, before), by=by, at=at)
    _end(referral, why="They were taken on", by=by, at=at, ends_at=at)


def let_go(referral: Referral, *, why: str, by: Actor, at: datetime) -> None:
    """Let a team that did not take someone on know of them a while longer, to ring back, and then no more."""
    _end(referral, why=why, by=by, at=at, ends_at=at + SIGHT_AFTER_NO)


def still_agreed(referral: Referral) -> bool:
    """Return whether the last answer about being referred to the service's organisation is not a no."""
    last = last_answer(referral)
    return last is None or last.answer in {Answer.AGREED, Answer.OFFERED}


def last_answer(referral: Referral) -> Consent | None:
    """Return what the person last said about being referred to the service's organisation."""
    asked = Consent.objects.filter(person_id=referral.person_id)
    return queries.about(asked, to=ConsentTo.REFER, organisation_id=referral.service.organisation_id).first()


def basis_of(referral: Referral) -> str:
    """Return what in law lets the team see the person.

    A person's own asking is consent. Their family's is not, and is a legitimate interest until the person speaks. An
    agency refers in its public task, under an agreement.
    """
    bases = {Source.SELF: LawfulBasis.CONSENT, Source.FAMILY: LawfulBasis.LEGITIMATE_INTERESTS}
    return bases.get(Source(referral.source), LawfulBasis.PUBLIC_TASK)


def _working(referral: Referral) -> NewGrant:
    own = referral.source in OWN
    return NewGrant(
        person=referral.person,
        team=referral.team,
        tier=Tier.WORKS_WITH,
        compartments=list(referral.opens),
        reason=GrantReason.INVOLVED,
        words=f"Took them on: {referral.service.name}",
        basis=basis_of(referral),
        consent=referral.consent if own else None,
        sharer=referral.from_organisation_id,
        they_asked=own,
    )


def _with_what_was(new: NewGrant, before: Grant | None) -> NewGrant:
    """Return a grant that takes away nothing an earlier one gave."""
    if before is None:
        return new
    parts = sorted({*new.compartments, *before.compartments})
    return replace(new, tier=max(new.tier, before.tier), compartments=parts)


def _end(referral: Referral, *, why: str, by: Actor, at: datetime, ends_at: datetime) -> None:
    """End what a team saw because it was asked, unless it is asked to help with something else too."""
    others = Referral.objects.filter(person_id=referral.person_id, team_id=referral.team_id, state__in=OPEN)
    if not others.exclude(pk=referral.pk).exists():
        reasons = [GrantReason.REFERRAL]
        grants.end_for_team(referral.person, referral.team, reasons=reasons, why=why, at=at, by=by, ends_at=ends_at)
