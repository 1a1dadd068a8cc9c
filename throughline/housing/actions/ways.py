"""How each council takes applications from people in prison."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Area
from throughline.agencies.statuses import AreaKind
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.housing.actions.parts import staff_id
from throughline.housing.models import CouncilWay
from throughline.housing.rules.homes import check_not_ahead, check_said
from throughline.housing.statuses import Yes


@dataclass(frozen=True, kw_only=True)
class WayFacts:
    """How a council takes applications from prison, who said so, and the day that was checked."""

    before_release: str = Yes.UNKNOWN
    weeks_before: int | None = None
    how: str = ""
    phone: str = ""
    out_of_hours_phone: str = ""
    tenancy_words: str = ""
    source: str
    checked_on: date


FACTS = tuple(field.name for field in fields(WayFacts))


@writes
def set_council_way(area: Area, *, facts: WayFacts, version: int | None, by: Actor, at: datetime) -> CouncilWay:
    """Keep how a council takes applications: one way for a council. ``version`` is None where none was known.

    Raises:
        Stale: someone else changed it, or was first to say.
        Refused: it is no council area, nobody said so, or the day has not come.
    """
    locked = lock(Area, area.pk)
    _check(locked, facts, at=at)
    row = CouncilWay.objects.filter(area=locked).first()
    if (row is None) != (version is None):
        raise Stale
    kept = {name: getattr(facts, name) for name in FACTS}
    if row is None or version is None:
        row = CouncilWay.objects.create(area=locked, checked_by_id=staff_id(by), **kept)
    else:
        row = lock_version(CouncilWay, row.pk, version=version)
        for name, value in kept.items():
            setattr(row, name, value)
        row.checked_by_id = staff_id(by)
        save_change(row, *FACTS, "checked_by")
    on = facts.checked_on.isoformat()
    journal.note("housing.way_checked", about=row, person_id=None, by=by, at=at, council=locked.name, on=on)
    return row


def _check(area: Area, facts: WayFacts, *, at: datetime) -> None:
    if area.kind != AreaKind.COUNCIL:
        raise Refused("Choose a council area, not a wider area.", field="area")
    check_said(facts.source, sentence="Say who told you, or which page says so.", field="source")
    check_not_ahead(facts.checked_on, today=localdate(at), field="checked_on")
