"""Who of the demo's people leaves soon, and the dice that decide what becomes of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Stay
from throughline.demo.building import Places
from throughline.demo.population import Resident
from throughline.people.models import Person

SOON = timedelta(weeks=12)


@dataclass
class Desk:
    """The demo's places and its clock, and when each person leaves."""

    places: Places
    at: datetime
    dice: Random = field(default_factory=lambda: Random(11))  # noqa: S311  people who do not exist need no secrecy

    @property
    def today(self) -> date:
        return self.at.date()

    def chance(self, share: float) -> bool:
        """Say yes to a share of the times asked."""
        return self.dice.random() < share

    @cached_property
    def days(self) -> dict[UUID, date]:
        """The day taken as the day of release, by person."""
        rows = custody.days_of_release(KeyDate.objects.all())
        return {row.person_id: row.on for row in rows if row.on}

    def release_of(self, resident: Resident) -> date | None:
        """Return the day someone leaves; None while that is not known."""
        return self.days.get(resident.person.pk)

    def leave_soon(self, code: str) -> list[Resident]:
        """Return who leaves a prison within twelve weeks, the first first."""
        held = custody.held_in(Stay.objects.select_related("prison"), code)
        stays = {row.person_id: row for row in held}
        soon = [pk for pk in stays if pk in self.days and self.today <= self.days[pk] < self.today + SOON]
        people = Person.objects.select_related("home_area").in_bulk(soon)
        first = sorted(soon, key=lambda pk: (self.days[pk], str(pk)))
        return [Resident(people[pk], stays[pk]) for pk in first]

    def any_day(self, code: str) -> list[UUID]:
        """Return who is in a prison with no day of release known."""
        held = custody.held_in(Stay.objects.all(), code).order_by("admitted_on", "id")
        return [pk for pk in held.values_list("person_id", flat=True) if pk not in self.days]
