"""What the prison that holds someone may see of them, and for how long after they have gone."""

from datetime import datetime

from throughline.agencies.models import Prison, Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations.actors import Actor
from throughline.people.models import Person
from throughline.sharing.actions import grants
from throughline.sharing.rules import HAND_OVER
from throughline.sharing.statuses import Compartment, GrantReason, Tier

# Everything a prison works with but sensitive history, which is opened by name.
COMPARTMENTS = [str(part) for part in (Compartment.CONTACT, Compartment.FAMILY, Compartment.NEEDS, Compartment.RISK)]


def let_in(prison: Prison, person: Person, *, by: Actor, at: datetime) -> None:
    """Let everyone in a prison work with someone it holds."""
    team = _everyone_in(prison)
    if team is not None:
        new = grants.NewGrant(
            person=person,
            team=team,
            tier=Tier.WORKS_WITH,
            compartments=COMPARTMENTS,
            reason=GrantReason.CUSTODY,
            words=f"In {prison.organisation.name}",
        )
        grants.grant(new, by=by, at=at)


def hand_over(prison: Prison, person: Person, *, why: str, by: Actor, at: datetime) -> None:
    """End a prison's sight of someone it no longer holds, once it has had time to hand over."""
    team = _everyone_in(prison)
    if team is not None:
        reasons = [GrantReason.CUSTODY]
        grants.end_for_team(person, team, reasons=reasons, why=why, at=at, by=by, ends_at=at + HAND_OVER)


def _everyone_in(prison: Prison) -> Team | None:
    """Return a prison's own team; None when the prison does not use this product, so there is nobody to let in."""
    return Team.objects.filter(organisation_id=prison.organisation_id, kind=TeamKind.EVERYONE, closed_on=None).first()
