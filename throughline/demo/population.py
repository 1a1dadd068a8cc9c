"""Fill the demo's prisons and streets with invented people, through the bulk actions an import uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from throughline.agencies.models import Prison
from throughline.custody.actions import admissions, together
from throughline.custody.actions import dates as date_actions
from throughline.custody.actions import stays as stay_actions
from throughline.custody.actions.admissions import Admission
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.custody.statuses import DateType, LegalStatus, MovementKind, Supervision
from throughline.demo.building import Places
from throughline.demo.inventing import Inventor
from throughline.foundations.actors import SYSTEM
from throughline.people.actions import registering
from throughline.people.models import Person
from throughline.sharing.actions import grants as grant_actions
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.rules import HAND_OVER
from throughline.sharing.statuses import Compartment, GrantReason, Tier

SOURCE = "Prison records"
CUSTODY_PARTS = [Compartment.CONTACT, Compartment.FAMILY, Compartment.NEEDS, Compartment.RISK]
# Shares follow published figures: about a quarter on remand; most sentenced people here serve short sentences.
STATUSES = {
    LegalStatus.REMAND: 22,
    LegalStatus.CONVICTED_UNSENTENCED: 6,
    LegalStatus.SENTENCED: 62,
    LegalStatus.RECALLED: 10,
}
NO_DATE = {LegalStatus.REMAND, LegalStatus.CONVICTED_UNSENTENCED}
SHORT_SENTENCES = (90, 120, 180, 270, 365, 540, 730, 1095)
LONG_SENTENCE_DAYS = 2000
LONG_SHARE = 0.12
COUNCILS = {
    "CRV": {"Ardloch": 38, "Marnoch": 30, "Portlaw": 18, "Strathennan": 10, "Langrigg": 4},
    "LGR": {"Langrigg": 46, "Eskmouth": 40, "Ardloch": 8, "Marnoch": 6},
    "LMI": {"Portlaw": 60, "Strathennan": 40},
}
RESIDENTS = {"CRV": 250, "LGR": 170, "LMI": 20}
LEAVERS = {"CRV": 90, "LGR": 70}


@dataclass(frozen=True)
class Resident:
    """Someone in the demo, and the stay they are on or left."""

    person: Person
    stay: Stay


def fill(places: Places, *, at: datetime) -> dict[str, list[Resident]]:
    """Make everyone in the prisons now; return them by prison code."""
    inventor = Inventor(today=at.date())
    return {code: _arrive(places, inventor, code, count, at=at) for code, count in RESIDENTS.items()}


def leavers(places: Places, *, at: datetime) -> dict[str, list[Resident]]:
    """Make people who left in the last twelve weeks; return them by prison code."""
    inventor = Inventor(today=at.date(), seed=2)
    inventor.count = 5000
    return {code: _leave(places, inventor, code, count, at=at) for code, count in LEAVERS.items()}


def _arrive(places: Places, inventor: Inventor, code: str, count: int, *, at: datetime) -> list[Resident]:
    prison = places.prisons[code]
    councils = COUNCILS[code]
    homes = inventor.dice.choices(list(councils), list(councils.values()), k=count)
    scottish = prison.organisation.jurisdiction == "scotland"
    new = [inventor.person(scottish=scottish, home_area_id=places.areas[home].pk) for home in homes]
    came_at = at - timedelta(days=45)
    people = registering.register_many(new, source=SOURCE, by=SYSTEM, at=came_at)
    arriving = [_admission(inventor, person, prison, came_at=came_at) for person in people]
    stays = admissions.admit_many(arriving, by=SYSTEM, at=came_at)
    dates = [(stay, new_date) for stay in stays for new_date in _dates(inventor, stay, at=came_at, today=at)]
    date_actions.record_first_dates(dates, by=SYSTEM, at=came_at)
    together.heard_again((stay.pk for stay in stays), at=at - timedelta(hours=5))
    _let_prison_see(places, prison, people, at=came_at)
    return [Resident(person, stay) for person, stay in zip(people, stays, strict=True)]


def _admission(inventor: Inventor, person: Person, prison: Prison, *, came_at: datetime) -> Admission:
    dice = inventor.dice
    status = dice.choices(list(STATUSES), list(STATUSES.values()))[0]
    days = None if status in NO_DATE else _sentence(inventor)
    return Admission(
        person=person,
        prison=prison,
        admitted_on=came_at.date() - timedelta(days=dice.randrange(1, 90)),
        hall=dice.choice(["A", "B", "C", "D"] if prison.code == "CRV" else ["North", "South", "East", "West"]),
        cell=f"{dice.randrange(1, 4)}-{dice.randrange(1, 41):02}",
        legal_status=status,
        supervision=_supervision(prison, status, days),
        sentence_days=days,
        recalled=status == LegalStatus.RECALLED,
        source=SOURCE,
        as_of=came_at,
    )


def _sentence(inventor: Inventor) -> int:
    return LONG_SENTENCE_DAYS if inventor.chance(LONG_SHARE) else inventor.dice.choice(SHORT_SENTENCES)


def _supervision(prison: Prison, status: str, days: int | None) -> str:
    if days is None:
        return Supervision.NONE if status == LegalStatus.REMAND else Supervision.UNKNOWN
    english = prison.organisation.jurisdiction == "england_and_wales"
    return Supervision.STATUTORY if english or days >= LONG_SENTENCE_DAYS else Supervision.NONE


def _dates(inventor: Inventor, stay: Stay, *, at: datetime, today: datetime) -> Iterator[NewDate]:
    """Invent the dates prison records would give. They are made up, not worked out from the sentence."""
    dice = inventor.dice
    if stay.legal_status in NO_DATE:
        if inventor.chance(0.7):
            yield _date(DateType.COURT, today, dice.randrange(2, 40), at=at)
        return
    away = int(dice.triangular(2, 300, 30))
    english = stay.prison.organisation.jurisdiction == "england_and_wales"
    yield _date(DateType.CONDITIONAL if english else DateType.EARLIEST_LIBERATION, today, away, at=at)
    yield _date(DateType.SENTENCE_END, today, away + dice.randrange(60, 200), at=at)
    if away < 56 and inventor.chance(0.6):
        yield _date(DateType.CONFIRMED, today, away, at=at)
    if english and inventor.chance(0.3):
        yield _date(DateType.HDC_ELIGIBLE, today, max(away - 60, 1), at=at)
    if english:
        yield _date(DateType.LICENCE_END, today, away + 365, at=at)


def _date(kind: str, today: datetime, away: int, *, at: datetime) -> NewDate:
    return NewDate(type=kind, on=today.date() + timedelta(days=away), known_at=at, source=SOURCE)


def _let_prison_see(places: Places, prison: Prison, people: list[Person], *, at: datetime) -> None:
    team = places.teams[prison.organisation.name]
    held = [
        NewGrant(
            person=person,
            team=team,
            tier=Tier.WORKS_WITH,
            compartments=[str(part) for part in CUSTODY_PARTS],
            reason=GrantReason.CUSTODY,
            words=f"In {prison.organisation.name}",
        )
        for person in people
    ]
    grant_actions.grant_many(held, by=SYSTEM, at=at)


def _leave(places: Places, inventor: Inventor, code: str, count: int, *, at: datetime) -> list[Resident]:
    there = _arrive(places, inventor, code, count, at=at - timedelta(days=90))
    team = places.teams[places.prisons[code].organisation.name]
    for resident in islice(there, count):
        left_at = at - timedelta(days=inventor.dice.randrange(1, 84))
        planned = inventor.chance(0.55)
        stay_actions.leave(
            resident.stay,
            how=MovementKind.RELEASE_PLANNED if planned else MovementKind.RELEASE_COURT,
            on=left_at.date(),
            source=SOURCE,
            by=SYSTEM,
            at=left_at,
        )
        grant_actions.end_for_team(
            resident.person,
            team,
            reasons=[GrantReason.CUSTODY],
            why="They left prison",
            at=left_at,
            by=SYSTEM,
            ends_at=left_at + HAND_OVER,
        )
    return there
