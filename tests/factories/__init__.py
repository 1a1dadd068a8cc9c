"""The least that is valid, made straight in the database under the writer's role."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar, TypeVar

import factory
from django.db.models import Model
from factory.django import DjangoModelFactory

from throughline.access import entering
from throughline.agencies.models import (
    Area,
    Hall,
    Membership,
    Organisation,
    Partner,
    Partnership,
    Prison,
    Team,
    User,
)
from throughline.custody.models import KeyDate, Stay
from throughline.foundations.actors import Staff
from throughline.foundations.writing import writing
from throughline.people.models import ContactPoint, Identifier, Name, Need, Person, Relation, SensitiveFact
from throughline.sharing.models import Agreement, Consent, Grant, Party
from throughline.sharing.statuses import Compartment, GrantReason, LawfulBasis, Tier

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.date()
PASSWORD = "correct horse battery staple"

M = TypeVar("M", bound=Model)


class WriterFactory(DjangoModelFactory[M]):
    """Makes rows as actions do, under the role that may write."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[M], *args: Any, **kwargs: Any) -> M:
        with writing():
            return super()._create(model_class, *args, **kwargs)


class AreaFactory(WriterFactory[Area]):
    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"Area {n}")
    kind = "council"
    jurisdiction = "scotland"


class OrganisationFactory(WriterFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "third_sector"
    jurisdiction = "scotland"


class TeamFactory(WriterFactory[Team]):
    class Meta:
        model = Team

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class EveryoneFactory(TeamFactory):
    name = "Everyone"
    kind = "everyone"


class PrisonFactory(WriterFactory[Prison]):
    class Meta:
        model = Prison

    organisation = factory.SubFactory(OrganisationFactory, kind="prison")
    code = factory.Sequence(lambda n: f"P{n:03}")


class HallFactory(WriterFactory[Hall]):
    class Meta:
        model = Hall

    prison = factory.SubFactory(PrisonFactory)
    name = factory.Sequence(lambda n: f"H{n}")


class PartnershipFactory(WriterFactory[Partnership]):
    class Meta:
        model = Partnership

    name = factory.Sequence(lambda n: f"Partnership {n}")
    lead = factory.SubFactory(OrganisationFactory)
    starts_on = date(2025, 1, 1)


class PartnerFactory(WriterFactory[Partner]):
    class Meta:
        model = Partner

    partnership = factory.SubFactory(PartnershipFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_on = date(2025, 1, 1)


class UserFactory(WriterFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"user{n}@example.invalid")
    name = factory.Sequence(lambda n: f"Worker {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    role = "case_worker"
    password = "!"


class MembershipFactory(WriterFactory[Membership]):
    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    user = factory.SubFactory(UserFactory)
    starts_on = date(2025, 1, 1)


class PersonFactory(WriterFactory[Person]):
    class Meta:
        model = Person

    reference = factory.Sequence(lambda n: f"TL-T{n:05}")
    shown_name = factory.Sequence(lambda n: f"CANARY Person {n}")
    sort_name = factory.LazyAttribute(lambda person: person.shown_name.casefold())
    born_on = date(1990, 1, 1)
    registered_at = NOON


class NameFactory(WriterFactory[Name]):
    class Meta:
        model = Name

    person = factory.SubFactory(PersonFactory)
    kind = "legal"
    given = "CANARY"
    family = factory.Sequence(lambda n: f"Name {n}")
    source = "Test"


class IdentifierFactory(WriterFactory[Identifier]):
    class Meta:
        model = Identifier

    person = factory.SubFactory(PersonFactory)
    kind = "prison_number"
    value = factory.Sequence(lambda n: f"A{n:04}CN")
    source = "Test"


class ContactPointFactory(WriterFactory[ContactPoint]):
    class Meta:
        model = ContactPoint

    person = factory.SubFactory(PersonFactory)
    kind = "mobile"
    value = "CANARY 07700 900123"
    source = "Test"
    from_on = TODAY


class NeedFactory(WriterFactory[Need]):
    class Meta:
        model = Need

    person = factory.SubFactory(PersonFactory)
    kind = "reading"
    words = "CANARY need"
    source = "Test"
    noted_on = TODAY


class RelationFactory(WriterFactory[Relation]):
    class Meta:
        model = Relation

    person = factory.SubFactory(PersonFactory)
    kind = "partner"
    name = "CANARY relation"
    source = "Test"


class SensitiveFactFactory(WriterFactory[SensitiveFact]):
    class Meta:
        model = SensitiveFact

    person = factory.SubFactory(PersonFactory)
    kind = "exclusion"
    words = "CANARY sensitive"
    source = "Test"
    noted_on = TODAY


class StayFactory(WriterFactory[Stay]):
    class Meta:
        model = Stay

    person = factory.SubFactory(PersonFactory)
    prison = factory.SubFactory(PrisonFactory)
    admitted_on = date(2026, 1, 5)
    hall = "B"
    cell = "2-14"
    source = "Test"
    as_of = NOON


class KeyDateFactory(WriterFactory[KeyDate]):
    class Meta:
        model = KeyDate

    stay = factory.SubFactory(StayFactory)
    person = factory.SelfAttribute("stay.person")
    type = "confirmed"
    on = date(2026, 5, 6)
    known_at = NOON
    recorded_at = NOON
    source = "Test"


class ConsentFactory(WriterFactory[Consent]):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    to = "take_part"
    answer = "agreed"
    how = "In person"
    answered_on = TODAY
    recorded_at = NOON


class AgreementFactory(WriterFactory[Agreement]):
    class Meta:
        model = Agreement

    partnership = factory.SubFactory(PartnershipFactory)
    title = factory.Sequence(lambda n: f"Agreement {n}")
    purpose = "Throughcare"
    basis = LawfulBasis.PUBLIC_TASK
    starts_on = date(2025, 1, 1)
    review_on = date(2027, 1, 1)


class PartyFactory(WriterFactory[Party]):
    class Meta:
        model = Party

    agreement = factory.SubFactory(AgreementFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    tier = Tier.LEADS
    compartments: ClassVar[list[str]] = list(Compartment.values)
    signed_by = "Someone"
    signed_on = date(2025, 1, 1)


class GrantFactory(WriterFactory[Grant]):
    class Meta:
        model = Grant

    person = factory.SubFactory(PersonFactory)
    team = factory.SubFactory(TeamFactory)
    tier = Tier.WORKS_WITH
    compartments: ClassVar[list[str]] = []
    reason = GrantReason.INVOLVED
    basis = LawfulBasis.PUBLIC_TASK
    starts_at = datetime(2025, 1, 1, tzinfo=UTC)
    made_by = "Test"
    made_at = datetime(2025, 1, 1, tzinfo=UTC)


def staff_of(team: Team, *, role: str = "case_worker", **facts: Any) -> User:
    """Make a member of staff whose organisation hosts a team, and put them in it."""
    user = UserFactory(organisation=team.organisation, role=role, **facts)
    if team.kind != "everyone":
        MembershipFactory(team=team, user=user)
    return user


def worker_for(
    person: Person, *, tier: int = Tier.LEADS, parts: list[str] | None = None, role: str = "case_worker"
) -> User:
    """Make a member of staff whose team holds a grant on a person: everything, unless told otherwise."""
    team = EveryoneFactory()
    GrantFactory(person=person, team=team, tier=tier, compartments=list(Compartment.values) if parts is None else parts)
    return staff_of(team, role=role)


def acting(user: User, *, at: datetime = NOON) -> Staff:
    """Return a member of staff as an actor, entered in this transaction's row-level security."""
    return entering.enter(entering.staff(user, at=at))
