"""Tell one man's way through the gate whole: Aaron Tallis, who leaves in 19 days."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

import yaml

from throughline.agencies.models import User
from throughline.assessments.actions import talking
from throughline.cases.actions import moving, workers
from throughline.cases.actions.contacts import NewContact, record_contact
from throughline.cases.models import Case
from throughline.cases.statuses import Audience, Role, Setting, TakingPart
from throughline.custody.actions import admissions, dates
from throughline.custody.statuses import DateType, LegalStatus, Supervision
from throughline.demo.working.around import surround
from throughline.demo.working.cast import Office
from throughline.foundations.actors import SYSTEM
from throughline.journeys.accept_referral import accept_referral
from throughline.journeys.asking import Asking
from throughline.journeys.record_review import record_reviews
from throughline.journeys.self_refer import self_refer
from throughline.outcomes.actions.reviewing import NewReview, NewScore
from throughline.outcomes.models import Domain, Framework
from throughline.outcomes.statuses import Point
from throughline.people.actions import registering
from throughline.people.identifiers import IdentifierKind
from throughline.people.models import Person
from throughline.people.rules import NewIdentifier, NewName, NewPerson
from throughline.people.statuses import NameKind, Sex
from throughline.plans.actions import goals, planning
from throughline.plans.actions.tasks import adding, ending
from throughline.plans.actions.tasks.described import NewTask
from throughline.plans.statuses import Anchor
from throughline.referrals.statuses import Arrived, Support
from throughline.sharing.actions import grants
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.statuses import Compartment, GrantReason, Tier

FILE = Path(__file__).parent / "aaron.yaml"
SPIN = "140927"
LEAVES_IN = 19
CAME_IN = -150
ASKED_ON = -83
SOURCE = "Prison records"


class Story(TypedDict):
    """What the file holds."""

    given: str
    family: str
    chosen: str
    born_on: date
    hopes: str
    words: str
    contacts: list[tuple[int, str, str, str, str, str]]
    goals: dict[str, str]
    tasks: list[tuple[str, str, int, str, str]]
    keys: dict[str, str]
    parts: dict[str, tuple[str, str, str, str]]
    reviews: list[tuple[int, list[int], list[int]]]


class Aaron:
    """Tells the story, one chapter at a time, each thing on its day."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.story: Story = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        self.release = office.at.date() + timedelta(days=LEAVES_IN)
        self.nadia = office.places.staff["case_worker"]
        self.by = office.acting(self.nadia)

    def tell(self) -> Person:
        """Tell it all; return him."""
        person = self._arrive()
        case = self._asks(person)
        self._let_in(person)
        self._keep_in_touch(case)
        self._assess(case)
        self._plan(case)
        self._review(case)
        surround(self.office, case)
        return person

    def on(self, day: int) -> date:
        """Return a day counted from release, never after today."""
        return min(self.release + timedelta(days=day), self.office.at.date())

    def moment(self, day: int) -> datetime:
        """Return half past two of a day counted from release, never after now."""
        return min(datetime.combine(self.on(day), self.office.at.timetz()), self.office.at)

    def _arrive(self) -> Person:
        places, at, story = self.office.places, self.moment(CAME_IN), self.story
        names = (
            NewName(kind=NameKind.LEGAL, given=story["given"], family=story["family"]),
            NewName(kind=NameKind.ALIAS, given=story["chosen"], family=story["family"]),
        )
        new = NewPerson(
            names=names,
            born_on=story["born_on"],
            sex=Sex.MALE,
            language="English",
            home_area_id=places.areas["Marnoch"].pk,
            identifiers=(NewIdentifier(kind=IdentifierKind.SPIN, value=SPIN),),
        )
        person = registering.register(new, source=SOURCE, by=SYSTEM, at=at)
        prison = places.prisons["CRV"]
        stay = admissions.admit(
            admissions.Admission(
                person=person,
                prison=prison,
                admitted_on=self.on(CAME_IN),
                hall="B",
                cell="2-14",
                legal_status=LegalStatus.SENTENCED,
                supervision=Supervision.NONE,
                sentence_days=365,
                source=SOURCE,
                as_of=at,
            ),
            by=SYSTEM,
            at=at,
        )
        for day, on in ((CAME_IN + 5, self.release + timedelta(days=14)), (-22, self.release)):
            new_date = dates.NewDate(type=DateType.EARLIEST_LIBERATION, on=on, known_at=self.moment(day), source=SOURCE)
            dates.record_date(stay, new=new_date, by=SYSTEM, at=self.moment(day))
        self._grant(person, "HMP Carrick Vale", GrantReason.CUSTODY, list(Compartment.values)[:4], day=CAME_IN)
        return person

    def _asks(self, person: Person) -> Case:
        asking = Asking(
            given=self.story["given"],
            family=self.story["family"],
            born_on=self.story["born_on"],
            number=SPIN,
            number_kind=IdentifierKind.SPIN,
            prison=self.office.places.prisons["CRV"],
            hall="B",
            pathways=["accommodation", "finance"],
            words=self.story["words"],
            person=person,
            received_on=self.on(ASKED_ON),
        )
        officer = self.office.acting(self.office.places.staff["throughcare_officer"])
        referral = self_refer(
            asking, service=self.office.kindling, arrived=Arrived.PAPER, by=officer, at=self.moment(ASKED_ON)
        )
        words = "Yes. Nadia will come to the hall this week."
        at = self.moment(ASKED_ON + 2)
        case = accept_referral(referral, support=Support.FULL, key_worker=self.nadia, words=words, by=self.by, at=at)
        moving.take_part(
            case, answer=TakingPart.ACCEPTED, words="Aye. I'm in.", on=self.on(-77), by=self.by, at=self.moment(-77)
        )
        moving.move(case, setting=Setting.PRISON, on=self.on(-72), by=self.by, at=self.moment(-72))
        return case

    def _let_in(self, person: Person) -> None:
        for name, parts, day in (
            ("Kindling: Through the gate", list(Compartment.values), -81),
            ("HMP Carrick Vale: Throughcare", list(Compartment.values), -81),
            ("Marnoch Council Housing", ["contact", "needs"], -70),
            ("Harbour Recovery: Outreach", ["needs"], -68),
            ("Families Alongside", ["family"], -60),
            ("Northgate Homes", ["contact"], -55),
            ("Mill Street Jobcentre", [], -25),
            ("Steps Peer Mentors", ["contact"], -21),
        ):
            reason = GrantReason.AGREEMENT if "Kindling" not in name else GrantReason.REGISTERED
            tier = Tier.LEADS if "Kindling" in name else Tier.WORKS_WITH
            self._grant(person, name, reason, [str(part) for part in parts], day=day, tier=tier)

    def _grant(
        self, person: Person, team: str, reason: str, parts: list[str], *, day: int, tier: int = Tier.WORKS_WITH
    ) -> None:
        new = NewGrant(
            person=person,
            team=self.office.places.teams[team],
            tier=tier,
            compartments=[str(part) for part in parts],
            reason=reason,
            words="He agreed" if reason == GrantReason.AGREEMENT else "Works with him",
        )
        grants.grant_many([new], agreement=self.office.places.agreement, by=SYSTEM, at=self.moment(day))

    def _who(self, organisation: str) -> User | None:
        here = [user for user in self.office.places.named.values() if user.organisation.name == organisation]
        return here[0] if here else None

    def _keep_in_touch(self, case: Case) -> None:
        mentor = self.office.places.staff["throughcare_officer"]
        workers.bring_in(
            case, worker=mentor, role=Role.SECOND_WORKER, on=self.on(-60), words="His officer on B hall",
            by=self.by, at=self.moment(-60),
        )  # fmt: skip
        for day, activity, place, happened, words, organisation in self.story["contacts"]:
            ours = organisation == "Kindling"
            user = self.nadia if ours else self._who(organisation)
            team = case.team if ours else self.office.places.teams[organisation]
            new = NewContact(
                person=case.person,
                case=case if ours else None,
                team=team,
                by_user=user,
                activity=activity,
                place=place,
                happened=happened,
                happened_at=self.moment(day) - timedelta(hours=1),
                minutes=30,
                words=words,
                audience=Audience.NETWORK,
            )
            record_contact(new, by=self.office.acting(user) if user else SYSTEM, at=self.moment(day))

    def _assess(self, case: Case) -> None:
        at, home = self.moment(-78), self.office.kindling.organisation
        sitting = talking.begin(
            case.person, case=case, organisation=home, user=self.nadia, on=at.date(), made_with="Az and Nadia",
            by=self.by, at=at,
        )  # fmt: skip
        for pathway, (theirs, ours, views, level) in self.story["parts"].items():
            talking.say(
                sitting,
                pathway=pathway,
                level=level,
                their_words=theirs,
                our_view=ours,
                strengths="",
                views=views,
                said_on=at.date(),
                user=self.nadia,
                by=self.by,
                at=at,
            )

    def _plan(self, case: Case) -> None:
        at = self.moment(-69)
        made = planning.open_plan(case.person, case=case, on=at.date(), made_with="Az and Nadia", by=self.by, at=at)
        wanted = {
            pathway: goals.set_goal(
                made, pathway=pathway, words=words, by_on=self.release + timedelta(days=28), by=self.by, at=at
            )
            for pathway, words in self.story["goals"].items()
        }
        rows = self.story["tasks"]
        news = [
            NewTask(
                pathway=pathway,
                title=title,
                organisation=self.office.places.organisations.get(owner),
                goal=wanted[pathway],
                anchor=Anchor.RELEASE,
                offset=day,
                key=self.story["keys"].get(title, ""),
            )
            for title, pathway, day, owner, _ in rows
        ]
        for task, (_, _, day, _, state) in zip(adding.add_many(made, news, by=self.by, at=at), rows, strict=True):
            if state == "done":
                ending.done(task, on=self.on(day), by=self.by, at=self.moment(day))
            elif state not in ("todo", "late"):
                ending.block(task, why=state, by=self.by, at=self.moment(-22))
        planning.agree(
            made, agrees=True, words="That is it. That is what I want.", understands=["housing", "benefits"],
            copy_given=True, said_on=at.date(), user=self.nadia, by=self.by, at=at,
        )  # fmt: skip

    def _review(self, case: Case) -> None:
        framework = Framework.objects.get(slug="psp-seven", organisation=None)
        domains = list(Domain.objects.filter(framework=framework, retired_on=None).order_by("position", "id"))
        for number, (day, his, hers) in enumerate(self.story["reviews"]):
            new = NewReview(
                case=case,
                framework=framework,
                held_on=self.on(day),
                point=Point.START if number == 0 else Point.ROUTINE,
                person_agrees=True,
                user=self.nadia,
            )
            scores = [
                NewScore(domain=domain, theirs=theirs, ours=ours)
                for domain, theirs, ours in zip(domains, his, hers, strict=True)
            ]
            record_reviews([(new, scores)], by=self.by, at=self.moment(day))
