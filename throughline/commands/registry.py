"""What ``throughline`` can be told to do.

A command is a module with ``add_arguments(parser)`` and ``run(options) -> int``; it is imported only when asked for.
A name may have two words, such as ``import prison-search``.
"""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from typing import Protocol

from throughline.config.connections import Login


class CommandModule(Protocol):
    """The shape of a command's module."""

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: Namespace) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Command:
    """One sub-command.

    ``login`` is whom the database is told is calling; without ``needs_database`` it works where nothing is installed.
    """

    module: str
    login: Login
    summary: str
    needs_database: bool = True


COMMANDS: dict[str, Command] = {
    "run": Command(
        module="throughline.commands.run_all",
        login=Login.VIEWER,
        summary="start everything: database, web server and worker (what ./run does)",
    ),
    "serve": Command(
        module="throughline.commands.serve",
        login=Login.VIEWER,
        summary="serve the pages and the API",
    ),
    "work": Command(
        module="throughline.commands.work",
        login=Login.WRITER,
        summary="do the waiting jobs, and those of the timetable",
    ),
    "migrate": Command(
        module="throughline.commands.migrate",
        login=Login.OWNER,
        summary="make or bring up to date the roles, the database and its tables",
    ),
    "backup": Command(
        module="throughline.commands.backup",
        login=Login.OWNER,
        summary="write everything the database holds to one file",
    ),
    "restore": Command(
        module="throughline.commands.restore",
        login=Login.OWNER,
        summary="bring a backup back and count every row",
    ),
    "check": Command(
        module="throughline.commands.check",
        login=Login.WRITER,
        summary="say whether this installation is safe to use",
    ),
    "demo": Command(
        module="throughline.commands.demo",
        login=Login.WRITER,
        summary="load the demo partnership into an empty installation",
    ),
    "protocol check": Command(
        module="throughline.commands.protocol_check",
        login=Login.VIEWER,
        summary="say what is wrong with a protocol's file, line by line",
        needs_database=False,
    ),
    "import prison-search": Command(
        module="throughline.commands.import_prison_search",
        login=Login.WRITER,
        summary="read people in prison from a file of the prison search feed",
    ),
    "dates": Command(
        module="throughline.commands.dates",
        login=Login.WRITER,
        summary="change the release dates of many people from a file, or say what would happen",
    ),
    "runway": Command(
        module="throughline.commands.runway",
        login=Login.VIEWER,
        summary="print one person's runway: what must be true by when, and what holds it up",
    ),
    "report population": Command(
        module="throughline.commands.report",
        login=Login.VIEWER,
        summary="count who is in custody in a partnership's prisons, small numbers hidden",
    ),
    "report caseload": Command(
        module="throughline.commands.reporting.caseload",
        login=Login.VIEWER,
        summary="count who a service worked with on a day, by setting, small numbers hidden",
    ),
    "report referrals": Command(
        module="throughline.commands.reporting.referrals",
        login=Login.VIEWER,
        summary="count the referrals a service received and its answers, small numbers hidden",
    ),
    "report contacts": Command(
        module="throughline.commands.reporting.contacts",
        login=Login.VIEWER,
        summary="count the contacts of a service's cases, small numbers hidden",
    ),
    "report outcomes": Command(
        module="throughline.commands.reporting.outcomes",
        login=Login.VIEWER,
        summary="count how life changed for a service's people, small numbers hidden",
    ),
}
