"""Do the jobs waiting in the database, and those of the timetable."""

from argparse import ArgumentParser, Namespace

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from throughline.commands.output import say
from throughline.commands.parent import end_with_parent

GRACE = 10
"""Seconds a job may take to finish when the worker is told to stop."""


def add_arguments(parser: ArgumentParser) -> None:
    """Offer to stop when nothing is left to do."""
    parser.add_argument("--once", action="store_true", help="do what is waiting now, then stop")


def run(options: Namespace) -> int:
    """Work until told to stop."""
    end_with_parent()
    say("The worker is ready.")
    own = PsycopgConnector(kwargs=connector_params())
    with app.replace_connector(own) as working:
        working.run_worker(wait=not options.once, shutdown_graceful_timeout=GRACE, delete_jobs="successful")
    return 0
