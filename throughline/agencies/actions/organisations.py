"""What can happen to organisations and prisons."""

from collections.abc import Iterable
from datetime import date, datetime

from throughline.agencies.actions.noting import keep_once, note
from throughline.agencies.actions.partnerships import join_partnership
from throughline.agencies.models import Area, Hall, Organisation, OrganisationArea, Partnership, Prison, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes

EVERYONE = "Everyone"


@writes
def add_organisation(
    *,
    name: str,
    kind: str,
    jurisdiction: str,
    phone: str = "",
    email: str = "",
    part_of: Organisation | None = None,
    areas: Iterable[Area] = (),
    by: Actor,
    at: datetime,
) -> Organisation:
    """Keep an organisation, with the team that all its staff belong to.

    Raises:
        Refused: there is one of that name already.
    """
    if Organisation.objects.filter(name__iexact=name).exists():
        raise _taken()
    organisation = Organisation(
        name=name, kind=kind, jurisdiction=jurisdiction, phone=phone, email=email, part_of=part_of
    )
    keep_once(organisation, _taken())
    OrganisationArea.objects.bulk_create(OrganisationArea(organisation=organisation, area=area) for area in areas)
    Team.objects.create(organisation=organisation, name=EVERYONE, kind=TeamKind.EVERYONE, phone=phone)
    note("agencies.organisation_added", organisation, by=by, at=at, name=name, kind=kind)
    return organisation


@writes
def bring_in(
    partnership: Partnership,
    *,
    name: str,
    kind: str,
    jurisdiction: str,
    phone: str,
    email: str,
    areas: Iterable[Area],
    by: Actor,
    at: datetime,
) -> Organisation:
    """Keep a new organisation that joins a partnership today.

    Raises:
        Refused: there is one of that name already.
    """
    organisation = add_organisation(
        name=name, kind=kind, jurisdiction=jurisdiction, phone=phone, email=email, areas=areas, by=by, at=at
    )
    join_partnership(partnership, organisation=organisation, starts_on=at.date(), by=by, at=at)
    return organisation


@writes
def change_organisation(
    organisation: Organisation,
    *,
    name: str,
    phone: str,
    email: str,
    areas: Iterable[Area] | None = None,
    version: int,
    by: Actor,
    at: datetime,
) -> Organisation:
    """Change an organisation's name, how to reach it, and where it works. ``areas`` None leaves them as they are.

    Raises:
        Stale: someone else changed it first.
        Refused: another organisation has the name.
    """
    locked = lock_version(Organisation, organisation.pk, version=version)
    if Organisation.objects.filter(name__iexact=name).exclude(pk=locked.pk).exists():
        raise _taken()
    before = locked.name
    locked.name, locked.phone, locked.email = name, phone, email
    save_change(locked, "name", "phone", "email")
    if areas is not None:
        _work_in(locked, areas)
    note("agencies.organisation_changed", locked, by=by, at=at, before=before, after=name)
    return locked


@writes
def close_organisation(organisation: Organisation, *, on: date, version: int, by: Actor, at: datetime) -> Organisation:
    """End an organisation from a day on. What its staff wrote stays.

    Raises:
        Stale: someone else changed it first.
        Refused: people still sign in for it.
    """
    locked = lock_version(Organisation, organisation.pk, version=version)
    if User.objects.filter(organisation=locked, is_active=True).exists():
        raise Refused("People still sign in for this organisation. Close or move their accounts first.")
    locked.closed_on = on
    save_change(locked, "closed_on")
    note("agencies.organisation_closed", locked, by=by, at=at, on=on.isoformat())
    return locked


@writes
def add_prison(
    organisation: Organisation,
    *,
    code: str,
    opened_on: date | None,
    capacity: int | None,
    holds: list[str],
    halls: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> Prison:
    """Keep what is particular to an organisation that is a prison.

    Raises:
        Refused: another prison has the code.
    """
    prison = Prison(organisation=organisation, code=code, opened_on=opened_on, capacity=capacity, holds=holds)
    keep_once(prison, Refused("Another prison has this code.", field="code"))
    Hall.objects.bulk_create(Hall(prison=prison, name=name) for name in halls)
    note("agencies.prison_added", prison, by=by, at=at, code=code)
    return prison


@writes
def change_prison(
    prison: Prison,
    *,
    opened_on: date | None,
    capacity: int | None,
    holds: list[str],
    halls: Iterable[str],
    version: int,
    by: Actor,
    at: datetime,
) -> Prison:
    """Change what is particular to a prison, and add halls. A hall once named stays: stays are recorded in it.

    Raises:
        Stale: someone else changed it first.
    """
    locked = lock_version(Prison, prison.pk, version=version)
    locked.opened_on, locked.capacity, locked.holds = opened_on, capacity, holds
    save_change(locked, "opened_on", "capacity", "holds")
    had = set(Hall.objects.filter(prison=locked).values_list("name", flat=True))
    Hall.objects.bulk_create(Hall(prison=locked, name=name) for name in dict.fromkeys(halls) if name not in had)
    note("agencies.prison_changed", locked, by=by, at=at, capacity=capacity, holds=holds)
    return locked


def everyone(organisation: Organisation) -> Team:
    """Return the team that everyone in an organisation is in."""
    return Team.objects.get(organisation=organisation, kind=TeamKind.EVERYONE)


def _work_in(organisation: Organisation, areas: Iterable[Area]) -> None:
    wanted = {area.pk: area for area in areas}
    had = OrganisationArea.objects.filter(organisation=organisation)
    had.exclude(area__in=wanted).delete()
    new = wanted.keys() - set(had.values_list("area_id", flat=True))
    OrganisationArea.objects.bulk_create(OrganisationArea(organisation=organisation, area=wanted[pk]) for pk in new)


def _taken() -> Refused:
    return Refused("There is already an organisation with this name.", field="name")
