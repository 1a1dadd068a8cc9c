"""Count who a service worked with on a day, by setting."""

from argparse import ArgumentParser, Namespace

from throughline.cases.statuses import Setting
from throughline.commands.output import Json, say_json
from throughline.commands.reporting.asked import ask_service, hiding, service_called, tell, typed_day
from throughline.foundations import clock
from throughline.journeys.count_caseload import count_caseload
from throughline.reports.caseload import Caseload


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    ask_service(parser)
    parser.add_argument("--on", metavar="DATE", default="", help="the day, like 2026-02-03; today unless given")


def run(options: Namespace) -> int:
    """Count, and print."""
    today = clock.today()
    on = typed_day(options.on) if options.on else today
    report = count_caseload(service_called(options.service), on=on, today=today)
    if options.json:
        say_json(as_json(report))
    else:
        tell(report)
    return 0


def as_json(report: Caseload) -> Json:
    """Return the report in the shape other programs rely on."""
    grid = report.by_setting
    return hiding(
        total=grid.out_of,
        in_community=grid.number(Setting.COMMUNITY),
        in_prison=grid.number(Setting.PRISON),
        in_assessment=grid.number(Setting.ASSESSMENT),
    )
