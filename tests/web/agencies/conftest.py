"""A partnership with its lead and a partner, another partnership beside it, and who works where."""

from dataclasses import dataclass

import pytest

from tests.factories import EveryoneFactory, PartnerFactory, PartnershipFactory, UserFactory
from throughline.agencies.models import Organisation, Partnership, User


@dataclass(frozen=True)
class Places:
    """The fixed cast of these pages."""

    partnership: Partnership
    lead: Organisation
    partner: Organisation
    outside: Organisation
    administrator: User  # of the lead
    governance: User  # of the lead
    manager: User  # of the partner
    worker: User  # of the partner
    mentor: User  # of the partner, whose job includes none of this
    stranger: User  # administrator of another partnership's lead


def organisation(name: str) -> Organisation:
    return EveryoneFactory(organisation__name=name).organisation


@pytest.fixture
def places() -> Places:
    lead, partner, outside = organisation("Kindling"), organisation("Steps"), organisation("CANARY Elsewhere")
    partnership = PartnershipFactory(name="Solway", lead=lead, values="We meet people at the gate.")
    other = PartnershipFactory(name="CANARY Other", lead=outside)
    for where, who in ((partnership, lead), (partnership, partner), (other, outside)):
        PartnerFactory(partnership=where, organisation=who)
    return Places(
        partnership=partnership,
        lead=lead,
        partner=partner,
        outside=outside,
        administrator=UserFactory(organisation=lead, role="administrator", name="Colin Rae"),
        governance=UserFactory(organisation=lead, role="information_governance", name="Iona Marr"),
        manager=UserFactory(organisation=partner, role="manager", name="Ruth Okafor"),
        worker=UserFactory(organisation=partner, role="case_worker", name="Dougie Penn"),
        mentor=UserFactory(organisation=partner, role="peer_mentor", name="Sam Orr"),
        stranger=UserFactory(organisation=outside, role="administrator", name="CANARY Stranger"),
    )
