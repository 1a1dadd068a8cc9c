"""The contacts between people and those who help them in a period, and whether people stay in touch."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from throughline.agencies.models import Organisation, Service
from throughline.cases.statuses import Activity, Happened, Place
from throughline.foundations.wording import counted
from throughline.reports import contact_measures as measures
from throughline.reports.asking import Given, span, ways
from throughline.reports.disclosure import to_hide
from throughline.reports.held import end_of
from throughline.reports.periods import Period
from throughline.reports.sheets import Grid, Report, Row, divided
from throughline.reports.tables import HIDDEN_NUMBER, Number, shown

STRETCH_DAYS = 28
"""Days of one stretch of the three that contact is looked for in: our own choice, four weeks."""

FEWEST_FOR_AN_AVERAGE = 30
"""Among fewer people than this no average is given (our rule, after the guidance on outcome tools)."""

EACH = (("one", "1 contact"), ("few", "2 to 4"), ("several", "5 to 9"), ("many", "10 or more"))
NOT_HELD = [(kind.value, kind.label) for kind in Happened if kind != Happened.YES]
DUTY = (("on_record", "Someone on record"), ("not_on_record", "Someone not on record"))
TOUCH = (("in_touch", "In touch"), ("quiet", "Quiet for too long"), ("never", "No contact yet"))
SUSTAINED = (
    ("each", "In each of the last three lots of four weeks"),
    ("some", "In one or two of them"),
    ("none", "In none of them"),
    ("new", "Open for less than twelve weeks"),
)


@dataclass(frozen=True, kw_only=True)
class Contacts(Report):
    """The contacts of a period, and how cases open at its end stood."""

    period: Period
    by_activity: Grid
    by_place: Grid
    by_organisation: Grid
    each: Grid
    tried: Grid
    duty: Grid
    touch: Grid
    sustained: Grid

    @property
    def lead(self) -> str:
        contacts, people = self.by_activity.out_of, self.each.out_of
        if contacts.value is None or people.value is None:
            return f"Too few contacts in {self.period.words} to say how many without pointing at someone."
        said = f"{counted(contacts.value, 'contact', 'contacts')} with {counted(people.value, 'person', 'people')}"
        return f"{said} in {self.period.words}.{self._average}"

    @property
    def _average(self) -> str:
        contacts, people = self.by_activity.out_of.value or 0, self.each.out_of.value or 0
        return f" {contacts / people:.1f} for each of them." if people >= FEWEST_FOR_AN_AVERAGE else ""

    @property
    def grids(self) -> Sequence[Grid]:
        work = (self.by_activity, self.by_place, self.by_organisation, self.each, self.tried, self.duty)
        return (*work, self.touch, self.sustained)


def contacts(service: Service, *, period: Period, counted_on: date) -> Contacts:
    """Count the contacts of a service's cases in a period, and how its open cases stood at the end."""
    found = ways("contacts", {**span(period), "service": service.pk})
    stood = _stood(service, period.until(counted_on))
    return Contacts(
        service=service.name,
        slug=service.slug,
        about=period.words,
        counted_on=counted_on,
        period=period,
        by_activity=divided(measures.BY_ACTIVITY, _groups(Activity.choices, found["activity"])),
        by_place=divided(measures.BY_PLACE, _groups(Place.choices, found["place"])),
        by_organisation=_organisations(found),
        each=divided(measures.EACH, _groups(EACH, found["each"])),
        tried=divided(measures.TRIED, _groups(NOT_HELD, found["happened"])),
        duty=divided(measures.DUTY, _groups(DUTY, found["duty"])),
        touch=_with_days(divided(measures.TOUCH, _groups(TOUCH, stood["touch"])), service.quiet_after),
        sustained=divided(measures.SUSTAINED, _groups(SUSTAINED, stood["sustained"])),
    )


def _stood(service: Service, on: date) -> dict[str, Counter[str]]:
    asked: dict[str, Given] = {"on": on, "after": end_of(on), "quiet": service.quiet_after, "stretch": STRETCH_DAYS}
    return ways("engagement", {**asked, "service": service.pk})


def _with_days(grid: Grid, days: int) -> Grid:
    return replace(grid, remark=f"A case is quiet once {counted(days, 'day', 'days')} have gone by without a contact.")


def _groups(choices: Sequence[tuple[str, str]], counts: Counter[str]) -> list[tuple[str, str, int]]:
    return [(key, words, counts[key]) for key, words in choices]


def _organisations(found: Mapping[str, Counter[str]]) -> Grid:
    """Return the organisations that were active, with how much and how many kinds of help each gave."""
    named = Organisation.objects.filter(pk__in=list(found["organisation"])).order_by("name", "id")
    active = list(named.values_list("pk", "name"))
    hidden = to_hide([found["organisation"][str(pk)] for pk, _ in active])
    rows = tuple(_organisation(found, str(pk), name, hide=place in hidden) for place, (pk, name) in enumerate(active))
    return Grid(
        measure=measures.BY_ORGANISATION,
        columns=("Contacts", "People", "Kinds of help"),
        rows=rows,
        out_of=shown(found["organisation"].total()),
        remark=counted(len(rows), "organisation was", "organisations were") + " active.",
    )


def _organisation(found: Mapping[str, Counter[str]], pk: str, name: str, *, hide: bool) -> Row:
    people, kinds = shown(found["helped_by"][pk], hide=hide), Number(found["kinds"][pk])
    numbers = (shown(found["organisation"][pk], hide=hide), people, HIDDEN_NUMBER if people.hidden else kinds)
    return Row(name, numbers, pk)
