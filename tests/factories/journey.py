"""Rows of the journey: services, referrals, cases, assessments, plans and reviews. The least that is valid."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

import factory

from tests.factories import NOON, TODAY, OrganisationFactory, PersonFactory, TeamFactory, UserFactory, WriterFactory
from throughline.agencies.models import Service, Target
from throughline.assessments.models import Assessment, Asset, Confirmation, History, PartOfLife, SafetyNote
from throughline.cases.models import (
    Advocacy,
    Beside,
    Case,
    Contact,
    Cover,
    Note,
    SettingSpell,
    Stage,
    StageSpell,
    TakingPartSpell,
    WorkerSpell,
)
from throughline.foundations.writing import writing
from throughline.outcomes.models import Domain, Evidence, Framework, Review, Score, Tally, ToolScore
from throughline.plans.models import Agreement as PlanAgreement
from throughline.plans.models import Gap, Goal, Plan, Slip, Task
from throughline.referrals.models import DutyContact, Referral

LATER = TODAY + timedelta(days=7)


class ServiceFactory(WriterFactory[Service]):
    class Meta:
        model = Service

    team = factory.SubFactory(TeamFactory)
    organisation = factory.SelfAttribute("team.organisation")
    slug = factory.Sequence(lambda n: f"service-{n}")
    name = factory.Sequence(lambda n: f"Service {n}")
    opened_on = TODAY - timedelta(days=700)


class TargetFactory(WriterFactory[Target]):
    class Meta:
        model = Target

    service = factory.SubFactory(ServiceFactory)
    promise = "referrals"
    from_on = TODAY.replace(day=1)
    to_on = TODAY
    number = 10
    source = "Contract"


class StageFactory(WriterFactory[Stage]):
    class Meta:
        model = Stage

    service = factory.SubFactory(ServiceFactory)
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    name = factory.Sequence(lambda n: f"Stage {n}")


class ReferralFactory(WriterFactory[Referral]):
    """A referral that waits for its answer; give ``state="draft", received_on=None, due_on=None`` for a draft."""

    class Meta:
        model = Referral

    person = factory.SubFactory(PersonFactory)
    service = factory.SubFactory(ServiceFactory)
    team = factory.SelfAttribute("service.team")
    source = "agency"
    state = "sent"
    reason = "CANARY referral"
    started_at = NOON
    received_on = TODAY
    due_on = LATER


class DutyContactFactory(WriterFactory[DutyContact]):
    class Meta:
        model = DutyContact

    person = factory.SubFactory(PersonFactory)
    service = factory.SubFactory(ServiceFactory)
    team = factory.SelfAttribute("service.team")
    by_user = factory.SubFactory(UserFactory)
    happened_at = NOON
    words = "CANARY duty"
    recorded_at = NOON


class CaseFactory(WriterFactory[Case]):
    """An open case with the spell of the setting it stands in."""

    class Meta:
        model = Case

    person = factory.SubFactory(PersonFactory)
    service = factory.SubFactory(ServiceFactory)
    team = factory.SelfAttribute("service.team")
    support = "full"
    taking_part = "accepted"
    opened_on = TODAY - timedelta(days=30)

    @classmethod
    def _create(cls, model_class: type[Case], *args: Any, **kwargs: Any) -> Case:
        with writing():
            case = super()._create(model_class, *args, **kwargs)
            since = case.closed_on or case.opened_on
            SettingSpell.objects.create(
                case=case, person=case.person, setting=case.setting, from_on=since, recorded_at=NOON
            )
            return case


class _AboutCase(WriterFactory[Any]):
    class Meta:
        abstract = True

    case = factory.SubFactory(CaseFactory)
    person = factory.SelfAttribute("case.person")


class _SpellFactory(_AboutCase):
    class Meta:
        abstract = True

    from_on = TODAY - timedelta(days=30)
    words = "CANARY spell"
    recorded_at = NOON


class SettingSpellFactory(_SpellFactory):
    """A spell that is over: a case from its factory has the one that goes on."""

    class Meta:
        model = SettingSpell

    setting = "assessment"
    until_on = TODAY


class StageSpellFactory(_SpellFactory):
    class Meta:
        model = StageSpell

    stage = factory.SubFactory(StageFactory)


class TakingPartSpellFactory(_SpellFactory):
    class Meta:
        model = TakingPartSpell

    answer = "accepted"


class WorkerSpellFactory(_SpellFactory):
    class Meta:
        model = WorkerSpell

    worker = factory.SubFactory(UserFactory)


class BesideFactory(_SpellFactory):
    class Meta:
        model = Beside

    worker = factory.SubFactory(UserFactory)
    role = "peer_mentor"


class CoverFactory(WriterFactory[Cover]):
    class Meta:
        model = Cover

    team = factory.SubFactory(TeamFactory)
    away = factory.SubFactory(UserFactory)
    stand_in = factory.SubFactory(UserFactory)
    from_on = TODAY
    until_on = LATER


class ContactFactory(_AboutCase):
    class Meta:
        model = Contact

    team = factory.SelfAttribute("case.team")
    organisation = factory.SelfAttribute("team.organisation")
    by_user = factory.SubFactory(UserFactory)
    activity = "outreach"
    place = "hall"
    happened_at = NOON
    recorded_at = NOON


class NoteFactory(WriterFactory[Note]):
    class Meta:
        model = Note

    person = factory.SubFactory(PersonFactory)
    team = factory.SubFactory(TeamFactory)
    by_user = factory.SubFactory(UserFactory)
    audience = "network"
    words = "CANARY note"
    written_at = NOON


class AdvocacyFactory(_AboutCase):
    class Meta:
        model = Advocacy

    issue = "CANARY advocacy"
    agency = "Council"
    opened_on = TODAY


class AssessmentFactory(WriterFactory[Assessment]):
    class Meta:
        model = Assessment

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    begun_by = factory.SubFactory(UserFactory)
    begun_on = TODAY


class PartOfLifeFactory(WriterFactory[PartOfLife]):
    class Meta:
        model = PartOfLife

    assessment = factory.SubFactory(AssessmentFactory)
    person = factory.SelfAttribute("assessment.person")
    organisation = factory.SelfAttribute("assessment.organisation")
    pathway = "accommodation"
    level = "some"
    their_words = "CANARY part"
    said_on = TODAY
    recorded_at = NOON


class ConfirmationFactory(WriterFactory[Confirmation]):
    class Meta:
        model = Confirmation

    part = factory.SubFactory(PartOfLifeFactory)
    person = factory.SelfAttribute("part.person")
    compartment = factory.SelfAttribute("part.compartment")
    organisation = factory.SubFactory(OrganisationFactory)
    confirmed_on = TODAY
    recorded_at = NOON


class AssetFactory(WriterFactory[Asset]):
    class Meta:
        model = Asset

    person = factory.SubFactory(PersonFactory)
    kind = "strength"
    words = "CANARY asset"
    source = "Test"
    noted_on = TODAY


class SafetyNoteFactory(WriterFactory[SafetyNote]):
    class Meta:
        model = SafetyNote

    person = factory.SubFactory(PersonFactory)
    concern = "self"
    words = "CANARY safety"
    context = "CANARY context"
    source = "Test"
    noted_on = TODAY


class HistoryFactory(WriterFactory[History]):
    class Meta:
        model = History

    person = factory.SubFactory(PersonFactory)
    words = "CANARY history"
    source = "Test"
    said_on = TODAY


class PlanFactory(WriterFactory[Plan]):
    class Meta:
        model = Plan

    person = factory.SubFactory(PersonFactory)
    begun_on = TODAY
    changed_at = NOON


class PlanAgreementFactory(WriterFactory[PlanAgreement]):
    class Meta:
        model = PlanAgreement

    plan = factory.SubFactory(PlanFactory)
    person = factory.SelfAttribute("plan.person")
    agrees = True
    words = "CANARY agreement"
    said_on = TODAY
    recorded_at = NOON


class GoalFactory(WriterFactory[Goal]):
    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    person = factory.SelfAttribute("plan.person")
    pathway = "accommodation"
    words = "CANARY goal"
    by_on = LATER


class SlipFactory(WriterFactory[Slip]):
    class Meta:
        model = Slip

    goal = factory.SubFactory(GoalFactory)
    person = factory.SelfAttribute("goal.person")
    compartment = factory.SelfAttribute("goal.compartment")
    why = "CANARY slip"
    support_given = "Went along with them"
    recorded_at = NOON


class TaskFactory(WriterFactory[Task]):
    class Meta:
        model = Task

    plan = factory.SubFactory(PlanFactory)
    person = factory.SelfAttribute("plan.person")
    pathway = "accommodation"
    title = "CANARY task"
    owner = "person"
    due_on = LATER
    made_at = NOON


class GapFactory(WriterFactory[Gap]):
    class Meta:
        model = Gap

    person = factory.SubFactory(PersonFactory)
    pathway = "accommodation"
    words = "CANARY gap"
    noted_on = TODAY


class FrameworkFactory(WriterFactory[Framework]):
    class Meta:
        model = Framework

    slug = factory.Sequence(lambda n: f"framework-{n}")
    name = factory.Sequence(lambda n: f"Framework {n}")


class DomainFactory(WriterFactory[Domain]):
    class Meta:
        model = Domain

    framework = factory.SubFactory(FrameworkFactory)
    key = factory.Sequence(lambda n: f"domain-{n}")
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    name = factory.Sequence(lambda n: f"Domain {n}")
    plain_name = factory.SelfAttribute("name")
    steps: ClassVar[list[str]] = ["Very hard now", "Hard, with help", "Up and down", "Mostly well", "Well on my own"]


class ReviewFactory(_AboutCase):
    class Meta:
        model = Review

    framework = factory.SubFactory(FrameworkFactory)
    held_on = TODAY
    point = "start"
    held_in = "prison"
    how = "themself"
    person_present = True
    worker_present = True
    words = "CANARY review"
    recorded_at = NOON


class ScoreFactory(WriterFactory[Score]):
    class Meta:
        model = Score

    review = factory.SubFactory(ReviewFactory)
    person = factory.SelfAttribute("review.person")
    domain = factory.SubFactory(DomainFactory, framework=factory.SelfAttribute("..review.framework"))
    compartment = factory.SelfAttribute("domain.compartment")
    theirs = 2
    ours = 3
    their_words = "CANARY score"


class ToolScoreFactory(WriterFactory[ToolScore]):
    class Meta:
        model = ToolScore

    person = factory.SubFactory(PersonFactory)
    tool = "core_10"
    total = Decimal("12")
    scored_on = TODAY
    source = "CANARY tool"
    recorded_at = NOON


class EvidenceFactory(WriterFactory[Evidence]):
    class Meta:
        model = Evidence

    person = factory.SubFactory(PersonFactory)
    area = "family"
    words = "CANARY evidence"
    happened_on = TODAY
    source = "Test"
    recorded_at = NOON


class TallyFactory(WriterFactory[Tally]):
    class Meta:
        model = Tally

    person = factory.SubFactory(PersonFactory)
    kind = "police"
    from_on = TODAY
    to_on = TODAY
    number = 1
    source = "CANARY tally"
    recorded_at = NOON
