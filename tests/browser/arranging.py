"""People for stories, kept as the product keeps them."""

from datetime import date, timedelta

from tests.browser.visitors import email_of
from throughline.agencies.models import Prison, Service, Team, User
from throughline.cases.actions import opening
from throughline.cases.actions.opening import NewCase
from throughline.cases.models import Case
from throughline.cases.statuses import Setting
from throughline.custody.actions import dates
from throughline.custody.actions.admissions import Admission
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.custody.statuses import DateType, LegalStatus
from throughline.demo.cast import PATHWAY
from throughline.demo.working.services import KINDLING
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.journeys.admit_person import admit_person
from throughline.people.actions import registering
from throughline.people.models import Person
from throughline.people.rules import NewName, NewPerson
from throughline.people.statuses import NameKind
from throughline.referrals.actions import sending
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, Source, Support
from throughline.sharing.actions import grants
from throughline.sharing.actions.grants import EVERY_COMPARTMENT, NewGrant
from throughline.sharing.statuses import GrantReason, Tier

SOURCE = "Prison records"
BORN_ON = date(1991, 5, 4)


def someone(given: str, family: str, *, led_by: str = PATHWAY) -> Person:
    """Register a person whom one team leads, named "organisation: team"."""
    at = clock.now() - timedelta(days=1)
    name = NewName(kind=NameKind.LEGAL, given=given, family=family)
    new = NewPerson(names=(name,), born_on=BORN_ON)
    person = registering.register(new, source=SOURCE, by=SYSTEM, at=at)
    organisation, team = led_by.split(": ")
    lead = NewGrant(
        person=person,
        team=Team.objects.get(organisation__name=organisation, name=team),
        tier=Tier.LEADS,
        compartments=EVERY_COMPARTMENT,
        reason=GrantReason.INVOLVED,
        words="Through the gate support",
    )
    grants.grant_many([lead], by=SYSTEM, at=at)
    return person


def in_prison(person: Person, *, leaves_on: date) -> Stay:
    """Bring a person into the demo's first prison, with a date when they may leave."""
    at = clock.now() - timedelta(days=1)
    stay = admit_person(
        Admission(
            person=person,
            prison=Prison.objects.get(code="CRV"),
            admitted_on=at.date() - timedelta(days=30),
            hall="A",
            cell="1-01",
            legal_status=LegalStatus.SENTENCED,
            source=SOURCE,
            as_of=at,
        ),
        by=SYSTEM,
        at=at,
    )
    first = NewDate(type=DateType.EARLIEST_LIBERATION, on=leaves_on, known_at=at, source=SOURCE)
    dates.record_date(stay, new=first, by=SYSTEM, at=at)
    return stay


def on_a_caseload(given: str, family: str) -> Case:
    """Register someone in prison whom Kindling's key worker supports."""
    at = clock.now()
    person = someone(given, family)
    in_prison(person, leaves_on=at.date() + timedelta(days=40))
    service = Service.objects.get(slug=KINDLING)
    worker = User.objects.get(email=email_of("case_worker"))
    new = NewCase(
        person=person,
        service=service,
        referral=None,
        support=Support.FULL,
        key_worker=worker,
        opened_on=at.date() - timedelta(days=20),
        setting=Setting.PRISON,
    )
    return opening.open_case(new, by=SYSTEM, at=at)


def asked_for(person: Person) -> Referral:
    """Let a person ask Kindling's service on paper; nobody has answered yet."""
    at = clock.now()
    new = NewReferral(
        person=person,
        service=Service.objects.get(slug=KINDLING),
        source=Source.SELF,
        arrived=Arrived.PAPER,
        received_on=at.date(),
        hopes="Somebody to meet me at the gate.",
        pathways=["accommodation"],
    )
    (sent,) = sending.send_many([new], by=SYSTEM, at=at)
    return sent
