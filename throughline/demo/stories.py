"""Give some of the demo's people a story: who works with them, what they agreed, what they need, dates that moved."""

from datetime import datetime, timedelta

from throughline.agencies.models import Team
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import KeyDate
from throughline.custody.statuses import DateType
from throughline.demo.building import Places
from throughline.demo.cast import LANGRIGG, PATHWAY, THROUGHCARE
from throughline.demo.inventing import Inventor
from throughline.demo.population import Resident
from throughline.foundations.actors import SYSTEM, Actor, ActorKind
from throughline.people.actions import circumstances
from throughline.people.actions.circumstances import RelationFacts
from throughline.people.models import Person
from throughline.people.statuses import ContactKind, MayBeTold, NeedKind, RelationKind, Safety, SensitiveKind
from throughline.sharing.actions import consents, emergencies, grants, restrictions
from throughline.sharing.actions.grants import EVERY_COMPARTMENT, NewGrant
from throughline.sharing.statuses import Answer, Compartment, ConsentTo, GrantReason, LawfulBasis, Tier

WORKED_WITH = 0.45
NEEDS = (
    (NeedKind.READING, "Would like letters read through with him. Prefers a phone call."),
    (NeedKind.HEARING, "Hears better on the left side."),
    (NeedKind.NEURODIVERGENCE, "Finds waiting rooms hard. Give a set time and keep to it."),
    (NeedKind.INTERPRETER, "Polish interpreter for anything to be signed."),
    (NeedKind.MENTAL_HEALTH, "Mornings are hardest. Ask how today is before starting."),
    (NeedKind.AVAILABILITY, "Works in the kitchens until 2pm on weekdays."),
    (NeedKind.FORMAT, "Large print, please."),
)
SENSITIVE = (
    (
        SensitiveKind.EXCLUSION,
        "Excluded from two hostels in 2023. Talk to the key worker before making an application.",
    ),
    (SensitiveKind.UNSAFE_PLACE, "The flats at Quay Row are not safe to visit alone."),
    (SensitiveKind.HOMELESSNESS, "Slept rough for two winters before this sentence."),
)
RELATIONS = (
    (RelationKind.PARTNER, "Leah", MayBeTold.PLAN, ""),
    (RelationKind.PARENT, "Jean", MayBeTold.RELEASE_DAY, ""),
    (
        RelationKind.CHILD,
        "Ollie",
        MayBeTold.NOTHING,
        "School break-up day kept free of appointments, so that the first weekend is his.",
    ),
    (RelationKind.SIBLING, "Mark", MayBeTold.NOT_ASKED, ""),
)


class Teller:
    """Adds stories to people, one kind at a time."""

    def __init__(self, places: Places, *, at: datetime) -> None:
        self.places = places
        self.at = at
        self.inventor = Inventor(today=at.date(), seed=3)
        worker = places.staff["case_worker"]
        self.worker = worker
        self.by = Actor(
            kind=ActorKind.STAFF,
            id=worker.pk,
            organisation_id=worker.organisation_id,
            words=f"{worker.name}, {worker.organisation.name}",
        )

    def works_with(self, residents: dict[str, list[Resident]]) -> list[Person]:
        """Let the pathway's team work with a share of everyone; return them."""
        chosen = [row for code in ("CRV", "LGR") for row in residents[code] if self.inventor.chance(WORKED_WITH)]
        people = [row.person for row in chosen]
        self._grant(self.places.teams[PATHWAY], people, Tier.LEADS, EVERY_COMPARTMENT, "Through the gate support")
        governance = self.places.teams["Kindling: Information governance"]
        self._grant(governance, people, Tier.LEADS, [], "Answers for who sees these records")
        resettlement = [row.person for row in residents["LGR"]]
        self._grant(self.places.teams[LANGRIGG], resettlement, Tier.LEADS, EVERY_COMPARTMENT[:4], "Resettlement")
        throughcare = [row.person for row in residents["CRV"] if self.inventor.chance(0.6)]
        self._grant(self.places.teams[THROUGHCARE], throughcare, Tier.LEADS, EVERY_COMPARTMENT, "Throughcare")
        return people

    def partners(self, people: list[Person]) -> None:
        """Bring the other agencies in, each as far as it signed for."""
        shares: tuple[tuple[str, float, list[str]], ...] = (
            ("Marnoch Council Housing", 0.30, [Compartment.CONTACT, Compartment.NEEDS]),
            ("Ardloch Council Housing", 0.25, [Compartment.CONTACT]),
            ("Harbour Recovery", 0.30, [Compartment.NEEDS]),
            ("Carrick Vale Healthcare", 0.35, [Compartment.NEEDS, Compartment.RISK]),
            ("Mill Street Jobcentre", 0.35, []),
            ("Solway Justice Social Work", 0.25, [Compartment.FAMILY, Compartment.RISK]),
            ("Families Alongside", 0.20, [Compartment.FAMILY]),
            ("Steps Peer Mentors", 0.15, [Compartment.CONTACT]),
        )
        for name, share, parts in shares:
            some = [person for person in people if self.inventor.chance(share)]
            self._grant(self.places.teams[name], some, Tier.WORKS_WITH, [str(part) for part in parts], "They agreed")

    def agreed(self, people: list[Person]) -> None:
        """Record what people said when they were asked to take part."""
        answers = [Answer.AGREED] * 8 + [Answer.OFFERED, Answer.DECLINED]
        for person in people:
            answer = self.inventor.dice.choice(answers)
            words = (
                "I want to see my boy and stay out." if answer == Answer.AGREED and self.inventor.chance(0.3) else ""
            )
            on = self.at.date() - timedelta(days=self.inventor.dice.randrange(5, 40))
            consents.record(
                person,
                to=ConsentTo.TAKE_PART,
                organisation=None,
                answer=answer,
                words=words,
                how="Face to face",
                answered_on=on,
                asked_by=self.worker,
                by=self.by,
                at=self.at - timedelta(days=4),
            )

    def circumstances(self, people: list[Person]) -> None:
        """Record needs, ways to reach people, and family."""
        for number, person in enumerate(people):
            self._need(person)
            if self.inventor.chance(0.6):
                self._contact(person, number)
            if self.inventor.chance(0.5):
                self._relation(person)
            if self.inventor.chance(0.08):
                kind, words = self.inventor.dice.choice(SENSITIVE)
                circumstances.add_sensitive(
                    person,
                    kind=kind,
                    words=words,
                    source="He told Nadia Farrell",
                    on=self.at.date(),
                    by=self.by,
                    at=self.at - timedelta(days=6),
                )

    def dates_moved(self, residents: list[Resident]) -> list[tuple[Resident, NewDate]]:
        """Choose people whose release date moves, and how."""
        held = KeyDate.objects.filter(holds=True, type__in=[DateType.CONDITIONAL, DateType.EARLIEST_LIBERATION])
        by_stay = {row.stay_id: row for row in held}
        movable = [row for row in residents if row.stay.pk in by_stay and by_stay[row.stay.pk].on is not None]
        return [(row, self._moved(by_stay[row.stay.pk])) for row in movable[:14]]

    def governance(self, people: list[Person]) -> None:
        """Leave something for information governance: a request, an emergency, a limited record, a conflict."""
        first, second, third, fourth = people[:4]
        housing = self.places.staff["housing_officer"]
        emergencies.ask(
            first,
            team=self.places.teams["Fresh Bearings"],
            user=self.places.staff["practitioner"],
            reason="He starts with us on Monday and asked us to ring his key worker.",
            by=self.by,
            at=self.at,
        )
        opened_at = self.at - timedelta(days=1)
        officer = self.places.staff["iom_prison_officer"]
        emergencies.break_glass(
            second,
            user=officer,
            team=self.places.teams["HMP Carrick Vale"],
            review_by=self.at.date() + timedelta(days=1),
            reason="Brought back at night unwell; needed to know who to ring.",
            by=SYSTEM,
            at=opened_at,
        )
        restrictions.close_to(
            third, user=housing, words="They are cousins and both asked for this.", by=self.by, at=self.at
        )
        restrictions.limit(
            fourth,
            words="Well known locally. Only those who must.",
            allowed=[self.worker, self.places.staff["manager"]],
            by=self.by,
            at=self.at,
        )

    def _moved(self, held: KeyDate) -> NewDate:
        assert held.on is not None  # noqa: S101  chosen so
        days = self.inventor.dice.choice([-21, -14, -7, 10, 28])
        on = max(held.on + timedelta(days=days), self.at.date() + timedelta(days=3))
        known_at = self.at - timedelta(hours=self.inventor.dice.randrange(3, 70))
        return NewDate(type=held.type, on=on, known_at=known_at, source="Prison records")

    def _grant(self, team: Team, people: list[Person], tier: Tier, parts: list[str], words: str) -> None:
        made_at = self.at - timedelta(days=30)
        new = [
            NewGrant(
                person=person,
                team=team,
                tier=tier,
                compartments=parts,
                reason=GrantReason.INVOLVED,
                words=words,
                basis=LawfulBasis.PUBLIC_TASK,
            )
            for person in people
        ]
        grants.grant_many(new, agreement=self.places.agreement, by=self.by, at=made_at)

    def _need(self, person: Person) -> None:
        if self.inventor.chance(0.45):
            kind, words = self.inventor.dice.choice(NEEDS)
            on = self.at.date() - timedelta(days=self.inventor.dice.randrange(2, 60))
            circumstances.add_need(
                person,
                kind=kind,
                words=words,
                source="Said it himself",
                on=on,
                by=self.by,
                at=self.at - timedelta(days=9),
            )

    def _contact(self, person: Person, number: int) -> None:
        safety = self.inventor.dice.choice([Safety.SAFE, Safety.SAFE, Safety.NO_MESSAGES, Safety.UNKNOWN])
        circumstances.add_contact(
            person,
            kind=ContactKind.MOBILE,
            value=f"07700 900{number % 1000:03}",
            safety=safety,
            safety_note="His mum answers it too." if safety == Safety.NO_MESSAGES else "",
            source="Said it himself",
            on=self.at.date(),
            by=self.by,
            at=self.at - timedelta(days=8),
        )

    def _relation(self, person: Person) -> None:
        kind, name, told, interests = self.inventor.dice.choice(RELATIONS)
        child = kind == RelationKind.CHILD
        facts = RelationFacts(
            kind=kind,
            name=name,
            may_be_told=told,
            best_interests=interests,
            born_on=self.at.date() - timedelta(days=365 * 7) if child else None,
            wants_contact=True,
            joins_planning=told == MayBeTold.PLAN,
            told_by_person_on=self.at.date() - timedelta(days=20)
            if told not in {MayBeTold.NOT_ASKED, MayBeTold.NOTHING}
            else None,
        )
        circumstances.add_relation(
            person, facts=facts, source="Said it himself", by=self.by, at=self.at - timedelta(days=7)
        )
