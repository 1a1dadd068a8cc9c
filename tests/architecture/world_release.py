"""The way out of the world's person: housing, rounds of dates, protocols and meetings, one of every record."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Model

from tests.factories import AreaFactory, OrganisationFactory
from tests.factories import housing as homes
from tests.factories import meetings as make
from tests.factories.protocols import AdoptionFactory, SigningFactory, VersionFactory
from tests.factories.rounds import RoundFactory, RoundRowFactory
from tests.factories.runway import CourseFactory
from throughline.agencies.models import Partnership
from throughline.custody.models import Stay
from throughline.plans.models import Plan

if TYPE_CHECKING:
    from tests.architecture.world import World

LONG_SINCE = date(2019, 3, 4)
"""A day that gives away a record which holds no words of its own."""


def keep_release(world: "World") -> None:
    """Keep one of every record of the way out."""
    _protocols(world)
    _rounds(world)
    _housing(world)
    _meetings(world)


def _keep(world: "World", part: str, record: Model, words: str = "") -> None:
    world.parts[part] = record.pk
    if words:
        world.words[type(record)] = words


def _protocols(world: "World") -> None:
    partnership = Partnership.objects.get(pk=world.partnership_id)
    version = VersionFactory(partnership=partnership, title="A protocol of theirs")
    adoption = AdoptionFactory(partnership=partnership, version_of=version, words="Agreed in January")
    _keep(world, "version_id", version)
    _keep(world, "adoption_id", adoption)
    _keep(world, "signing_id", SigningFactory(adoption=adoption, organisation=world.home, words="By letter"))
    plan = Plan.objects.get(pk=world.parts["plan_id"])
    course = CourseFactory(plan=plan, version_of=version, ended_on=None, ended_why="", begun_on=LONG_SINCE)
    _keep(world, "course_id", course, "4 Mar 2019")


def _rounds(world: "World") -> None:
    stay = Stay.objects.get(pk=world.parts["stay_id"])
    dates = RoundFactory(organisation=world.home, name="Early release")
    _keep(world, "round_id", dates)
    _keep(world, "row_id", RoundRowFactory(round=dates, stay=stay, message="CANARYroundrow"), "CANARYroundrow")


def _housing(world: "World") -> None:
    about = {"person": world.person}
    home = homes.HomeFactory(words="CANARYhome", **about)
    _keep(world, "home_id", home, "CANARYhome")
    lived = homes.HomeFactory(when="after", from_on=date(2025, 11, 3), words="CANARYhome", **about)
    still = homes.StillThereFactory(home=lived, words="CANARYstill")
    _keep(world, "still_id", still, "CANARYstill")
    _keep(world, "application_id", homes.ApplicationFactory(words="CANARYapply", **about), "CANARYapply")
    _keep(world, "ask_id", homes.ProviderAskFactory(words="CANARYask", **about), "CANARYask")
    _keep(world, "effort_id", homes.EffortFactory(words="CANARYeffort", **about), "CANARYeffort")
    stay = Stay.objects.get(pk=world.parts["stay_id"])
    _keep(world, "account_id", homes.NoAddressFactory(stay=stay, account="CANARYaccount"), "CANARYaccount")
    _keep(world, "unsafe_id", homes.UnsafePlaceFactory(words="CANARYunsafe", **about), "CANARYunsafe")
    excluded = homes.ExclusionFactory(reason="CANARYexclusion", **about)
    _keep(world, "exclusion_id", excluded, "CANARYexclusion")
    _keep(world, "way_id", homes.CouncilWayFactory(area=AreaFactory()))


def _meetings(world: "World") -> None:
    meeting = make.MeetingFactory(organisation=world.home, name="A panel")
    _keep(world, "meeting_id", meeting)
    _keep(world, "invitation_id", make.InvitationFactory(meeting=meeting, organisation=OrganisationFactory(), words=""))
    talked = make.TalkedAboutFactory(meeting=meeting, person=world.person, why="CANARYtalked")
    _keep(world, "talk_id", talked, "CANARYtalked")
    decided = make.DecisionFactory(talked_about=talked, words="CANARYdecision")
    _keep(world, "decision_id", decided, "CANARYdecision")
    barrier = make.BarrierFactory(partnership_id=world.partnership_id, raised_by=world.home, title="No forms")
    _keep(world, "barrier_id", barrier)
    _keep(world, "barrier_step_id", make.BarrierStepFactory(barrier=barrier, words="Asked the council"))
    hit = make.BarrierHitFactory(barrier=barrier, person=world.person, words="CANARYhit")
    _keep(world, "hit_id", hit, "CANARYhit")
