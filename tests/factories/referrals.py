"""Referrals before they are sent, and the agreements they stand on."""

from typing import Any

from tests.factories import TODAY as RECEIVED
from tests.factories import AgreementFactory, PartnerFactory, PartyFactory, PersonFactory, TeamFactory
from tests.factories.journey import ServiceFactory
from throughline.agencies.models import Organisation
from throughline.referrals.actions.sending import NewReferral
from throughline.sharing.models import Agreement
from throughline.sharing.statuses import Compartment, Tier


def new_referral(**facts: Any) -> NewReferral:
    """Return a referral of someone by a team to a service: the least that can be sent, unless told otherwise."""
    given = {"source": "agency", "arrived": "screen", "received_on": RECEIVED} | facts
    made = {"person": PersonFactory, "service": ServiceFactory}
    if given["source"] not in {"self", "family"}:
        made["from_team"] = TeamFactory
    for name, factory in made.items():
        if name not in given:
            given[name] = factory()
    return NewReferral(**given)


def signed(*organisations: Organisation, tier: int = Tier.LEADS, parts: list[str] | None = None) -> Agreement:
    """Make a partnership of some organisations and an agreement that each of them signed."""
    agreement = AgreementFactory()
    for organisation in organisations:
        PartnerFactory(partnership=agreement.partnership, organisation=organisation)
        compartments = list(Compartment.values) if parts is None else parts
        PartyFactory(agreement=agreement, organisation=organisation, tier=tier, compartments=compartments)
    return agreement
