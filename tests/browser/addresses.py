"""Which records of the demo stand for the ids in addresses, so that every page can be opened."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db.models import Model

from tests.architecture.world import World
from tests.browser.visitors import email_of
from throughline.agencies.actions import keys
from throughline.agencies.models import Area, Membership, Organisation, Partner, Service, Team, User
from throughline.agencies.pathways import Pathway
from throughline.assessments.models import Asset, PartOfLife, SafetyNote
from throughline.cases.models import Advocacy, Case, Cover, Note, Stage
from throughline.cases.statuses import NoteKind
from throughline.custody.models import Stay
from throughline.demo.working.services import KINDLING
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.notices.models import Notice
from throughline.outcomes.models import Domain, Review
from throughline.people.models import ContactPoint, Identifier, Name, Need, Person, Relation, SensitiveFact
from throughline.plans.models import Gap, Goal, Task
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State
from throughline.sharing.models import AccessRequest, Agreement, BreakGlass, Grant, Party, Restriction

ABOUT_ONE_PERSON: dict[str, type[Model]] = {
    "name_id": Name,
    "number_id": Identifier,
    "contact_id": ContactPoint,
    "need_id": Need,
    "relation_id": Relation,
    "fact_id": SensitiveFact,
    "grant_id": Grant,
    "case_id": Case,
    "note_id": Note,
    "advocacy_id": Advocacy,
    "part_id": PartOfLife,
    "asset_id": Asset,
    "safety_id": SafetyNote,
    "goal_id": Goal,
    "task_id": Task,
    "gap_id": Gap,
    "review_id": Review,
}
LEAD, SCORED = "Kindling", "psp-seven"
PROVES_TWICE = "offender_supervisor"
"""The role of the one who has an app, recovery codes and a passkey."""
SIGN_IN: dict[str, object] = {
    "key": "key",
    "uidb36": "1",
    "provider_id": "single-sign-on",
    "provider": "single-sign-on",
}
"""Parts of addresses of sign-in that stand for no record: such links are too old, and say so."""


def demo_world() -> World:
    """Return the demo's records, by the parts of addresses that stand for them."""
    person = _someone_known_well()
    lead = Organisation.objects.get(name=LEAD)
    agreement = Agreement.objects.get(title__startswith="Solway")
    world = World(person=person, partnership_id=agreement.partnership_id, home=lead)
    world.parts |= SIGN_IN | {"person_id": person.pk, "partnership_id": agreement.partnership_id}
    world.parts |= {part: _of(person, model) for part, model in ABOUT_ONE_PERSON.items()}
    world.parts["note_id"] = _own_note(person)
    world.parts |= _agencies(lead) | _sharing(agreement) | _service() | {"pk": _ways_to_prove_it()}
    return world


def _someone_known_well() -> Person:
    """Return someone in prison with a record of every kind."""
    found = Person.objects.filter(pk__in=Stay.objects.filter(ended_on=None).values("person_id"))
    for model in ABOUT_ONE_PERSON.values():
        found = found.filter(pk__in=model._default_manager.values("person_id"))
    person = found.order_by("id").first()
    assert person, "The demo has nobody with one of everything: see what surrounds Aaron Tallis in its work in hand."
    return person


def _of(person: Person, model: type[Model]) -> object:
    return model._default_manager.filter(person=person).order_by("id").values_list("pk", flat=True)[0]


def _own_note(person: Person) -> object:
    """Return a note that one of those who open the pages wrote, and may amend."""
    notes = Note.objects.filter(person=person, by_user__email=email_of("case_worker"), kind=NoteKind.NOTE, current=True)
    return notes.latest("written_at").pk


def _agencies(lead: Organisation) -> dict[str, object]:
    manager = User.objects.get(email=email_of("manager"))
    team = Team.objects.get(name="Through the gate", organisation=lead)
    at = clock.now()
    key, _secret = keys.make_key(
        lead,
        name="Case system",
        scopes=["see_people"],
        expires_at=at + timedelta(days=90),
        made_by=manager,
        by=SYSTEM,
        at=at,
    )
    return {
        "organisation_id": lead.pk,
        "partner_id": Partner.objects.exclude(organisation=lead).filter(partnership__lead=lead)[0].pk,
        "area_id": Area.objects.order_by("name")[0].pk,
        "team_id": team.pk,
        "user_id": manager.pk,
        "membership_id": Membership.objects.get(team=team, user=manager).pk,
        "key_id": key.pk,
    }


def _service() -> dict[str, object]:
    """Return a service at work: a referral that waits for it, its stages, and who stands in for whom."""
    service = Service.objects.get(slug=KINDLING)
    stages = Stage.objects.filter(service=service, retired_on=None).order_by("position", "id")
    waiting = Referral.objects.filter(service=service, state=State.SENT).order_by("due_on", "id")
    return {
        "service_id": service.pk,
        "slug": service.slug,
        "stage_id": stages[1].pk,
        "referral_id": waiting[0].pk,
        "cover_id": Cover.objects.filter(team=service.team, ended_at=None).earliest("from_on").pk,
        "domain_id": Domain.objects.filter(framework__slug=SCORED).order_by("position", "id")[0].pk,
        "pathway": Pathway.ACCOMMODATION.value,
    }


def _sharing(agreement: Agreement) -> dict[str, object]:
    return {
        "agreement_id": agreement.pk,
        "party_id": Party.objects.filter(agreement=agreement).order_by("id")[0].pk,
        "restriction_id": Restriction.objects.filter(kind="limited").earliest("starts_at").pk,
        "request_id": AccessRequest.objects.earliest("asked_at").pk,
        "emergency_id": BreakGlass.objects.earliest("opened_at").pk,
        "notice_id": Notice.objects.filter(way="inbox").order_by("id")[0].pk,
    }


def _ways_to_prove_it() -> int:
    """Give the one with a passkey, who has signed in already, an app and recovery codes too; return the passkey."""
    user = User.objects.get(email=email_of(PROVES_TWICE))
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return int(Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN).pk)
