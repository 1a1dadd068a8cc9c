"""Load the demo partnership into an empty installation, and say who can sign in."""

from argparse import ArgumentParser, Namespace

from django.conf import settings

from throughline.access import roles
from throughline.commands.output import say
from throughline.demo.cast import CAST, PASSWORD
from throughline.demo.load import is_empty, load
from throughline.foundations import clock
from throughline.foundations.errors import Refused


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--if-empty", action="store_true", help="do nothing when something is kept here already")


def run(options: Namespace) -> int:
    """Load it.

    Raises:
        Refused: this is not demo mode, or something is kept here already.
    """
    if not settings.DEMO:
        raise Refused("The demo has sign-ins that anyone can read, so it loads in demo mode only (THROUGHLINE_MODE).")
    if options.if_empty and not is_empty():
        return 0
    say("Making the demo partnership:")
    load(at=clock.now(), say=lambda line: say(f"  {line}"))
    return 0


def sign_ins() -> str:
    """Return who can sign in, one line each, with the password they share."""
    lines = [f"  {roles.label(player.role):<28} {player.email}" for player in CAST]
    return "\n".join([f"Demo sign-ins (password for all: {PASSWORD}):", *lines])
