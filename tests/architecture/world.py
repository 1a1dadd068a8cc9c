"""One person with one of every record, each with words of its own that nobody may see who should not."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Model

from tests.architecture.world_journey import JOURNEY_DEPTHS, keep_journey
from tests.architecture.world_release import keep_release
from tests.factories import (
    NOON,
    TODAY,
    AgreementFactory,
    AreaFactory,
    ContactPointFactory,
    EveryoneFactory,
    GrantFactory,
    HallFactory,
    IdentifierFactory,
    KeyDateFactory,
    MembershipFactory,
    NameFactory,
    NeedFactory,
    OrganisationFactory,
    PartnerFactory,
    PartyFactory,
    PersonFactory,
    PrisonFactory,
    RelationFactory,
    SensitiveFactFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
    staff_of,
)
from throughline.access.sight import SIGHTS, Sight
from throughline.agencies import keys
from throughline.agencies.models import ApiKey, Organisation, Team, User
from throughline.custody.models import Location, Movement, StatusSpell
from throughline.foundations.models import JournalEntry, ReadEntry
from throughline.foundations.writing import writing
from throughline.notices.models import Notice
from throughline.people.models import (
    KnownBy,
    Person,
)
from throughline.sharing.models import AccessRequest, Allowed, BreakGlass, Consent, Restriction
from throughline.sharing.statuses import Compartment, GrantReason, Tier

CANARY = "CANARY"
SURNAME = "Quillfeather"
"""What people search for; not a secret by itself, since a page may repeat what was typed."""


@dataclass
class World:
    """The records, the ids in addresses that stand for them, and the words that give each kind away."""

    person: Person
    partnership_id: object
    home: Organisation
    """The organisation whose staff work with the person."""
    parts: dict[str, object] = field(default_factory=dict)
    words: dict[type[Model], str] = field(default_factory=dict)

    def beside(self, *, kind: str = "third_sector") -> Organisation:
        """Make an organisation of the same partnership, so that its staff see as much of agencies as anyone."""
        organisation = OrganisationFactory(kind=kind)
        EveryoneFactory(organisation=organisation)
        PartnerFactory(partnership_id=self.partnership_id, organisation=organisation)
        return organisation

    def stranger(self, role: str) -> User:
        """Make someone of the same partnership who knows nobody."""
        return UserFactory(organisation=self.beside(), role=role)

    def worker(
        self, role: str = "throughcare_manager", *, tier: int = Tier.LEADS, parts: list[str] | None = None
    ) -> User:
        """Make someone whose team holds a grant: everything, unless told otherwise."""
        team = Team.objects.get(organisation=self.beside())
        compartments = list(Compartment.values) if parts is None else parts
        GrantFactory(person=self.person, team=team, tier=tier, compartments=compartments)
        return staff_of(team, role=role)

    def hidden_from(self, *, tier: int, parts: list[str]) -> set[str]:
        """Return the words of every kind of record that a grant does not reach."""
        return {
            self.words[kind]
            for kind, sight in DEPTHS.items()
            if kind in self.words and not (tier >= sight.tier and (not sight.compartment or sight.compartment in parts))
        }


LEADING = Sight(Tier.LEADS)
DEPTHS: dict[type[Model], Sight] = {**SIGHTS, **JOURNEY_DEPTHS, Restriction: LEADING, AccessRequest: LEADING}
"""How far a grant must reach before a kind of record opens."""


def make_world() -> World:
    """Keep one of everything, through the role that writes."""
    lead = OrganisationFactory(name="Home organisation")
    everyone = EveryoneFactory(organisation=lead)
    partner = PartnerFactory(organisation=lead)
    person = PersonFactory(
        shown_name=f"{CANARY} {SURNAME}", sort_name=SURNAME.casefold(), search_keys=[f"n:{SURNAME.casefold()}"]
    )
    world = World(person=person, partnership_id=partner.partnership_id, home=lead)
    world.parts["person_id"] = person.pk
    world.words[Person] = person.shown_name
    with writing():
        _about_the_person(world)
        _time_in_prison(world)
        _sharing(world, everyone)
        _logs(world, everyone)
        keep_journey(world)
        keep_release(world)
    _agencies(world, lead, partner)
    _sign_in(world)
    return world


def _keep(world: World, part: str, record: Model, words: str = "") -> None:
    world.parts[part] = record.pk
    if words:
        world.words[type(record)] = words


def _about_the_person(world: World) -> None:
    person = world.person
    _keep(world, "name_id", NameFactory(person=person, kind="alias", given="CANARYalias"), "CANARYalias")
    number = IdentifierFactory(person=person, value="A0666CY")
    _keep(world, "number_id", number, number.value)
    words = "07700 900666"
    _keep(world, "contact_id", ContactPointFactory(person=person, value=words, safety_note="CANARYcontact"), words)
    _keep(world, "need_id", NeedFactory(person=person, words="CANARYneed"), "CANARYneed")
    _keep(world, "relation_id", RelationFactory(person=person, name="CANARYrelation"), "CANARYrelation")
    _keep(world, "fact_id", SensitiveFactFactory(person=person, words="CANARYsensitive"), "CANARYsensitive")
    KnownBy.objects.create(person=person, source="CANARYfeed", digest="0" * 64, seen_at=NOON)
    world.words[KnownBy] = "CANARYfeed"


def _time_in_prison(world: World) -> None:
    stay = StayFactory(
        person=world.person, hall="CANARYhall", cell="CANARYcell", source="CANARYsource", admitted_on=date(2026, 1, 5)
    )
    _keep(world, "stay_id", stay, "CANARYhall")
    there = {"person": world.person, "stay": stay, "source": "CANARYplaces"}
    _keep(
        world,
        "location_id",
        Location.objects.create(prison=stay.prison, hall="CANARYwing", since=NOON, **there),
        "CANARYwing",
    )
    spell = StatusSpell.objects.create(legal_status="sentenced", words="CANARYstatus", since=NOON, **there)
    _keep(world, "spell_id", spell, "CANARYstatus")
    _keep(world, "date_id", KeyDateFactory(stay=stay, source="CANARYdates", reason="CANARYdate"), "CANARYdate")
    moved = Movement.objects.create(
        kind="admission", on=date(2026, 1, 5), reason="CANARYmovement", recorded_at=NOON, **there
    )
    _keep(world, "movement_id", moved, "CANARYmovement")


def _sharing(world: World, everyone: Team) -> None:
    person, related = world.person, UserFactory(organisation=world.home)
    agreed = Consent.objects.create(
        person=person,
        to="take_part",
        answer="agreed",
        words="CANARYconsent",
        how="In person",
        answered_on=TODAY,
        recorded_at=NOON,
    )
    _keep(world, "consent_id", agreed, "CANARYconsent")
    grant = GrantFactory(
        person=person, team=everyone, tier=Tier.LEADS, compartments=list(Compartment.values), words="CANARYgrant"
    )
    _keep(world, "grant_id", grant)
    closed = Restriction.objects.create(
        person=person, kind="conflict", user=related, words="CANARYrestriction", starts_at=NOON, made_by="Test"
    )
    _keep(world, "restriction_id", closed, "CANARYrestriction")
    _keep(world, "allowed_id", Allowed.objects.create(restriction=closed, user=related))
    opened = GrantFactory(
        person=person,
        team=everyone,
        reason=GrantReason.BREAK_GLASS,
        only_for=related,
        ends_at=NOON + timedelta(hours=1),
    )
    emergency = BreakGlass.objects.create(
        person=person, grant=opened, user=related, reason="CANARYemergency", opened_at=NOON, review_by=TODAY
    )
    _keep(world, "emergency_id", emergency)
    asked = AccessRequest.objects.create(
        person=person, team=TeamFactory(), asked_by=UserFactory(), reason="CANARYrequest", asked_at=NOON
    )
    _keep(world, "request_id", asked, "CANARYrequest")


def _logs(world: World, everyone: Team) -> None:
    by = {"by_kind": "staff", "by_id": everyone.pk, "by_organisation_id": world.home.pk, "by_words": "CANARYsomeone"}
    JournalEntry.objects.create(
        at=NOON, what="people.changed", about=f"people.person:{world.person.pk}", person_id=world.person.pk, tier=2,
        facts={"before": "CANARYbefore", "after": "CANARYafter"}, **by,
    )  # fmt: skip
    ReadEntry.objects.create(at=NOON, person_id=world.person.pk, where="people:person", why="CANARYwhy", **by)
    told = Notice.objects.create(
        way="inbox", kind="custody.release_date_moved", to_team_id=everyone.pk, person_id=world.person.pk,
        subject="CANARYsubject", body="CANARYbody", needs_acknowledging=True, queued_at=NOON,
    )  # fmt: skip
    _keep(world, "notice_id", told)


def _agencies(world: World, lead: Organisation, partner: Model) -> None:
    prison = PrisonFactory()
    PartnerFactory(partnership_id=world.partnership_id, organisation=prison.organisation)
    user = UserFactory(organisation=lead, role="manager")
    team = TeamFactory(organisation=lead)
    _keep(world, "organisation_id", lead)
    _keep(world, "partnership_id", type(partner)._meta.get_field("partnership").related_model(pk=world.partnership_id))
    _keep(world, "partner_id", partner)
    _keep(world, "prison_id", prison)
    _keep(world, "hall_id", HallFactory(prison=prison))
    _keep(world, "area_id", AreaFactory())
    _keep(world, "team_id", team)
    _keep(world, "user_id", user)
    _keep(world, "membership_id", MembershipFactory(team=team, user=user))
    agreement = AgreementFactory(partnership_id=world.partnership_id)
    _keep(world, "agreement_id", agreement)
    _keep(world, "party_id", PartyFactory(agreement=agreement, organisation=lead))
    secret = keys.new_secret()
    with writing():
        key = ApiKey.objects.create(
            organisation=lead,
            name="Case system",
            digest=keys.digest(secret),
            hint=keys.hint(secret),
            scopes=["see_people"],
            made_by=user,
            made_at=NOON,
            expires_at=NOON + timedelta(days=300),
        )
    _keep(world, "key_id", key)


def _sign_in(world: World) -> None:
    world.parts |= {"key": "key", "uidb36": "1", "pk": 1, "provider_id": "single-sign-on", "provider": "single-sign-on"}
