"""Bring a backup back, whole or not at all, and count every row."""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import psycopg
from django.conf import settings

from throughline.access.security import install
from throughline.commands.archive import DUMP, Manifest, digest_of, fill, opened, read_manifest, tables
from throughline.commands.output import say
from throughline.config import roles
from throughline.config.connections import Login, conninfo
from throughline.config.errors import CannotRun
from throughline.config.folders import data_folder
from throughline.foundations import anchors

ASIDE = "before_restore"


def add_arguments(parser: ArgumentParser) -> None:
    """Ask for the file, and leave to replace what is there."""
    parser.add_argument("file", type=Path, help="a file that throughline backup wrote")
    parser.add_argument("--replace", action="store_true", help="throw away what the database holds now")


def run(options: Namespace) -> int:
    """Restore and say how much came back."""
    with opened(options.file) as archive:
        manifest = read_manifest(archive)
        _refuse_damaged(archive, manifest, file=options.file)
        restore(archive, manifest, owner=roles.prepare(), replace=options.replace)
    anchors.begin_again(settings.SEAL_ANCHORS)
    say(f"All {sum(table.rows for table in manifest.tables):,} rows of {len(manifest.tables)} tables are back.")
    return 0


def restore(archive: ZipFile, manifest: Manifest, *, owner: str, replace: bool) -> None:
    """Bring back what an archive holds; whatever goes wrong, the database is left as it was.

    Raises:
        CannotRun: the database holds something already, or what came back is not what the manifest says.
    """
    with psycopg.connect(conninfo(Login.OWNER), options=f"-c role={owner}", autocommit=True) as database:
        _refuse_full(database, replace=replace)
        with _what_was_there_aside(database):
            say("Bringing the tables back.")
            _fill(archive, owner=owner)
            say("Counting every row.")
            _refuse_difference(manifest, database)
            install_lock(database)


def install_lock(database: psycopg.Connection) -> None:
    """Lay privileges and row security on what came back."""
    with database.transaction(), database.cursor() as cursor:
        install(cursor)


def _refuse_damaged(archive: ZipFile, manifest: Manifest, *, file: Path) -> None:
    with archive.open(DUMP) as dump:
        if digest_of(dump) != manifest.sha256:
            raise CannotRun(f"{file} is damaged: its dump is not the one that was written. Use another backup.")


def _refuse_full(database: psycopg.Connection, *, replace: bool) -> None:
    if not replace and tables(database):
        raise CannotRun(
            "The database holds tables already: restore into an empty one (another THROUGHLINE_DATA or DATABASE_URL), "
            "or add --replace to throw away what it holds."
        )


@contextmanager
def _what_was_there_aside(database: psycopg.Connection) -> Iterator[None]:
    database.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
    try:
        _make_schema(database)
        yield
    except BaseException:
        database.execute("DROP SCHEMA IF EXISTS public CASCADE")
        database.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    database.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _make_schema(database: psycopg.Connection) -> None:
    database.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
    database.execute(f"GRANT USAGE ON SCHEMA public TO {Login.OWNER.role}, {Login.VIEWER.role}, {Login.WRITER.role}")


def _fill(archive: ZipFile, *, owner: str) -> None:
    with TemporaryDirectory(dir=data_folder(), prefix="restore-") as folder:
        dump = Path(folder) / DUMP
        with archive.open(DUMP) as packed, dump.open("wb") as file:
            shutil.copyfileobj(packed, file)
        fill(conninfo(Login.OWNER), dump, owner=owner)


def _refuse_difference(manifest: Manifest, database: psycopg.Connection) -> None:
    found = {table.name: table for table in tables(database)}
    different = [table.name for table in manifest.tables if found.get(table.name) != table]
    if different or len(found) != len(manifest.tables):
        raise CannotRun(f"What came back is not what was backed up ({', '.join(different) or 'other tables'}).")
