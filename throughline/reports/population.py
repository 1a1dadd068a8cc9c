"""The report of people in custody: who a partnership's prisons held at the end of a day, and what is there for them."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from throughline.agencies.models import OrganisationArea, Partner, Partnership, Prison
from throughline.agencies.queries import partners_on, prisons_by_name
from throughline.agencies.statuses import AreaKind
from throughline.custody.statuses import LegalStatus
from throughline.reports.disclosure import to_hide
from throughline.reports.held import Held, held
from throughline.reports.homes import home_tables
from throughline.reports.leaving import Leaving
from throughline.reports.measures import BY_LEAVING, BY_PRISON, BY_STATUS, CAPACITY, Measure
from throughline.reports.staffing import partner_table, team_tables
from throughline.reports.tables import Line, Number, Population, Table, shown, total


def population(partnership: Partnership, *, on: date, today: date) -> Population:
    """Count who was in custody at the end of a day, in prisons that are partners today. Small numbers are hidden."""
    organisations = _partners_today(partnership, today)
    prisons = list(prisons_by_name(Prison.objects.filter(organisation__in=organisations)))
    found = held([prison.pk for prison in prisons], on=on)
    everyone = shown(found.by_prison.total())
    by_home, by_area = home_tables(found.by_home, worked_in=_worked_in(organisations), out_of=everyone)
    posts, members = team_tables(organisations, on=on)
    return Population(
        partnership=partnership.name,
        on=on,
        in_custody=everyone,
        by_prison=_by_prison(prisons, found, everyone),
        capacity=_capacity(prisons),
        by_home=by_home,
        by_area=by_area,
        by_status=_by_status(found.by_status, everyone),
        by_leaving=_by_leaving(found.by_leaving, everyone),
        posts=posts,
        members=members,
        partners=partner_table(list(partners_on(Partner.objects.filter(partnership=partnership), on))),
    )


def _partners_today(partnership: Partnership, today: date) -> list[UUID]:
    found = partners_on(Partner.objects.filter(partnership=partnership), today)
    return list(found.values_list("organisation_id", flat=True))


def _worked_in(organisations: Collection[UUID]) -> set[UUID]:
    links = OrganisationArea.objects.filter(organisation__in=organisations, area__kind=AreaKind.COUNCIL)
    return set(links.values_list("area_id", flat=True))


def _by_prison(prisons: Sequence[Prison], found: Held, everyone: Number) -> Table:
    counts = [found.by_prison[prison.pk] for prison in prisons]
    return _table(BY_PRISON, [prison.organisation.name for prison in prisons], counts, everyone)


def _capacity(prisons: Sequence[Prison]) -> Table:
    places = [prison.capacity for prison in prisons]
    return Table(
        measure=CAPACITY,
        lines=tuple(Line(prison.organisation.name, Number(prison.capacity)) for prison in prisons),
        out_of=total(places),
        missing=Number(sum(number is None for number in places)),
    )


def _by_status(counts: Counter[str], everyone: Number) -> Table:
    names = [status.label for status in LegalStatus]
    return _table(BY_STATUS, names, [counts[status] for status in LegalStatus], everyone)


def _by_leaving(counts: Counter[Leaving], everyone: Number) -> Table:
    return _table(BY_LEAVING, [step.value for step in Leaving], [counts[step] for step in Leaving], everyone)


def _table(measure: Measure, names: Sequence[str], counts: Sequence[int], everyone: Number) -> Table:
    """Return a table of people with its small numbers hidden; what is not known comes last, where it can be."""
    hidden = to_hide(counts)
    numbers = [shown(count, hide=place in hidden) for place, count in enumerate(counts)]
    lines = tuple(Line(name, number) for name, number in zip(names, numbers, strict=True))
    return Table(measure=measure, lines=lines, out_of=everyone, missing=numbers[-1] if measure.missing else Number(0))
