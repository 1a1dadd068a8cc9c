"""The pilot's service, the team of several employers that worked it, and what it set out to do."""

from dataclasses import dataclass
from datetime import date, datetime, time

from throughline.agencies.actions import services, staff, teams
from throughline.agencies.models import Organisation, Prison, Service, Team, User
from throughline.cases.actions.stages import lay_stages
from throughline.demo.building import Places
from throughline.demo.cast import DOMAIN, PILOT
from throughline.demo.pilot import figures
from throughline.foundations.actors import SYSTEM
from throughline.foundations.wording import LONDON

SLUG = "low-moss-psp"
WORKERS = (
    ("Ailsa Kerrow", "Turning Point Scotland"),
    ("Denis Mulgrew", "Turning Point Scotland"),
    ("Sheena Abbott", "Turning Point Scotland"),
    ("Farhan Malik", "The Wise Group"),
    ("Kirsty Lonie", "Sacro"),
    ("Brian Hough", "Families Outside"),
    ("Lena Wojcik", "Action for Children"),
    ("Gus Tennant", "Alternatives WD"),
)
"""Invented people; the organisations are those the pathway's paper names."""


@dataclass(frozen=True)
class Pilot:
    """Where the pilot's history takes place."""

    service: Service
    team: Team
    workers: list[User]
    prison: Prison
    held_by: Team
    senders: list[Team]


def noon(on: date) -> datetime:
    """Return the middle of a day in the United Kingdom."""
    return datetime.combine(on, time(12), LONDON)


def build(places: Places) -> Pilot:
    """Open the service, with its team, its targets and those who worked for it."""
    at = noon(figures.BEGAN_ON)
    team, lead = places.teams[PILOT], places.organisations["Turning Point Scotland"]
    service = services.open_service(
        lead,
        team=team,
        slug=SLUG,
        name="Low Moss Prisoner Support Pathway",
        about="Support from early in a short sentence to a year after liberation, from agencies working as one.",
        people_may_ask=False,
        opened_on=figures.BEGAN_ON,
        by=SYSTEM,
        at=at,
    )
    lay_stages(service, by=SYSTEM, at=at)
    for promise, number, source in figures.TARGETS:
        services.set_target(
            service,
            promise=promise,
            from_on=figures.BEGAN_ON,
            to_on=figures.ENDED_ON,
            number=number,
            source=source,
            by=SYSTEM,
            at=at,
        )
    return Pilot(
        service=service,
        team=team,
        workers=[_worker(team, name, places.organisations[employer], at=at) for name, employer in WORKERS],
        prison=places.prisons["LMI"],
        held_by=places.teams["HMP Low Moss"],
        senders=[places.teams[name] for name in ("Families Outside", "Sacro", "The Wise Group")],
    )


def end(pilot: Pilot) -> None:
    """Close the service, and the accounts of those who worked for it."""
    at = noon(figures.ENDED_ON)
    for worker in pilot.workers:
        staff.part_with(worker, on=figures.ENDED_ON, version=worker.version, by=SYSTEM, at=at)
    services.close_service(pilot.service, on=figures.ENDED_ON, by=SYSTEM, at=at)


def _worker(team: Team, name: str, employer: Organisation, *, at: datetime) -> User:
    email = f"{name.replace(' ', '.').lower()}.2013@{DOMAIN}"
    user = staff.welcome(
        email=email, name=name, organisation=employer, role="case_worker", on=at.date(), by=SYSTEM, at=at
    )
    teams.join_team(team, user=user, starts_on=at.date(), by=SYSTEM, at=at)
    return user
