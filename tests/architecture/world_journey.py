"""The journey of the world's person: one of every record of it, with words that give each kind away."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.db.models import Model

from tests.factories import TODAY, UserFactory
from tests.factories import journey as make
from throughline.access.sight import Sight
from throughline.agencies.models import Service, Team, User
from throughline.assessments.models import Asset, Confirmation, PartOfLife
from throughline.cases.models import Case, Note
from throughline.foundations.writing import writing
from throughline.outcomes.models import Domain, Framework, Score
from throughline.plans.models import Gap, Goal, Slip, Task
from throughline.referrals.models import DutyContact, Referral
from throughline.sharing.statuses import Compartment, Tier

if TYPE_CHECKING:
    from tests.architecture.world import World

PART = Compartment.NEEDS
AMONG_THOSE_WHO_NEED_IT = Sight(Tier.WORKS_WITH, PART)
WORKING = Sight(Tier.WORKS_WITH)
LONG_AGO = datetime(2019, 2, 3, 12, tzinfo=UTC)
"""A day that gives away a record which holds no words of its own."""
JOURNEY_DEPTHS: dict[type[Model], Sight] = {
    **dict.fromkeys((PartOfLife, Confirmation, Asset, Goal, Slip, Task, Gap, Score), AMONG_THOSE_WHO_NEED_IT),
    **dict.fromkeys((Referral, DutyContact, Note), WORKING),
}
"""How far a grant must reach before the world's records open, where their kind alone does not say."""


def hand_to(world: "World", user: User) -> None:
    """Let a member of staff hold the world's case and be the author of its note, as those who may change them are."""
    team = Team.objects.get(organisation=user.organisation, kind="everyone")
    with writing():
        Case.objects.filter(pk=world.parts["case_id"]).update(team=team)
        Note.objects.filter(pk=world.parts["note_id"]).update(team=team, by_user=user)


def keep_journey(world: "World") -> None:
    service = _service(world)
    _referrals(world, service)
    case = _case(world, service)
    _assessment(world)
    _plan(world)
    _reviews(world, case)


def _keep(world: "World", part: str, record: Model, words: str = "") -> Model:
    world.parts[part] = record.pk
    if words:
        world.words[type(record)] = words
    return record


def _service(world: "World") -> Service:
    team = make.TeamFactory(organisation=world.home)
    service = make.ServiceFactory(team=team, organisation=world.home)
    world.parts |= {"service_id": service.pk, "slug": service.slug}
    _keep(world, "stage_id", make.StageFactory(service=service))
    _keep(world, "target_id", make.TargetFactory(service=service))
    _keep(world, "cover_id", make.CoverFactory(team=team))
    return service


def _referrals(world: "World", service: Service) -> None:
    said = "CANARYreferral"
    referral = make.ReferralFactory(
        person=world.person, service=service, reason=said, hopes="CANARYhopes", from_words="CANARYfrom"
    )
    _keep(world, "referral_id", referral, said)
    duty = make.DutyContactFactory(person=world.person, service=service, words="CANARYduty")
    _keep(world, "duty_id", duty, "CANARYduty")


def _case(world: "World", service: Service) -> Model:
    about, user = {"person": world.person}, UserFactory(organisation=world.home)
    case = make.CaseFactory(service=service, key_worker=user, setting="community", **about)
    over = make.ServiceFactory(team=service.team)
    closed = {"setting": "closed", "closed_on": TODAY, "close_reason": "completed", "close_words": "CANARYclosed"}
    _keep(world, "closed_case_id", make.CaseFactory(service=over, **closed, **about), "CANARYclosed")
    _keep(world, "case_id", case)
    of_case = {"case": case, **about}
    for number, factory in enumerate(
        (
            make.SettingSpellFactory,
            make.StageSpellFactory,
            make.TakingPartSpellFactory,
            make.WorkerSpellFactory,
            make.BesideFactory,
        )
    ):
        words = f"CANARYspell{number}"
        _keep(
            world,
            ("setting", "stage", "answer", "worker", "beside")[number] + "_spell_id",
            factory(words=words, **of_case),
            words,
        )
    world.parts["beside_id"] = world.parts["beside_spell_id"]
    contact = make.ContactFactory(happened_at=LONG_AGO, **of_case)
    _keep(world, "contact_id", contact, "3 Feb 2019")
    note = make.NoteFactory(contact=contact, kind="contact", words="CANARYnote", **about)
    _keep(world, "note_id", note, "CANARYnote")
    advocacy = make.AdvocacyFactory(issue="CANARYadvocacy", **of_case)
    _keep(world, "advocacy_id", advocacy, "CANARYadvocacy")
    return case


def _assessment(world: "World") -> None:
    about = {"person": world.person}
    assessment = make.AssessmentFactory(made_with="CANARYassessment", **about)
    _keep(world, "assessment_id", assessment, "CANARYassessment")
    part = make.PartOfLifeFactory(
        assessment=assessment, pathway="health", compartment=PART, their_words="CANARYpart", our_view="CANARYview"
    )
    _keep(world, "part_id", part, "CANARYpart")
    world.parts["pathway"] = part.pathway
    confirmed = make.ConfirmationFactory(part=part, confirmed_on=date(2018, 4, 5))
    _keep(world, "confirmation_id", confirmed, "5 Apr 2018")
    asset = make.AssetFactory(words="CANARYasset", compartment=PART, **about)
    _keep(world, "asset_id", asset, "CANARYasset")
    safety = make.SafetyNoteFactory(words="CANARYsafety", **about)
    _keep(world, "safety_id", safety, "CANARYsafety")
    _keep(world, "history_id", make.HistoryFactory(words="CANARYhistory", **about), "CANARYhistory")


def _plan(world: "World") -> None:
    plan = make.PlanFactory(person=world.person, made_with="CANARYplan")
    _keep(world, "plan_id", plan, "CANARYplan")
    _keep(world, "agreed_id", make.PlanAgreementFactory(plan=plan, words="CANARYagreement"), "CANARYagreement")
    health = {"pathway": "health", "compartment": PART}
    goal = make.GoalFactory(plan=plan, words="CANARYgoal", **health)
    _keep(world, "goal_id", goal, "CANARYgoal")
    _keep(world, "slip_id", make.SlipFactory(goal=goal, why="CANARYslip"), "CANARYslip")
    task = make.TaskFactory(plan=plan, goal=goal, title="CANARYtask", **health)
    _keep(world, "task_id", task, "CANARYtask")
    gap = make.GapFactory(person=world.person, words="CANARYgap", **health)
    _keep(world, "gap_id", gap, "CANARYgap")


def _reviews(world: "World", case: Model) -> None:
    framework = Framework.objects.get(slug="psp-seven", organisation=None)
    domain = Domain.objects.get(framework=framework, key="physical_health")
    world.parts |= {"framework_id": framework.pk, "domain_id": domain.pk}
    about = {"person": world.person}
    review = make.ReviewFactory(case=case, framework=framework, words="CANARYreview")
    _keep(world, "review_id", review, "CANARYreview")
    _keep(world, "score_id", make.ScoreFactory(review=review, domain=domain, their_words="CANARYscore"), "CANARYscore")
    _keep(world, "tool_id", make.ToolScoreFactory(source="CANARYtool", **about), "CANARYtool")
    _keep(world, "evidence_id", make.EvidenceFactory(words="CANARYevidence", **about), "CANARYevidence")
    _keep(world, "tally_id", make.TallyFactory(source="CANARYtally", **about), "CANARYtally")
