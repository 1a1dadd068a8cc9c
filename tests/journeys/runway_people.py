"""A prison with its departments, a service, a council, and someone inside whom all of them know."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.factories import (
    NOON,
    AreaFactory,
    EveryoneFactory,
    KeyDateFactory,
    PersonFactory,
    PrisonFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.journey import CaseFactory, ServiceFactory
from tests.factories.runway import GATE, taken_up
from throughline.agencies.models import Area, OrganisationArea, Prison, Team, User
from throughline.custody.models import Stay
from throughline.foundations.actors import SYSTEM
from throughline.foundations.writing import writing
from throughline.people.models import Person
from throughline.plans.models import Task
from throughline.protocols.models import Version

LATER = NOON + timedelta(hours=1)
BY = {"by": SYSTEM, "at": LATER}
OUT = date(2026, 6, 12)


@dataclass(frozen=True)
class Place:
    """Who there is, and the versions their partnership works to."""

    prison: Prison
    everyone: Team
    resettlement: Team
    worker: User
    service_team: Team
    council: Team
    versions: list[Version]


def place(*texts: str) -> Place:
    prison = PrisonFactory()
    area = Area.objects.filter(name="Marnoch").first() or AreaFactory(name="Marnoch")
    council = TeamFactory(organisation__kind="council_housing")
    with writing():
        OrganisationArea.objects.create(organisation=council.organisation, area=area)
    service_team = TeamFactory(name="Throughcare")
    versions = taken_up(*(texts or (GATE,)), by=(prison.organisation, council.organisation, service_team.organisation))
    return Place(
        prison=prison,
        everyone=EveryoneFactory(organisation=prison.organisation),
        resettlement=TeamFactory(organisation=prison.organisation, name="Resettlement", department="resettlement"),
        worker=UserFactory(organisation=service_team.organisation, name="Ann Bell"),
        service_team=service_team,
        council=council,
        versions=versions,
    )


def inside(there: Place, *, on: date | None = OUT, **facts: object) -> Stay:
    """Return the stay of someone in the prison, with a case and a confirmed day of release."""
    person = PersonFactory(home_area=OrganisationArea.objects.get(organisation=there.council.organisation).area)
    stay = StayFactory(**{"person": person, "prison": there.prison, "legal_status": "sentenced"} | facts)
    if on is not None:
        KeyDateFactory(stay=stay, on=on)
    CaseFactory(person=person, service=ServiceFactory(team=there.service_team), key_worker=there.worker)
    return stay


def steps(person: Person) -> dict[str, Task]:
    """Return the steps of someone's plan that have a key, by it."""
    rows = Task.objects.select_related("organisation", "team", "user").filter(person=person).exclude(key="")
    return {row.key: row for row in rows.order_by("key", "id")}


def days(person: Person) -> dict[str, date | None]:
    """Return the days of the steps that are needed."""
    return {key: row.due_on for key, row in steps(person).items() if row.state != "retired"}
