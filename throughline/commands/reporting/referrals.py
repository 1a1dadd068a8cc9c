"""Count the referrals a service received, and its answers."""

from argparse import ArgumentParser, Namespace

from throughline.commands.output import Json, say_json
from throughline.commands.reporting.asked import (
    ask_followed,
    ask_period,
    ask_service,
    by_key,
    followed_to,
    hiding,
    service_called,
    tell,
    typed_period,
)
from throughline.foundations import clock
from throughline.journeys.count_referrals import count_referrals
from throughline.referrals.statuses import Source, Support
from throughline.reports.referrals import Referrals


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    ask_service(parser)
    ask_period(parser)
    ask_followed(parser)


def run(options: Namespace) -> int:
    """Count, and print."""
    report = count_referrals(
        service_called(options.service),
        period=typed_period(options),
        followed_to=followed_to(options),
        today=clock.today(),
    )
    if options.json:
        say_json(as_json(report))
    else:
        tell(report)
    return 0


def as_json(report: Referrals) -> Json:
    """Return the report in the shape other programs rely on."""
    return {
        **hiding(
            total=report.total,
            full_support=report.by_answer.number(Support.FULL),
            brief_or_duty=report.brief_or_duty,
            self_referrals=report.by_source.number(Source.SELF),
        ),
        "by_source": by_key(report.by_source),
        "by_answer": by_key(report.by_answer),
    }
