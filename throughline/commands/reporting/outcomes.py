"""Count how life changed for a service's people."""

from argparse import ArgumentParser, Namespace

from throughline.commands.output import Json, say_json
from throughline.commands.reporting.asked import (
    ask_followed,
    ask_period,
    ask_service,
    followed_to,
    hiding,
    service_called,
    tell,
    typed_period,
)
from throughline.foundations import clock
from throughline.journeys.count_outcomes import count_outcomes
from throughline.reports.outcomes import SEVEN, Change, Outcomes


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    ask_service(parser)
    ask_period(parser)
    ask_followed(parser)
    parser.add_argument("--framework", metavar="SLUG", default=SEVEN, help=f"whose domains; {SEVEN} unless given")


def run(options: Namespace) -> int:
    """Count, and print."""
    report = count_outcomes(
        service_called(options.service),
        period=typed_period(options),
        framework=options.framework,
        followed_to=followed_to(options),
        today=clock.today(),
    )
    if options.json:
        say_json(as_json(report))
    else:
        tell(report)
    return 0


def as_json(report: Outcomes) -> Json:
    """Return the report in the shape other programs rely on."""
    return {"domains": [_domain(change) for change in report.theirs]}


def _domain(change: Change) -> dict[str, Json]:
    return {
        "domain": change.name,
        **hiding(
            n=change.scored,
            improved=change.improved,
            same=change.same,
            worse=change.worse,
            missing=change.missing,
        ),
    }
