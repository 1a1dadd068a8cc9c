"""The second organisation of every page about sharing, with the agreement it signed."""

from dataclasses import dataclass

import pytest

from tests.factories import AgreementFactory, EveryoneFactory, PartnerFactory, PartyFactory, staff_of
from tests.web.conftest import Cast
from throughline.agencies.models import Organisation, Team, User
from throughline.sharing.models import Agreement
from throughline.sharing.statuses import Tier


@dataclass(frozen=True)
class Other:
    """An organisation beside the worker's, which signed for seeing custody and contact."""

    organisation: Organisation
    team: Team
    agreement: Agreement
    user: User


@pytest.fixture
def other(cast: Cast) -> Other:
    agreement = AgreementFactory()
    team = EveryoneFactory()
    for organisation in (cast.worker_user.organisation, team.organisation):
        PartnerFactory(partnership=agreement.partnership, organisation=organisation)
    PartyFactory(
        agreement=agreement, organisation=team.organisation, tier=Tier.WORKS_WITH, compartments=["contact", "family"]
    )
    return Other(team.organisation, team, agreement, staff_of(team))
