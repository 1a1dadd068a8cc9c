"""What someone can build on, and what they need and do not have: added, and ended when it is so no longer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.pathways import check_pathways, compartment_of
from throughline.assessments.models import Assessment, Asset
from throughline.assessments.rules import check_asset
from throughline.assessments.statuses import AssetKind
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing.statuses import Compartment


@dataclass(frozen=True, kw_only=True)
class NewAsset:
    """Something to build on, as someone tells it. ``pathway`` is the part of life it is about, empty for none."""

    kind: str
    words: str
    source: str
    noted_on: date
    pathway: str = ""

    @property
    def compartment(self) -> str:
        """What a grant must name to open it: that of its part of life, and for family that of the family."""
        part = compartment_of(self.pathway) if self.pathway else ""
        if self.kind == AssetKind.FAMILY and part != Compartment.SENSITIVE:
            return Compartment.FAMILY
        return part


@writes
def add(person: Person, new: NewAsset, *, assessment: Assessment | None, by: Actor, at: datetime) -> Asset:
    """Keep something to build on. ``assessment`` is the talk it came up in, None when it came up elsewhere.

    Raises:
        Refused: it says nothing, is about no part of life there is, or its day is in the future.
    """
    check_asset(kind=new.kind, words=new.words, noted_on=new.noted_on, today=localdate(at))
    check_pathways([new.pathway] if new.pathway else [], field="pathway")
    locked = lock(Person, person.pk)
    row = Asset(person=locked, assessment=assessment, kind=new.kind, compartment=new.compartment, words=new.words)
    row.source, row.noted_on = new.source, new.noted_on
    row.save(force_insert=True)
    _note("assessments.asset_added", row, by=by, at=at)
    return row


@writes
def end(asset: Asset, *, on: date, version: int, by: Actor, at: datetime) -> Asset:
    """Say that something is no longer so; it is kept as it was.

    Raises:
        Stale: someone else changed it first.
        Refused: it ended already.
    """
    locked = lock_version(Asset, asset.pk, version=version)
    if locked.ended_on is not None:
        raise Refused("This was ended already. Nothing was changed.")
    locked.ended_on = on
    save_change(locked, "ended_on")
    _note("assessments.asset_ended", locked, by=by, at=at)
    return locked


def _note(what: str, row: Asset, *, by: Actor, at: datetime) -> None:
    """Note what kind of thing it was, for those who may see it."""
    kind = AssetKind(row.kind).label
    event = journal.Event(
        what=what, about=row, person_id=row.person_id, compartment=row.compartment, facts={"kind": kind}
    )
    journal.note_many([event], by=by, at=at)
