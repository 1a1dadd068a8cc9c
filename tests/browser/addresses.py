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
from throughline.custody.models import KeyDate, Round, RoundRow, Stay
from throughline.custody.statuses import RoundState
from throughline.demo.runway.gate import OWN_PROTOCOL
from throughline.demo.working.services import KINDLING
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.housing.models import Application, CouncilWay, Exclusion, Home, ProviderAsk, UnsafePlace
from throughline.housing.statuses import When
from throughline.meetings.models import BarrierHit, Invitation, TalkedAbout
from throughline.meetings.statuses import MeetingState
from throughline.notices.models import Notice
from throughline.outcomes.models import Domain, Review
from throughline.people.models import ContactPoint, Identifier, Name, Need, Person, Relation, SensitiveFact
from throughline.plans.models import Course, Gap, Goal, Task
from throughline.protocols.models import Adoption
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
    "date_id": KeyDate,
    "course_id": Course,
    "home_id": Home,
    "application_id": Application,
    "ask_id": ProviderAsk,
    "unsafe_id": UnsafePlace,
    "exclusion_id": Exclusion,
    "talk_id": TalkedAbout,
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
    world.parts |= {"note_id": _own_note(person), "date_id": _held_date(person)}
    world.parts |= _way_out(person) | _met_about(person) | _protocols()
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


def _held_date(person: Person) -> object:
    """Return a date that still holds, and may be taken back."""
    return KeyDate.objects.filter(person=person, holds=True, stay__ended_on=None).earliest("recorded_at").pk


def _way_out(person: Person) -> dict[str, object]:
    """Return where someone is to live, what they follow of which a newer version was published, and a round."""
    prepared = Round.objects.filter(state=RoundState.PREPARED).earliest("made_at")
    newer = Course.objects.filter(person=person, version_of__slug=OWN_PROTOCOL, ended_on=None)
    return {
        "home_id": Home.objects.filter(person=person, when=When.PLANNED).earliest("noted_on").pk,
        "course_id": newer.get().pk,
        "way_id": CouncilWay.objects.earliest("area__name").pk,
        "round_id": prepared.pk,
        "row_id": RoundRow.objects.filter(round=prepared).earliest("number").pk,
    }


def _met_about(person: Person) -> dict[str, object]:
    """Return the meeting to come that talks about someone, who is asked to it, and what stands in their way."""
    talk = TalkedAbout.objects.filter(person=person, meeting__state=MeetingState.PLANNED).earliest("meeting__held_at")
    return {
        "meeting_id": talk.meeting_id,
        "talk_id": talk.pk,
        "invitation_id": Invitation.objects.filter(meeting=talk.meeting, organisation__name=LEAD).get().pk,
        "barrier_id": BarrierHit.objects.filter(person=person, barrier__ended_on=None).earliest("noted_on").barrier_id,
    }


def _protocols() -> dict[str, object]:
    """Return a version of the partnership's own, and its working to it."""
    adoption = Adoption.objects.get(slug=OWN_PROTOCOL, ends_on=None)
    return {"version_id": adoption.version_of_id, "adoption_id": adoption.pk}


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
