"""Dates from a file: whose they are, and which cannot be used."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.bridges import release_dates
from throughline.bridges.release_dates import Column, DateRow
from throughline.custody.actions.dates import check
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor, Staff
from throughline.foundations.errors import Refused
from throughline.foundations.wording import listed
from throughline.foundations.writing import writes
from throughline.journeys.date_rounds.wanted import Gathered, RowRefusal, Wanted
from throughline.people.identifiers import IdentifierKind, normalise
from throughline.people.models import Identifier

UNKNOWN = "Nobody with this prison number is known here. Check the number."
NOT_INSIDE = "They are not in prison now, so there is no date to change."
COLUMN_OF = {"on": Column.ON, "known_on": Column.KNOWN}
KINDS = (IdentifierKind.PRISON_NUMBER, IdentifierKind.SPIN)


@writes
def from_file(text: str, *, by: Actor, at: datetime, source: str = "") -> Gathered:
    """Read a file and find whose dates it gives. Nothing is kept.

    A member of staff finds those they may work with; someone they may not is answered like someone unknown. ``source``
    is who said so, where no column says.

    Raises:
        Refused: the file as a whole is not a table of dates.
    """
    reading = release_dates.read(text, at=at, source=source)
    gathered = Gathered(rows=reading.total)
    gathered.refused = [RowRefusal(each.line, each.field, each.message) for each in reading.refused]
    rows = _without_repeats(reading.rows, gathered, reading.called)
    owners = _owners(rows, by=by)
    stays = _stays(set(owners.values()), by=by)
    for row in rows:
        _place(row, owners, stays, gathered, reading.called, at=at)
    gathered.wanted = _one_each(gathered.wanted, gathered, reading.called)
    gathered.refused.sort(key=lambda refusal: refusal.row)
    return gathered


def _without_repeats(rows: Sequence[DateRow], gathered: Gathered, called: Mapping[Column, str]) -> list[DateRow]:
    """Keep the newest of several lines about one date; refuse the others, and all when none is the newest."""
    same: defaultdict[tuple[str, str], list[DateRow]] = defaultdict(list)
    for row in rows:
        same[row.number, row.type].append(row)
    kept: list[DateRow] = []
    for each in same.values():
        newest = [row for row in each if row.known_at == max(other.known_at for other in each)]
        agreed = len({row.on for row in newest}) == 1
        kept += newest[:1] if agreed else []
        spare = [row for row in each if not agreed or row is not newest[0]]
        lines = listed(str(row.line) for row in each)
        message = f"Lines {lines} give this date for the same person. "
        message += f"Line {newest[0].line} was used." if agreed else "Keep the one that is right."
        gathered.refused += [RowRefusal(row.line, called[Column.NUMBER], message) for row in spare]
    return sorted(kept, key=lambda row: row.line)


def _one_each(wanted: Sequence[Wanted], gathered: Gathered, called: Mapping[Column, str]) -> list[Wanted]:
    """Refuse lines that give a date of the same stay under another number of the person."""
    first: dict[tuple[UUID, str], Wanted] = {}
    for each in wanted:
        used = first.setdefault((each.stay.pk, each.type), each)
        if used is not each:
            message = f"Line {used.number} gives this date for the same person, under another number. It was used."
            gathered.refused.append(RowRefusal(each.number, called[Column.NUMBER], message))
    return list(first.values())


def _owners(rows: Iterable[DateRow], *, by: Actor) -> dict[str, UUID]:
    """Return whose each number is, as far as the asker may know, asked once."""
    kept = {text: normalised for row in rows for text, normalised in _normalised(row.number)}
    found = _identifiers(by).filter(value__in=set(kept.values()), kind__in=KINDS, ended_on=None)
    owners = dict(found.order_by("kind", "id").values_list("value", "person_id"))
    return {text: owners[value] for text, value in kept.items() if value in owners}


def _identifiers(by: Actor) -> QuerySet[Identifier]:
    if isinstance(by, Staff):
        return access.visible(Identifier, by=by, to=Do.CHANGE_MANY_DATES)
    return Identifier.objects.all()


def _normalised(number: str) -> list[tuple[str, str]]:
    for kind in KINDS:
        try:
            return [(number, normalise(kind, number))]
        except Refused:
            continue
    return []


def _stays(people: Iterable[UUID], *, by: Actor) -> dict[UUID, Stay]:
    rows = stays_of(by).filter(person_id__in=list(people), ended_on=None)
    return {stay.person_id: stay for stay in rows.select_related("person", "prison__organisation")}


def stays_of(by: Actor) -> QuerySet[Stay]:
    """Return the stays an asker may change: those of people they work with, or all for the system itself."""
    if isinstance(by, Staff):
        return access.visible(Stay, by=by, to=Do.CHANGE_MANY_DATES)
    return Stay.objects.all()


def _place(
    row: DateRow,
    owners: Mapping[str, UUID],
    stays: Mapping[UUID, Stay],
    gathered: Gathered,
    called: Mapping[Column, str],
    *,
    at: datetime,
) -> None:
    owner = owners.get(row.number)
    stay = stays.get(owner) if owner is not None else None
    if stay is None:
        message = UNKNOWN if owner is None else NOT_INSIDE
        gathered.refused.append(RowRefusal(row.line, called[Column.NUMBER], message))
        return
    wanted = Wanted(number=row.line, stay=stay, type=row.type, on=row.on, known_at=row.known_at, source=row.source)
    try:
        check(stay, wanted.new_date(), at=at)
    except Refused as refusal:
        column = called[COLUMN_OF[refusal.field]] if refusal.field in COLUMN_OF else ""
        gathered.refused.append(RowRefusal(row.line, column, str(refusal)))
    else:
        gathered.wanted.append(wanted)
