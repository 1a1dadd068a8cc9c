"""A team is let in to a person's record, and told."""

from dataclasses import replace
from datetime import datetime

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.notices import actions as notices
from throughline.sharing import queries
from throughline.sharing.actions import grants
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.models import Consent, Grant
from throughline.sharing.rules import check_agreed, check_basis, check_reason
from throughline.sharing.statuses import ConsentTo, GrantReason, LawfulBasis

TOLD = "Your team may now see a record. Who shared it, how far and why is on its sharing page."


@writes
def share_with(new: NewGrant, *, by: Actor, at: datetime) -> Grant:
    """Let a team see a person, on consent where that is the reason, and tell the team.

    Raises:
        Refused: no reason is given, the person has not agreed, or no agreement covers this much.
    """
    check_reason(new.words)
    check_basis(new.reason, new.basis)
    if new.reason == GrantReason.CONSENT or new.basis == LawfulBasis.CONSENT:
        new = replace(new, basis=LawfulBasis.CONSENT, consent=_consent(new))
    held = grants.grant(new, by=by, at=at)
    notices.tell_teams(
        [held.team_id],
        kind="sharing.granted",
        subject="A record was shared with your team",
        body=TOLD,
        person_id=held.person_id,
        at=at,
    )
    return held


def _consent(new: NewGrant) -> Consent | None:
    organisation = new.team.organisation
    asked = queries.about(
        Consent.objects.filter(person=new.person), to=ConsentTo.SHARE, organisation_id=organisation.pk
    )
    last = asked.first()
    check_agreed(organisation.name, last.answer if last else "")
    return last
