"""Departments of the demo's prisons, how its councils work, and the protocols its partnership works to."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict

import yaml

from throughline.agencies.actions import teams
from throughline.agencies.models import Partnership
from throughline.agencies.statuses import Department
from throughline.demo.building import Places
from throughline.foundations.actors import SYSTEM
from throughline.housing.actions.ways import WayFacts, set_council_way
from throughline.protocols.actions import publishing
from throughline.protocols.models import Version

FILE = Path(__file__).parent / "councils.yaml"
PARTNERSHIP = "Solway Throughcare Partnership"
BY_HAND_ONLY = ("contract-clocks",)
SINCE_DAYS = 300
SIGNED_BY = (
    "HMP Carrick Vale",
    "HMP Langrigg",
    "Kindling",
    "Marnoch Council Housing",
    "Harbour Recovery",
    "Solway Justice Social Work",
)


class Way(TypedDict):
    """What the file says of a council."""

    area: str
    before_release: str
    weeks_before: int | None
    how: str
    phone: str
    out_of_hours_phone: str
    tenancy_words: str
    source: str
    days_ago: int


def make_departments(places: Places, *, at: datetime) -> None:
    """Make the seven departments of each prison that is a partner."""
    for code in ("CRV", "LGR"):
        organisation = places.prisons[code].organisation
        for department in Department:
            there = places.teams.get(f"{organisation.name}: {department.label}")
            if there is None:
                teams.add_team(organisation, name=department.label, department=department, by=SYSTEM, at=at)
            else:
                teams.change_team(
                    there, name=there.name, phone=there.phone, posts=there.posts, department=department,
                    version=there.version, by=SYSTEM, at=at,
                )  # fmt: skip


def tell_ways(places: Places, *, at: datetime) -> None:
    """Keep how each council takes applications."""
    written: list[Way] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for row in written:
        facts = WayFacts(
            before_release=row["before_release"],
            weeks_before=row["weeks_before"],
            how=row["how"],
            phone=row["phone"],
            out_of_hours_phone=row["out_of_hours_phone"],
            tenancy_words=row["tenancy_words"],
            source=row["source"],
            checked_on=at.date() - timedelta(days=row["days_ago"]),
        )
        set_council_way(places.areas[row["area"]], facts=facts, version=None, by=SYSTEM, at=at)


def take_up(places: Places, *, at: datetime) -> None:
    """Let the partnership work to the protocols that come with the product, and its partners agree to them."""
    partnership = Partnership.objects.get(name=PARTNERSHIP)
    since = at.date() - timedelta(days=SINCE_DAYS)
    for version in Version.objects.filter(partnership=None).exclude(slug__in=BY_HAND_ONLY).order_by("slug"):
        adoption = publishing.take_up(version, partnership=partnership, starts_on=since, by=SYSTEM, at=at)
        for number, name in enumerate(SIGNED_BY):
            on = since + timedelta(days=number)
            publishing.sign(adoption, organisation=places.organisations[name], on=on, by=SYSTEM, at=at)
