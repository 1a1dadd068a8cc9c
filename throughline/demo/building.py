"""Build the demo's places: areas, organisations, partnerships, teams and staff, through the ordinary actions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

import yaml
from django.contrib.auth.hashers import make_password

from throughline.agencies.actions import areas, organisations, partnerships, staff, teams
from throughline.agencies.models import Area, Organisation, Partnership, Prison, Team, User
from throughline.demo.cast import CAST, PASSWORD, TEAMS, Player
from throughline.foundations.actors import SYSTEM
from throughline.sharing.actions import agreements
from throughline.sharing.models import Agreement

FILE = Path(__file__).parent / "places.yaml"


class PrisonRow(TypedDict):
    """What the file says of a prison."""

    code: str
    opened_on: date
    capacity: int
    holds: list[str]
    halls: list[str]


class OrganisationRow(TypedDict, total=False):
    """What the file says of an organisation."""

    name: str
    kind: str
    jurisdiction: str
    phone: str
    part_of: str
    areas: list[str]
    prison: PrisonRow


@dataclass
class Places:
    """What was built, by name; staff by their role, the first who has it, and all of them by name."""

    areas: dict[str, Area] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    prisons: dict[str, Prison] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)
    named: dict[str, User] = field(default_factory=dict)
    agreement: Agreement | None = None


def build(*, at: datetime) -> Places:
    """Build every place and everyone who works there."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    places = Places()
    for row in written["areas"]:
        _area(places, row, at=at)
    for organisation in (*written["organisations"], *written["reference"]["organisations"]):
        _organisation(places, organisation, at=at)
    for partnership in written["partnerships"]:
        _partnership(places, partnership, at=at)
    _reference(places, written["reference"], at=at)
    _teams(places, at=at)
    for player in CAST:
        _player(places, player, at=at)
    return places


def _area(places: Places, row: dict[str, str | list[str]], *, at: datetime) -> None:
    parts = [places.areas[name] for name in row.get("parts", [])]
    name = str(row["name"])
    places.areas[name] = areas.add_area(
        name=name, kind=str(row["kind"]), jurisdiction=str(row["jurisdiction"]), parts=parts, by=SYSTEM, at=at
    )


def _organisation(places: Places, row: OrganisationRow, *, at: datetime) -> None:
    organisation = organisations.add_organisation(
        name=row["name"],
        kind=row["kind"],
        jurisdiction=row["jurisdiction"],
        phone=row.get("phone", ""),
        part_of=places.organisations.get(row.get("part_of", "")),
        areas=[places.areas[name] for name in row.get("areas", [])],
        by=SYSTEM,
        at=at,
    )
    places.organisations[organisation.name] = organisation
    if "prison" in row:
        prison = row["prison"]
        places.prisons[prison["code"]] = organisations.add_prison(organisation, **prison, by=SYSTEM, at=at)


def _partnership(places: Places, row: dict[str, object], *, at: datetime) -> None:
    starts_on = at.date() - timedelta(days=365 * int(str(row["years_ago"])))
    partnership = partnerships.form_partnership(
        name=str(row["name"]),
        lead=places.organisations[str(row["lead"])],
        values=str(row["values"]),
        starts_on=starts_on,
        by=SYSTEM,
        at=at,
    )
    partners = row["partners"]
    assert isinstance(partners, dict)  # noqa: S101  the file is ours
    places.agreement = _agreement(partnership, row["agreement"], starts_on=starts_on, at=at)
    for name, most in partners.items():
        _partner(places, partnership, places.agreement, name, most, starts_on=starts_on, at=at)


def _agreement(partnership: Partnership, row: object, *, starts_on: date, at: datetime) -> Agreement:
    assert isinstance(row, dict)  # noqa: S101  the file is ours
    return agreements.agree(
        partnership=partnership,
        basis="public_task",
        starts_on=starts_on,
        review_on=at.date() + timedelta(days=150),
        by=SYSTEM,
        at=at,
        **{str(key): str(value) for key, value in row.items()},
    )


def _partner(
    places: Places,
    partnership: Partnership,
    agreement: Agreement,
    name: str,
    most: list[object],
    *,
    starts_on: date,
    at: datetime,
) -> None:
    organisation = places.organisations[name]
    partnerships.join_partnership(partnership, organisation=organisation, starts_on=starts_on, by=SYSTEM, at=at)
    tier, *compartments = most
    agreements.sign(
        agreement,
        organisation=organisation,
        tier=int(str(tier)),
        compartments=[str(part) for part in compartments],
        signed_by=f"Director, {name}",
        signed_on=starts_on,
        by=SYSTEM,
        at=at,
    )


def _reference(places: Places, written: dict[str, dict[str, object] | list[OrganisationRow]], *, at: datetime) -> None:
    row = written["partnership"]
    assert isinstance(row, dict)  # noqa: S101  the file is ours
    starts_on = row["starts_on"]
    assert isinstance(starts_on, date)  # noqa: S101  the file is ours
    partnership = partnerships.form_partnership(
        name=str(row["name"]),
        lead=places.organisations[str(row["lead"])],
        values=str(row["values"]),
        starts_on=starts_on,
        by=SYSTEM,
        at=at,
    )
    for other in written["organisations"]:
        assert isinstance(other, dict)  # noqa: S101  the file is ours
        organisation = places.organisations[other["name"]]
        partnerships.join_partnership(partnership, organisation=organisation, starts_on=starts_on, by=SYSTEM, at=at)


def _teams(places: Places, *, at: datetime) -> None:
    for name, (kind, phone, posts) in TEAMS.items():
        organisation, team = name.split(": ")
        places.teams[name] = teams.add_team(
            places.organisations[organisation], name=team, kind=kind, phone=phone, posts=posts, by=SYSTEM, at=at
        )
    for name, organisation_row in places.organisations.items():
        places.teams[name] = organisations.everyone(organisation_row)


def _player(places: Places, player: Player, *, at: datetime) -> None:
    user = staff.welcome(
        email=player.email,
        name=player.name,
        organisation=places.organisations[player.organisation],
        role=player.role,
        work_base=places.organisations.get(player.work_base),
        on=at.date() - timedelta(days=400),
        by=SYSTEM,
        at=at,
    )
    staff.set_password(user, password=make_password(PASSWORD), by=SYSTEM, at=at)
    for team in player.teams:
        starts_on = at.date() - timedelta(days=300)
        teams.join_team(places.teams[team], user=user, starts_on=starts_on, by=SYSTEM, at=at)
    places.staff[player.role] = places.staff.get(player.role, user)
    places.named[player.name] = user
