"""Tables of where home is: each area as it was recorded, and the wider areas that span it."""

from collections import Counter
from collections.abc import Collection, Mapping
from uuid import UUID

from throughline.agencies.models import Area, AreaPart
from throughline.agencies.queries import by_kind
from throughline.agencies.statuses import AreaKind
from throughline.reports.disclosure import to_hide, wholes_to_hide
from throughline.reports.measures import BY_AREA, BY_HOME
from throughline.reports.tables import Line, Number, Table, shown

NO_HOME = "No home area recorded"
Spans = Mapping[UUID, frozenset[UUID]]


def home_tables(homes: Counter[UUID | None], *, worked_in: Collection[UUID], out_of: Number) -> tuple[Table, Table]:
    """Return the table of home areas and the one of wider areas, hidden together so that neither undoes the other.

    ``worked_in`` are council areas to list even when nobody is from there.
    """
    spans = _spans()
    listed = {area for area in homes if area} | set(worked_in)
    areas = list(by_kind(Area.objects.filter(pk__in=listed | set(spans))))
    rows = sorted((area for area in areas if area.pk in listed), key=lambda area: area.kind != AreaKind.COUNCIL)
    wider = [area for area in areas if area.kind != AreaKind.COUNCIL and _reach(area, spans) & listed]
    counts = [*(homes[area.pk] for area in rows), homes[None]]
    return _homes(rows, counts, out_of), _wider(wider, rows, counts, spans, out_of)


def _homes(rows: list[Area], counts: list[int], out_of: Number) -> Table:
    names = [*(area.name if area.kind == AreaKind.COUNCIL else f"{area.name}, council not recorded" for area in rows)]
    hidden = to_hide(counts)
    numbers = [shown(count, hide=place in hidden) for place, count in enumerate(counts)]
    lines = tuple(Line(name, number) for name, number in zip([*names, NO_HOME], numbers, strict=True))
    return Table(measure=BY_HOME, lines=lines, out_of=out_of, missing=numbers[-1])


def _wider(wider: list[Area], rows: list[Area], counts: list[int], spans: Spans, out_of: Number) -> Table:
    wholes = [frozenset(place for place, area in enumerate(rows) if area.pk in _reach(whole, spans)) for whole in wider]
    refused = wholes_to_hide(counts, wholes)
    sums = [sum(counts[place] for place in whole) for whole in wholes]
    lines = tuple(
        Line(f"{area.name} ({area.get_kind_display().lower()})", shown(sums[number], hide=number in refused))
        for number, area in enumerate(wider)
    )
    missing = shown(counts[-1], hide=len(counts) - 1 in to_hide(counts))
    return Table(measure=BY_AREA, lines=lines, out_of=out_of, missing=missing)


def _reach(area: Area, spans: Spans) -> frozenset[UUID]:
    """Return an area and what it spans."""
    return spans.get(area.pk, frozenset()) | {area.pk}


def _spans() -> Spans:
    """Return every area that spans others, with the parts of its parts too."""
    parts: dict[UUID, set[UUID]] = {}
    for whole, part in AreaPart.objects.order_by("id").values_list("whole_id", "part_id"):
        parts.setdefault(whole, set()).add(part)
    return {whole: frozenset(_within(whole, parts)) for whole in parts}


def _within(whole: UUID, parts: Mapping[UUID, set[UUID]]) -> set[UUID]:
    found: set[UUID] = set()
    waiting = set(parts[whole])
    while waiting:
        area = waiting.pop()
        found.add(area)
        waiting |= parts.get(area, set()) - found
    return found
