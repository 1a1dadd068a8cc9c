"""Put work in hand: services, a caseload, an inbox, plans, reviews, and one story told whole."""

from collections.abc import Sequence
from datetime import datetime

from throughline.custody.models import Stay
from throughline.demo.building import Places
from throughline.demo.population import Resident
from throughline.demo.working import caseload, talking, waiting
from throughline.demo.working.aaron import Aaron
from throughline.demo.working.cast import Office
from throughline.demo.working.services import open_services
from throughline.foundations.actors import SYSTEM
from throughline.outcomes.actions import frameworks
from throughline.people.models import Person

SUPPORTED = 96
ASSESSED, PLANNED, REVIEWED, ASKED_ON = 40, 36, 64, 12


def work(places: Places, residents: dict[str, list[Resident]], worked_with: Sequence[Person], *, at: datetime) -> None:
    """Let Kindling work with a share of the people it may see."""
    frameworks.ship(by=SYSTEM, at=at)
    office = Office(places, open_services(places, at=at), at)
    known = {person.pk for person in worked_with}
    everyone = _as_they_stand(residents)
    ours = [row for code in ("CRV", "LGR") for row in everyone[code] if row.person.pk in known]
    scottish = [row for row in everyone["CRV"] if not row.stay.ended_on]
    supported = sorted(ours, key=lambda row: row.person.sort_name)[:SUPPORTED]
    taken = caseload.take_on(office, supported)
    caseload.keep_in_touch(office, taken)
    caseload.go_along(office, taken)
    talking.assess(office, taken[:ASSESSED])
    talking.plan(office, taken[:PLANNED])
    talking.review(office, taken[:REVIEWED])
    in_hand = {row.person.pk for row in supported}
    waiting.wait(office, [row for row in scottish if row.person.pk not in in_hand])
    waiting.ask_others(office, [row for row in taken if not row.resident.stay.ended_on][:ASKED_ON])
    waiting.sit_at_the_desk(office, scottish[-3:])
    waiting.cover(office)
    Aaron(office).tell()


def _as_they_stand(residents: dict[str, list[Resident]]) -> dict[str, list[Resident]]:
    """Read stays again: some ended since they were made."""
    stays = Stay.objects.in_bulk([row.stay.pk for rows in residents.values() for row in rows])
    return {code: [Resident(row.person, stays[row.stay.pk]) for row in rows] for code, rows in residents.items()}
