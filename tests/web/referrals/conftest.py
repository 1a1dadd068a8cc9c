"""Two agencies of one partnership: one that sends people, and one with a service that answers."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from tests.factories import (
    NOON,
    AgreementFactory,
    EveryoneFactory,
    GrantFactory,
    OrganisationFactory,
    PartnerFactory,
    PartyFactory,
    PersonFactory,
    TeamFactory,
    staff_of,
)
from tests.factories.journey import ReferralFactory, ServiceFactory
from throughline.agencies.models import Service, Team, User
from throughline.people.models import Person
from throughline.sharing.statuses import Compartment, Tier


@dataclass(frozen=True)
class Two:
    """The person, those who send and those who answer."""

    person: Person
    service: Service
    sending: Team
    sender: Client
    sender_user: User
    answering: Team
    decider: Client
    decider_user: User


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def two(sign_in) -> Two:
    agreement = AgreementFactory()
    sends, answers = OrganisationFactory(name="Kindling"), OrganisationFactory(name="Northgate")
    sending, answering = TeamFactory(organisation=sends), TeamFactory(organisation=answers)
    for organisation in (sends, answers):
        EveryoneFactory(organisation=organisation)
        PartnerFactory(partnership=agreement.partnership, organisation=organisation)
        PartyFactory(agreement=agreement, organisation=organisation)
    person = PersonFactory(shown_name="Yusuf Hadden", sort_name="hadden yusuf")
    GrantFactory(person=person, team=sending, tier=Tier.LEADS, compartments=list(Compartment.values))
    sender, decider = staff_of(sending, name="Nadia Farrell"), staff_of(answering, name="Kofi Lund")
    service = ServiceFactory(team=answering, name="Northgate Homes", slug="northgate-homes", phone="01632 960 100")
    return Two(person, service, sending, sign_in(sender), sender, answering, sign_in(decider), decider)


@pytest.fixture
def sent(two):
    """A referral that waits for its answer; the team that was asked knows of the person."""
    GrantFactory(person=two.person, team=two.answering, tier=Tier.KNOWS_OF, reason="referral")
    return ReferralFactory(
        person=two.person,
        service=two.service,
        from_team=two.sending,
        from_organisation=two.sending.organisation,
        from_user=two.sender_user,
        pathways=["accommodation"],
        reason="He leaves in 13 days with nowhere to go",
        hopes="Somewhere I can shut the door",
        opens=["contact"],
    )
