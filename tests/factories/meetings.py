"""Rows of meetings and barriers. The least that is valid."""

import factory

from tests.factories import NOON, TODAY, OrganisationFactory, PartnershipFactory, PersonFactory, WriterFactory
from throughline.meetings.models import Barrier, BarrierHit, BarrierStep, Decision, Invitation, Meeting, TalkedAbout


class MeetingFactory(WriterFactory[Meeting]):
    class Meta:
        model = Meeting

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "release_panel"
    name = factory.Sequence(lambda n: f"CANARY meeting {n}")
    held_at = NOON


class InvitationFactory(WriterFactory[Invitation]):
    class Meta:
        model = Invitation

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    sent_on = TODAY
    words = "CANARY invitation"


class TalkedAboutFactory(WriterFactory[TalkedAbout]):
    class Meta:
        model = TalkedAbout

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)
    why = "CANARY talkedabout"


class DecisionFactory(WriterFactory[Decision]):
    class Meta:
        model = Decision

    talked_about = factory.SubFactory(TalkedAboutFactory)
    person = factory.SelfAttribute("talked_about.person")
    words = "CANARY decision"
    decided_on = TODAY
    recorded_at = NOON


class BarrierFactory(WriterFactory[Barrier]):
    class Meta:
        model = Barrier

    partnership = factory.SubFactory(PartnershipFactory)
    kind = "housing"
    title = factory.Sequence(lambda n: f"CANARY barrier {n}")
    raised_by = factory.SubFactory(OrganisationFactory)
    raised_on = TODAY


class BarrierStepFactory(WriterFactory[BarrierStep]):
    class Meta:
        model = BarrierStep

    barrier = factory.SubFactory(BarrierFactory)
    words = "CANARY barrierstep"
    on = TODAY
    by_words = "Test"


class BarrierHitFactory(WriterFactory[BarrierHit]):
    class Meta:
        model = BarrierHit

    barrier = factory.SubFactory(BarrierFactory)
    person = factory.SubFactory(PersonFactory)
    words = "CANARY barrierhit"
    noted_on = TODAY
    recorded_at = NOON
