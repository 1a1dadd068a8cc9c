"""What a report about a service is asked, and how it is said."""

from argparse import ArgumentParser, Namespace
from datetime import date

from throughline.agencies.models import Service
from throughline.commands.output import Json, say
from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_day, listed
from throughline.reports.periods import Period
from throughline.reports.sheets import Grid, Report
from throughline.reports.tables import Number

HIDDEN = "Hidden: 1 to 4, or a number that would give one of these away."


def ask_service(parser: ArgumentParser) -> None:
    """Ask which service, and whether another program reads the answer."""
    parser.add_argument("--service", required=True, metavar="SLUG", help="whose work to count, by its short name")
    parser.add_argument("--json", action="store_true", help="answer in JSON; a number is null when it is hidden")


def ask_period(parser: ArgumentParser) -> None:
    """Ask for two days, both included."""
    parser.add_argument("--from", required=True, dest="from_on", metavar="DATE", help="the first day, like 2026-02-01")
    parser.add_argument("--to", required=True, dest="to_on", metavar="DATE", help="the last day, like 2026-02-28")


def ask_followed(parser: ArgumentParser) -> None:
    """Ask up to which day things are followed."""
    words = "count what was known to have happened by this day; today unless given"
    parser.add_argument("--as-of", default="", metavar="DATE", help=words)


def service_called(slug: str) -> Service:
    """Return the service with a short name.

    Raises:
        Refused: there is none.
    """
    found = Service.objects.select_related("organisation").filter(slug=slug.strip().lower()).first()
    if found is None:
        known = listed(Service.objects.order_by("slug", "id").values_list("slug", flat=True))
        raise Refused(f"There is no service called {slug!r}. There is: {known or 'none yet'}.")
    return found


def typed_day(typed: str) -> date:
    """Return a day as it was typed.

    Raises:
        Refused: there is no such day.
    """
    try:
        return date.fromisoformat(typed)
    except ValueError as fault:
        raise Refused(f"{typed!r} is not a real date. Give one like 2026-02-03.") from fault


def typed_period(options: Namespace) -> Period:
    """Return the period that was typed."""
    return Period(typed_day(options.from_on), typed_day(options.to_on))


def followed_to(options: Namespace) -> date | None:
    """Return the day that was typed to follow things to, None when there was none."""
    return typed_day(options.as_of) if options.as_of else None


def hiding(**numbers: Number) -> dict[str, Json]:
    """Return numbers by name, null where hidden, and then which of them are."""
    hidden = [name for name, number in numbers.items() if number.hidden]
    found: dict[str, Json] = {name: number.value for name, number in numbers.items()}
    return {**found, **({"hidden": hidden} if hidden else {})}


def by_key(grid: Grid, column: int = 0) -> dict[str, int | None]:
    """Return a column of a grid by its groups' keys, null where hidden."""
    return {row.key: row.numbers[column].value for row in grid.rows}


def tell(report: Report) -> None:
    """Print every number of a report, with how each is counted."""
    say(f"{report.service}, {report.about}. Counted {full_day(report.counted_on)}.")
    say(report.lead)
    for grid in report.grids:
        _tell_grid(grid)
    if report.hides:
        say(f"\n{HIDDEN}")


def _tell_grid(grid: Grid) -> None:
    say(f"\n{grid.measure.question} {grid.note} {grid.remark}".rstrip())
    widest = max((len(row.group) for row in grid.rows), default=0)
    across = [max(len(column), 7) for column in grid.columns]
    if len(grid.columns) > 1:
        say(
            f"  {'':<{widest}}  {'  '.join(f'{name:>{wide}}' for name, wide in zip(grid.columns, across, strict=True))}"
        )
    for row in grid.rows:
        cells = (f"{number.words:>{wide}}" for number, wide in zip(row.numbers, across, strict=True))
        say(f"  {row.group:<{widest}}  {'  '.join(cells)}")
    say(f"  How this is counted. {grid.measure.definition} From: {grid.measure.source}")
