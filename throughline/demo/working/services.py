"""Open the demo's services."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict

import yaml

from throughline.agencies.actions import services
from throughline.agencies.models import Service
from throughline.agencies.statuses import Promise
from throughline.demo.building import Places
from throughline.foundations.actors import SYSTEM
from throughline.journeys.open_service import NewService, open_service

FILE = Path(__file__).parent / "services.yaml"
OPENED_DAYS_AGO = 700
KINDLING = "kindling-through-the-gate"
PROMISED = {Promise.REFERRALS: 40, Promise.FULL_SUPPORT: 24, Promise.CONTACTS: 160}
"""What Kindling promised for each of the last four months. Invented."""


class Written(TypedDict, total=False):
    """What the file says of a service."""

    organisation: str
    team: str
    name: str
    about: str
    phone: str
    answers_within: int
    people_may_ask: bool


def open_services(places: Places, *, at: datetime) -> dict[str, Service]:
    """Open every service; return them by their short names."""
    written: dict[str, Written] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    opened = {slug: _open(places, slug, row, at=at) for slug, row in written.items()}
    _promise(opened[KINDLING], at=at)
    return opened


def _open(places: Places, slug: str, row: Written, *, at: datetime) -> Service:
    new = NewService(
        organisation=places.organisations[row["organisation"]],
        team=places.teams[row["team"]],
        slug=slug,
        name=row["name"],
        about=row["about"],
        phone=row["phone"],
        answers_within=row["answers_within"],
        people_may_ask=row.get("people_may_ask", True),
        opened_on=at.date() - timedelta(days=OPENED_DAYS_AGO),
    )
    return open_service(new, by=SYSTEM, at=at)


def _promise(service: Service, *, at: datetime) -> None:
    end = at.date().replace(day=1) + timedelta(days=31)
    for _ in range(4):
        last = end.replace(day=1) - timedelta(days=1)
        end = last.replace(day=1)
        for promise, number in PROMISED.items():
            services.set_target(
                service,
                promise=promise,
                from_on=end,
                to_on=last,
                number=number,
                source="Agreed with Solway Commissioning",
                by=SYSTEM,
                at=at,
            )
