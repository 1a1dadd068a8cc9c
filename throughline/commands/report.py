"""Count who was in custody in a partnership's prisons. Small numbers are hidden, as on the page."""

from argparse import ArgumentParser, Namespace
from datetime import date

from throughline.agencies.models import Partnership
from throughline.agencies.queries import partnerships_by_name
from throughline.commands.output import Json, say, say_json
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_day, listed
from throughline.journeys.count_population import count_population
from throughline.reports.tables import Number, Population, Table


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--partnership", required=True, metavar="NAME", help="whose prisons to count in")
    parser.add_argument("--on", metavar="DATE", default="", help="the day, like 2026-02-03; today unless given")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(options: Namespace) -> int:
    """Count, and print every line the page shows."""
    today = clock.today()
    report = count_population(_called(options.partnership), on=_day(options.on, today), today=today)
    if options.json:
        say_json(as_json(report))
    else:
        _tell(report)
    return 0


def as_json(report: Population) -> Json:
    """Return the report in the shape other programs rely on. A number is null when hidden or not known."""
    return {
        "partnership": report.partnership,
        "on": report.on.isoformat(),
        "measures": [_table(table) for table in report.tables],
    }


def _table(table: Table) -> Json:
    return {
        "name": table.measure.name,
        "question": table.measure.question,
        "definition": table.measure.definition,
        "source": table.measure.source,
        "out_of": _number(table.out_of),
        "missing": _number(table.missing),
        "lines": [{"group": line.group, **_number(line.number)} for line in table.lines],
    }


def _number(number: Number) -> dict[str, int | bool | None]:
    return {"number": number.value, "hidden": number.hidden}


def _called(name: str) -> Partnership:
    partnerships = list(partnerships_by_name(Partnership.objects.all()))
    for partnership in partnerships:
        if partnership.name.casefold() == name.strip().casefold():
            return partnership
    known = listed(partnership.name for partnership in partnerships)
    raise Refused(f"There is no partnership called {name!r}. There is: {known or 'none yet'}.")


def _day(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed) if typed else today
    except ValueError as fault:
        raise Refused(f"{typed!r} is not a real date. Give one like 2026-02-03.") from fault


def _tell(report: Population) -> None:
    say(f"{report.partnership}, at the end of {full_day(report.on)}")
    for table in report.tables:
        say(f"\n{table.measure.question} {table.note}")
        widest = max((len(line.group) for line in table.lines), default=0)
        for line in table.lines:
            say(f"  {line.group:<{widest}}  {line.number.words:>9}")
    if report.hides:
        say("\nHidden: 1 to 4, or a number that would give one of these away.")
