"""The console command ``throughline``."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import cast

import django
import psycopg
from django.db import DatabaseError

from throughline.commands.output import complain, say
from throughline.commands.registry import COMMANDS, Command, CommandModule
from throughline.config.connections import is_embedded
from throughline.config.errors import CannotRun
from throughline.config.folders import data_folder
from throughline.config.postgres import embedded, running
from throughline.foundations.errors import Refused


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words ask and return the exit code: 0 done, 1 not done, 2 not understood."""
    typed = list(words if words is not None else sys.argv[1:])
    if not typed or typed[0] in {"-h", "--help"}:
        say(_help())
        return 0
    for length in (2, 1):
        if (name := " ".join(typed[:length])) in COMMANDS:
            return _refusing_plainly(name, typed[length:])
    complain(f"There is no command {typed[0]!r}.\n\n{_help()}")
    return 2


def _refusing_plainly(name: str, words: Sequence[str]) -> int:
    try:
        return _run(COMMANDS[name], name, words)
    except (CannotRun, Refused) as refusal:
        complain(str(refusal))
    except (psycopg.Error, DatabaseError) as fault:
        complain(_about_database(fault))
    except KeyboardInterrupt:
        complain("Stopped.")
    return 1


def _run(command: Command, name: str, words: Sequence[str]) -> int:
    if command.needs_database:
        _set_up(command)
    module = cast(CommandModule, import_module(command.module))
    parser = ArgumentParser(prog=f"throughline {name}", description=f"{command.summary.capitalize()}.")
    module.add_arguments(parser)
    options = parser.parse_args(words)
    with database_server() if command.needs_database else nullcontext():
        return module.run(options)


def _set_up(command: Command) -> None:
    os.environ["THROUGHLINE_LOGIN"] = command.login.value
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.config.settings")
    django.setup()


@contextmanager
def database_server() -> Iterator[None]:
    """Keep the embedded server running, unless the database is elsewhere."""
    if is_embedded():
        with running(embedded(data_folder())):
            yield
    else:
        yield


def _about_database(fault: Exception) -> str:
    first_line = str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
    return f"The database said no: {first_line}. If this is a new installation, run: throughline migrate"


def _help() -> str:
    longest = max(map(len, COMMANDS))
    lines = [f"  {name:<{longest}}  {command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(
        ["usage: throughline COMMAND [options]", "", *lines, "", "throughline COMMAND --help says more of each."]
    )


if __name__ == "__main__":
    sys.exit(main())
