"""Who the bench signs in as, and whose record they open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from throughline.access import entering
from throughline.agencies.actions import keys, staff
from throughline.agencies.models import Organisation, Team, User
from throughline.cases.actions.contacts import NewContact, record_contact
from throughline.cases.models import Case
from throughline.cases.statuses import Activity, Place
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.foundations.actors import SYSTEM, Staff
from throughline.foundations.writing import writing
from throughline.journeys.accept_referral import accept_referral
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.lay_runway import lay_runway
from throughline.journeys.record_review import record_review
from throughline.outcomes.actions.reviewing import NewReview, NewScore
from throughline.outcomes.models import Domain, Framework
from throughline.outcomes.statuses import Point
from throughline.people.actions import registering
from throughline.people.models import Identifier, Person
from throughline.people.rules import NewName, NewPerson
from throughline.plans.actions import tasks
from throughline.plans.actions.tasks import NewTask
from throughline.plans.models import Plan, Task
from throughline.plans.rules import OPEN_STATES
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Support
from throughline.sharing.actions import emergencies
from throughline.sharing.models import Grant

AGENCY = "Bench third_sector 150"
EMAIL = "bench@demo.throughline.invalid"
STEPS = 60
"""Open steps of the person whose date moves."""
SCOPES = ["see_people", "see_custody"]


@dataclass(frozen=True)
class Cast:
    """A key worker with thousands of people, one of them with a case, a referral that waits, and a key."""

    worker: User
    team: Team
    person: Person
    stranger: Person
    stay: Stay
    number: str
    key: str
    at: datetime
    waiting: Referral
    case: Case

    @property
    def actor(self) -> Staff:
        """The key worker as whoever acts."""
        return entering.staff(self.worker, at=self.at)

    def accept(self) -> object:
        """Take someone on who waits."""
        words = "Yes. We will see him this week."
        return accept_referral(
            self.waiting, support=Support.FULL, key_worker=self.worker, words=words, by=self.actor, at=self.at
        )

    def contact(self) -> object:
        """Record a contact with what was said."""
        new = NewContact(
            person=self.case.person,
            case=self.case,
            team=self.team,
            by_user=self.worker,
            activity=Activity.OUTREACH,
            place=Place.HALL,
            happened_at=self.at,
            words="Went through the first three days.",
        )
        return record_contact(new, by=self.actor, at=self.at)

    def review(self) -> object:
        """Record a review of seven parts of life, both views."""
        framework = Framework.objects.get(slug="psp-seven", organisation=None)
        new = NewReview(case=self.case, framework=framework, held_on=self.at.date(), point=Point.ROUTINE)
        domains = Domain.objects.filter(framework=framework, retired_on=None)
        scores = [NewScore(domain=domain, theirs=3, ours=4) for domain in domains]
        return record_review(new, scores, by=self.actor, at=self.at)

    def move_date(self) -> object:
        """Record that a release date moved."""
        new = NewDate(type="conditional", on=self.at.date() + timedelta(days=41), known_at=self.at, source="Bench")
        return change_release_date(self.stay, new=new, by=SYSTEM, at=self.at)

    def register(self) -> object:
        """Register someone new."""
        new = NewPerson(names=(NewName(kind="legal", given="Bench", family="Newcomer"),))
        return registering.register(new, source="Bench", by=SYSTEM, at=self.at)

    def break_glass(self) -> object:
        """Open a record in an emergency."""
        return emergencies.break_glass(
            self.stranger,
            user=self.worker,
            team=self.team,
            reason="Timing how long this takes",
            review_by=self.at.date(),
            by=SYSTEM,
            at=self.at,
        )


def cast_of() -> Cast:
    """Find or make them."""
    at = timezone.localtime()
    with writing():
        organisation = Organisation.objects.get(name=AGENCY)
        team = Team.objects.get(organisation=organisation, kind="everyone")
        worker = User.objects.filter(email=EMAIL).first() or _worker(organisation, at=at)
        _, key = keys.make_key(
            organisation,
            name="Bench",
            scopes=SCOPES,
            expires_at=at + timedelta(days=1),
            made_by=worker,
            by=SYSTEM,
            at=at,
        )
        stay = _stay_of_mine(team)
        stranger = Person.objects.exclude(pk__in=Grant.objects.filter(team=team).values("person_id")).first()
        assert stranger is not None  # noqa: S101  there are 300,000
        number = Identifier.objects.filter(person=stay.person).values_list("value", flat=True).first() or ""
        waiting = Referral.objects.filter(team=team, state="sent").select_related("service__organisation").first()
        case = Case.objects.filter(team=team, person=stay.person).select_related("person").first()
        assert waiting is not None  # noqa: S101  every agency has some
        assert case is not None  # noqa: S101  chosen to have one
        _sixty_steps(stay, case, at=at)
        return Cast(worker, team, stay.person, stranger, stay, number, key, at, waiting, case)


def _sixty_steps(stay: Stay, case: Case, *, at: datetime) -> None:
    """Lay the runway of the person whose date moves, and add steps until sixty are open."""
    lay_runway(stay.person, by=SYSTEM, at=at)
    plan = Plan.objects.get(person=stay.person, ended_on=None)
    there = Task.objects.filter(plan=plan, state__in=OPEN_STATES).count()
    more = [
        NewTask(
            pathway="work", title=f"Bench step {n}", organisation=case.team.organisation, anchor="release", offset=-n
        )
        for n in range(STEPS - there)
    ]
    tasks.add_many(plan, more, by=SYSTEM, at=at)


def _stay_of_mine(team: Team) -> Stay:
    mine = Case.objects.filter(team=team).values("person_id")
    stay = Stay.objects.filter(person_id__in=mine, ended_on=None).select_related("person").order_by("id").first()
    assert stay is not None  # noqa: S101  two in five are in prison
    return stay


def _worker(organisation: Organisation, *, at: datetime) -> User:
    return staff.welcome(
        email=EMAIL, name="Bench Worker", organisation=organisation, role="manager", on=at.date(), by=SYSTEM, at=at
    )
