"""Check protocols' files before they are published. Needs no database and no installation."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from throughline.commands.output import complain, say
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.protocols.reading.files import Faulty, decoded, read
from throughline.protocols.reading.paper import LARGEST_BYTES


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a protocol as YAML; several may be given")


def run(options: Namespace) -> int:
    """Check every file, each fault on a line of its own as file:line: reason. Exit code 0 when all are fine."""
    return max([_check(name) for name in options.files])


def _check(name: str) -> int:
    try:
        protocol = read(decoded(_bytes(name)))
    except Faulty as faulty:
        for fault in faulty.faults:
            say(f"{name}:{fault.line}: {fault.reason}")
        return 1
    except Refused as refusal:
        complain(str(refusal))
        return 1
    say(f"{name}: {counted(len(protocol.steps), 'step', 'steps')}, version {protocol.number}: fine.")
    return 0


def _bytes(name: str) -> bytes:
    """Return what is in a file, and no more of it than tells that it is too long."""
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as fault:
        raise Refused(f"{name} cannot be read: {fault.strerror}.") from fault
    except ValueError as fault:
        raise Refused(f"{name!r} is not the name of a file.") from fault
