"""What can happen to areas."""

from collections.abc import Iterable
from datetime import date, datetime

from throughline.agencies.actions.noting import keep_once, note
from throughline.agencies.models import Area, AreaPart
from throughline.agencies.rules import check_period
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes


@writes
def add_area(*, name: str, kind: str, jurisdiction: str, parts: Iterable[Area] = (), by: Actor, at: datetime) -> Area:
    """Keep an area and the council areas it spans.

    Raises:
        Refused: there is one of that name already.
    """
    _refuse_taken(kind, name)
    area = Area(name=name, kind=kind, jurisdiction=jurisdiction)
    keep_once(area, _taken())
    AreaPart.objects.bulk_create(AreaPart(whole=area, part=part) for part in parts)
    note("agencies.area_added", area, by=by, at=at, name=name)
    return area


@writes
def rename_area(area: Area, *, name: str, version: int, by: Actor, at: datetime) -> Area:
    """Give an area a new name; what was recorded under the old one stays with it.

    Raises:
        Stale: someone else changed it first.
        Refused: another area of its kind has the name.
    """
    locked = lock_version(Area, area.pk, version=version)
    if name != locked.name:
        _refuse_taken(locked.kind, name, but=locked)
    before, locked.name = locked.name, name
    save_change(locked, "name")
    note("agencies.area_renamed", locked, by=by, at=at, before=before, after=name)
    return locked


@writes
def close_area(area: Area, *, on: date, version: int, by: Actor, at: datetime) -> Area:
    """End an area from a day on. Records made under it keep it.

    Raises:
        Stale: someone else changed it first.
        Refused: it would end before it began.
    """
    locked = lock_version(Area, area.pk, version=version)
    if locked.starts_on is not None:
        check_period(locked.starts_on, on)
    locked.ends_on = on
    save_change(locked, "ends_on")
    note("agencies.area_closed", locked, by=by, at=at, on=on.isoformat())
    return locked


def _refuse_taken(kind: str, name: str, *, but: Area | None = None) -> None:
    others = Area.objects.filter(kind=kind, name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise _taken()


def _taken() -> Refused:
    return Refused("There is already an area with this name.", field="name")
