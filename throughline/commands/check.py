"""Say whether this installation is safe to use."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from django.conf import settings

from throughline.commands.checks import Check, database_checks, live_checks, seals_check
from throughline.commands.output import say, say_json


def add_arguments(parser: ArgumentParser) -> None:
    """Offer the live checks beforehand, and an answer for another program."""
    parser.add_argument("--deploy", action="store_true", help="look at what live mode needs, even in demo mode")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(options: Namespace) -> int:
    """Print a line for each check; the exit code is 1 if any failed."""
    found = _look(live=options.deploy or not settings.DEMO)
    if options.json:
        say_json({"ok": all(check.ok for check in found), "checks": [asdict(check) for check in found]})
    else:
        for check in found:
            say(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.finding}")
    return 0 if all(check.ok for check in found) else 1


def _look(*, live: bool) -> list[Check]:
    found = database_checks()
    if any(not check.ok for check in found):
        return found
    return [*found, seals_check(), *(live_checks() if live else [])]
