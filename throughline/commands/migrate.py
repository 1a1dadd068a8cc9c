"""Make or bring up to date the roles, the database, its tables and the second lock. Safe to repeat."""

from argparse import ArgumentParser, Namespace

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from throughline.access.security import install
from throughline.commands.output import say
from throughline.config import roles
from throughline.foundations import clock
from throughline.foundations.months import make_ahead
from throughline.foundations.wording import listed
from throughline.outcomes.actions import frameworks
from throughline.protocols.actions import publishing

ONE_AT_A_TIME = 7_206_012
"""Any number, the same for everyone: two machines may not migrate at once."""


def add_arguments(parser: ArgumentParser) -> None:
    """Take no options."""


def run(options: Namespace) -> int:
    """Say each step as it is done."""
    become(roles.prepare())
    say("Roles and database are ready.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    if behind := waiting():
        say(f"Making {len(behind)} changes to tables, {behind[-1]} the last of them.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    say("Tables are up to date.")
    with transaction.atomic(), connection.cursor() as cursor:
        install(cursor)
    say("Privileges and row security are in place.")
    make_ahead(on=clock.today())
    if laid := frameworks.lay_down():
        say(f"Laid down what reviews score: {listed(framework.name for framework in laid)}.")
    if published := publishing.lay_down(on=clock.today(), at=clock.now()):
        say(f"Laid down the protocols: {listed(version.title for version in published)}.")
    connection.close()
    return 0


def become(owner: str) -> None:
    """Work as the role that owns the tables from the next connection on."""
    connection.close()
    if owner != connection.settings_dict["USER"]:
        connection.settings_dict["OPTIONS"]["assume_role"] = owner


def waiting() -> list[str]:
    """Return the changes to tables that have not been made yet, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]
