"""People for stories, kept as the product keeps them."""

from datetime import date, timedelta

from throughline.agencies.models import Prison, Team
from throughline.custody.actions import dates
from throughline.custody.actions.admissions import Admission
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.custody.statuses import DateType, LegalStatus
from throughline.demo.cast import PATHWAY
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.journeys.admit_person import admit_person
from throughline.people.actions import registering
from throughline.people.models import Person
from throughline.people.rules import NewName, NewPerson
from throughline.people.statuses import NameKind
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
