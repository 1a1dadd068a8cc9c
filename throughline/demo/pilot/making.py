"""What is kept of each invented life of the pilot, as the actions take it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from throughline.agencies.models import User
from throughline.agencies.pathways import OPEN_TO_ALL
from throughline.cases.actions.contacts import NewContact
from throughline.cases.actions.moving import Closing
from throughline.cases.actions.opening import NewCase
from throughline.cases.models import Case
from throughline.cases.statuses import Activity, Happened, Place
from throughline.custody.actions.admissions import Admission
from throughline.custody.models import Stay
from throughline.custody.statuses import LegalStatus, Supervision
from throughline.demo.pilot.lives import Life
from throughline.demo.pilot.places import Pilot
from throughline.demo.pilot.scores import Path
from throughline.foundations.wording import LONDON
from throughline.outcomes.actions.reviewing import NewReview
from throughline.outcomes.models import Framework
from throughline.outcomes.statuses import HowScored, Point
from throughline.people.models import Person
from throughline.people.rules import NewPerson
from throughline.referrals.actions.answering import Decision
from throughline.referrals.actions.duty import NewDuty
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, DeclineReason, Source
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.statuses import Compartment, GrantReason, Tier

T = TypeVar("T")

SOURCE = "Low Moss pilot records"
PARTS = [str(part) for part in (Compartment.CONTACT, Compartment.FAMILY, Compartment.NEEDS)]
AFTER_CASE = timedelta(days=28)
INSIDE = {Place.HALL: 60, Place.PRISON_OFFICE: 25, Place.VISITS: 5, Place.PHONE: 10}
OUTSIDE = {Place.HOME: 30, Place.OFFICE: 25, Place.COMMUNITY: 25, Place.PHONE: 15, Place.COURT: 2, Place.HOSPITAL: 3}
ACTIVITIES = {
    Activity.LIAISING: 22,
    Activity.SUBSTANCES: 10,
    Activity.FAMILY: 9,
    Activity.HOUSING: 13,
    Activity.OUTREACH: 9,
    Activity.HOMELESSNESS: 4,
    Activity.RECOVERY_PLAN: 9,
    Activity.HOUSING_LIBERATION: 6,
    Activity.PRE_LIBERATION: 10,
    Activity.GETTING_TO_KNOW: 8,
}
HAPPENED = {Happened.YES: 88, Happened.DID_NOT_COME: 5, Happened.NO_ANSWER: 5, Happened.SAID_NOT_NOW: 2}
SENTENCES = (180, 270, 365, 540, 730, 1095)
AT_THE_DESK = ("Asked what the pathway is.", "Wanted a form read.", "Worried about his room.")


@dataclass(eq=False)
class Told:
    """A life as far as it is kept. ``leaves_on`` is when the stay they are on ends."""

    life: Life
    new: NewPerson
    worker: User
    leaves_on: date
    scores: dict[str, Path] = field(default_factory=dict)
    person: Person | None = None
    referral: Referral | None = None
    stay: Stay | None = None
    case: Case | None = None


def kept(thing: T | None) -> T:
    """Return what was kept in an earlier step."""
    assert thing is not None  # noqa: S101  the steps are in order
    return thing


def at_time(on: date, hour: int, minute: int = 0) -> datetime:
    """Return an instant of a day in the United Kingdom."""
    return datetime.combine(on, time(hour, minute), LONDON)


class Maker:
    """Makes what the actions take, with dice of its own."""

    def __init__(self, pilot: Pilot, dice: Random) -> None:
        self.pilot, self.dice = pilot, dice

    def admission(self, person: Person, on: date) -> Admission:
        """Someone comes into prison."""
        remand = self.dice.random() < 0.1
        return Admission(
            person=person,
            prison=self.pilot.prison,
            admitted_on=on,
            legal_status=LegalStatus.REMAND if remand else LegalStatus.SENTENCED,
            supervision=Supervision.NONE,
            sentence_days=None if remand else self.dice.choice(SENTENCES),
            source=SOURCE,
            as_of=at_time(on, 16),
        )

    def referral(self, told: Told) -> NewReferral:
        """Someone asks, or is asked for."""
        source = Source(told.life.source)
        senders = {Source.PRISON: self.pilot.held_by, Source.AGENCY: self.dice.choice(self.pilot.senders)}
        return NewReferral(
            person=kept(told.person),
            service=self.pilot.service,
            source=source,
            arrived=Arrived.IN_PERSON if source == Source.SELF else Arrived.PAPER,
            received_on=told.life.received_on,
            from_team=senders.get(source),
            pathways=[str(one) for one in self.dice.sample(OPEN_TO_ALL, self.dice.randrange(1, 4))],
            opens=PARTS,
        )

    def decision(self, told: Told) -> Decision:
        """The team answers."""
        declined = told.life.answer == "declined"
        return Decision(
            referral=kept(told.referral),
            support="" if declined else told.life.answer,
            decline_reason=self.dice.choice([DeclineReason.OUTSIDE_RULES, DeclineReason.NO_ROOM]) if declined else "",
            words="We cannot take this on now." if declined else "",
            user=told.worker,
            on=told.life.answered_on,
        )

    def case(self, told: Told) -> NewCase:
        """Someone is taken on."""
        return NewCase(
            person=kept(told.person),
            service=self.pilot.service,
            referral=told.referral,
            support=told.life.answer,
            key_worker=told.worker,
            opened_on=told.life.answered_on,
            setting=told.life.opens_in,
        )

    def grant(self, told: Told, *, at: datetime) -> NewGrant:
        """The team sees them until a while after the case."""
        ends_at = at_time(told.life.closed_on + AFTER_CASE, 18)
        return NewGrant(
            person=kept(told.person),
            team=self.pilot.team,
            tier=Tier.WORKS_WITH,
            compartments=PARTS,
            reason=GrantReason.REFERRAL,
            words="Taken on by the Low Moss pathway",
            ends_at=max(ends_at, at + timedelta(days=1)),
        )

    def contact(self, told: Told, on: date) -> NewContact:
        """They meet, or try to."""
        dice, gate = self.dice, on == told.life.released_on
        places = INSIDE if on < told.life.released_on else OUTSIDE
        return NewContact(
            person=kept(told.person),
            case=told.case,
            team=self.pilot.team,
            by_user=told.worker if dice.random() < 0.75 else dice.choice(self.pilot.workers),
            activity=Activity.GATE if gate else dice.choices(list(ACTIVITIES), list(ACTIVITIES.values()))[0],
            place=Place.GATE if gate else dice.choices(list(places), list(places.values()))[0],
            happened=dice.choices(list(HAPPENED), list(HAPPENED.values()))[0],
            happened_at=at_time(on, dice.randrange(9, 17), dice.choice([0, 15, 30, 45])),
            minutes=dice.choice([10, 15, 20, 30, 45, 60]),
        )

    def review(self, told: Told, place: int, framework: Framework) -> NewReview:
        """They look back together."""
        last = len(told.life.reviewed_on) - 1
        return NewReview(
            case=kept(told.case),
            framework=framework,
            held_on=told.life.reviewed_on[place],
            point=Point.START if place == 0 else Point.END if place == last else Point.ROUTINE,
            how=HowScored.THEMSELF if self.dice.random() < 0.6 else HowScored.READ_ALOUD,
            person_agrees=True,
            user=told.worker,
        )

    def closing(self, told: Told) -> Closing:
        """The case ends."""
        return Closing(kept(told.case), told.life.close_reason, told.life.closed_on)

    def duty(self, month: date) -> NewDuty:
        """Someone asks at the desk, which stood open until eight in the evening."""
        on = month + timedelta(days=self.dice.randrange(27))
        return NewDuty(
            service=self.pilot.service,
            by_user=self.dice.choice(self.pilot.workers),
            happened_at=at_time(on, self.dice.randrange(17, 20), self.dice.randrange(60)),
            words=self.dice.choice(AT_THE_DESK),
            named="Not on record",
            prison=self.pilot.prison,
            minutes=self.dice.randrange(5, 30),
        )
