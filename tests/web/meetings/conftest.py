"""A panel that the worker's organisation calls, the cast's person on its list, on a day that stands still."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    KeyDateFactory,
    PartnerFactory,
    PartnershipFactory,
    PersonFactory,
    StayFactory,
    staff_of,
)
from tests.factories.journey import PlanFactory, TaskFactory
from tests.factories.meetings import InvitationFactory, MeetingFactory, TalkedAboutFactory
from throughline.agencies.models import Organisation, Partnership, Team
from throughline.foundations.writing import writing
from throughline.meetings.models import Invitation, Meeting, TalkedAbout
from throughline.people.models import Person
from throughline.sharing.statuses import Compartment

DUE = TODAY + timedelta(days=5)


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@dataclass(frozen=True)
class Panel:
    """A meeting of today, who is asked to it, and the talk about the cast's person."""

    meeting: Meeting
    talk: TalkedAbout
    invitation: Invitation
    partnership: Partnership
    home: Organisation
    team: Team
    asked: Client
    asked_team: Team

    def leaver(self, name: str, *, days: int = 10, **facts: str) -> Person:
        """Make someone the worker's team works with who leaves in some days."""
        person = PersonFactory(shown_name=name, **facts)
        GrantFactory(person=person, team=self.team, compartments=list(Compartment.values))
        KeyDateFactory(stay=StayFactory(person=person), on=TODAY + timedelta(days=days))
        return person


@pytest.fixture
def panel(cast, sign_in) -> Panel:
    home = cast.worker_user.organisation
    with writing():
        team = Team.objects.get(organisation=home)
    partnership = PartnershipFactory(lead=home)
    other = EveryoneFactory(organisation__name="Fife Council")
    PartnerFactory(partnership=partnership, organisation=home)
    PartnerFactory(partnership=partnership, organisation=other.organisation)
    meeting = MeetingFactory(organisation=home, name="Release panel")
    KeyDateFactory(stay=StayFactory(person=cast.person), on=TODAY + timedelta(days=19))
    TaskFactory(
        plan=PlanFactory(person=cast.person),
        title="Order the birth certificate",
        organisation=home,
        owner="non_statutory",
    )
    return Panel(
        meeting=meeting,
        talk=TalkedAboutFactory(meeting=meeting, person=cast.person, why="No address yet"),
        invitation=InvitationFactory(meeting=meeting, organisation=other.organisation, words=""),
        partnership=partnership,
        home=home,
        team=team,
        asked=sign_in(staff_of(other)),
        asked_team=other,
    )


def url(name: str, **ids: object) -> str:
    return reverse(f"meetings:{name}", kwargs=ids)


def of(panel: Panel, name: str, **ids: object) -> str:
    return url(name, meeting_id=panel.meeting.pk, **ids)


def text(answer: object) -> str:
    return answer.content.decode()


def typed(name: str, on: date) -> dict[str, str]:
    """Return a day as its three boxes send it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}
