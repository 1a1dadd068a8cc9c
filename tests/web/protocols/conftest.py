"""A partnership with its lead and a partner, another one beside it, and who works where."""

from dataclasses import dataclass

import pytest

from tests.factories import EveryoneFactory, PartnerFactory, PartnershipFactory, UserFactory
from throughline.agencies.models import Organisation, Partnership, User


@dataclass(frozen=True)
class Cast:
    """The fixed cast of these pages."""

    partnership: Partnership
    other: Partnership
    lead: Organisation
    partner: Organisation
    manager: User  # of the lead
    partners_manager: User  # of the partner
    worker: User  # of the partner: reads, decides nothing
    evaluator: User  # of the lead, whose job includes none of this
    stranger: User  # manager of another partnership's lead


def organisation(name: str) -> Organisation:
    return EveryoneFactory(organisation__name=name).organisation


@pytest.fixture
def cast(db: None) -> Cast:
    lead, partner, outside = organisation("Kindling"), organisation("Steps"), organisation("CANARY Elsewhere")
    partnership = PartnershipFactory(name="Solway", lead=lead)
    other = PartnershipFactory(name="CANARY Other", lead=outside)
    for where, who in ((partnership, lead), (partnership, partner), (other, outside)):
        PartnerFactory(partnership=where, organisation=who)
    return Cast(
        partnership=partnership,
        other=other,
        lead=lead,
        partner=partner,
        manager=UserFactory(organisation=lead, role="manager", name="Colin Rae"),
        partners_manager=UserFactory(organisation=partner, role="manager", name="Ruth Okafor"),
        worker=UserFactory(organisation=partner, role="case_worker", name="Dougie Penn"),
        evaluator=UserFactory(organisation=lead, role="evaluator", name="Sam Orr"),
        stranger=UserFactory(organisation=outside, role="manager", name="CANARY Stranger"),
    )
