"""Who the bench signs in as, and whose record they open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from throughline.agencies.actions import keys, staff
from throughline.agencies.models import Organisation, Team, User
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.foundations.actors import SYSTEM
from throughline.foundations.writing import writing
from throughline.journeys.change_release_date import change_release_date
from throughline.people.actions import registering
from throughline.people.models import Identifier, Person
from throughline.people.rules import NewName, NewPerson
from throughline.sharing.actions import emergencies
from throughline.sharing.models import Grant

AGENCY = "Bench third_sector 150"
EMAIL = "bench@demo.throughline.invalid"
SCOPES = ["see_people", "see_custody"]


@dataclass(frozen=True)
class Cast:
    """A key worker with thousands of people, one of those people, and a key."""

    worker: User
    team: Team
    person: Person
    stranger: Person
    stay: Stay
    number: str
    key: str
    at: datetime

    def move_date(self) -> object:
        """Record that a release date moved."""
        new = NewDate(type="conditional", on=self.at.date() + timedelta(days=41), known_at=self.at, source="Bench")
        return change_release_date(self.stay, new=new, by=SYSTEM, at=self.at)

    def register(self) -> object:
        """Register someone new."""
        new = NewPerson(names=(NewName(kind="legal", given="Bench", family="Newcomer"),))
        return registering.register(new, source="Bench", by=SYSTEM, at=self.at)

    def break_glass(self) -> object:
        """Open a record in an emergency."""
        return emergencies.break_glass(
            self.stranger,
            user=self.worker,
            team=self.team,
            reason="Timing how long this takes",
            review_by=self.at.date(),
            by=SYSTEM,
            at=self.at,
        )


def cast_of() -> Cast:
    """Find or make them."""
    at = timezone.localtime()
    with writing():
        organisation = Organisation.objects.get(name=AGENCY)
        team = Team.objects.get(organisation=organisation, kind="everyone")
        worker = User.objects.filter(email=EMAIL).first() or _worker(organisation, at=at)
        _, key = keys.make_key(
            organisation,
            name="Bench",
            scopes=SCOPES,
            expires_at=at + timedelta(days=1),
            made_by=worker,
            by=SYSTEM,
            at=at,
        )
        stay = _stay_of_mine(team)
        stranger = Person.objects.exclude(pk__in=Grant.objects.filter(team=team).values("person_id")).first()
        assert stranger is not None  # noqa: S101  there are 300,000
        number = Identifier.objects.filter(person=stay.person).values_list("value", flat=True).first() or ""
        return Cast(worker, team, stay.person, stranger, stay, number, key, at)


def _stay_of_mine(team: Team) -> Stay:
    mine = Grant.objects.filter(team=team, tier=3).values("person_id")
    stay = Stay.objects.filter(person_id__in=mine, ended_on=None).select_related("person").order_by("id").first()
    assert stay is not None  # noqa: S101  two in five are in prison
    return stay


def _worker(organisation: Organisation, *, at: datetime) -> User:
    return staff.welcome(
        email=EMAIL, name="Bench Worker", organisation=organisation, role="manager", on=at.date(), by=SYSTEM, at=at
    )
