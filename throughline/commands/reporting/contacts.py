"""Count the contacts of a service's cases."""

from argparse import ArgumentParser, Namespace

from throughline.commands.output import Json, say_json
from throughline.commands.reporting.asked import (
    ask_period,
    ask_service,
    by_key,
    hiding,
    service_called,
    tell,
    typed_period,
)
from throughline.foundations import clock
from throughline.journeys.count_contacts import count_contacts
from throughline.reports.contacts import Contacts


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    ask_service(parser)
    ask_period(parser)


def run(options: Namespace) -> int:
    """Count, and print."""
    report = count_contacts(service_called(options.service), period=typed_period(options), today=clock.today())
    if options.json:
        say_json(as_json(report))
    else:
        tell(report)
    return 0


def as_json(report: Contacts) -> Json:
    """Return the report in the shape other programs rely on."""
    return {
        **hiding(
            total=report.by_activity.out_of,
            people=report.each.out_of,
            not_held=report.tried.out_of,
            duty_contacts=report.duty.out_of,
        ),
        "by_activity": by_key(report.by_activity),
        "by_place": by_key(report.by_place),
        "by_organisation": {row.group: row.numbers[0].value for row in report.by_organisation.rows},
        "each": by_key(report.each),
    }
