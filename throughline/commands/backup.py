"""Write everything the database holds to one file, with an account of it."""

import os
from argparse import ArgumentParser, Namespace
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile

import psycopg

from throughline.commands.archive import (
    DUMP,
    FORMAT,
    Manifest,
    digest_of,
    dump,
    tables,
    write_manifest,
)
from throughline.commands.output import say
from throughline.config import roles
from throughline.config.connections import Login, conninfo
from throughline.config.errors import CannotRun
from throughline.config.folders import data_folder
from throughline.foundations import clock


def add_arguments(parser: ArgumentParser) -> None:
    """Ask for the file."""
    parser.add_argument("file", type=Path, help="the file to write; it must not exist yet")


def run(options: Namespace) -> int:
    """Back up and say how much."""
    refuse_bad_place(options.file)
    manifest = back_up(options.file, owner=roles.prepare())
    say(f"{options.file} holds {sum(table.rows for table in manifest.tables):,} rows of {len(manifest.tables)} tables.")
    say(f"Keep {data_folder() / 'secrets'} safe too, and apart from it: without it the seals cannot be verified.")
    return 0


def refuse_bad_place(file: Path) -> None:
    """Refuse a file that exists already or whose folder does not.

    Raises:
        CannotRun: as said.
    """
    if file.exists():
        raise CannotRun(f"{file} is there already: name a new file, so that no backup is lost.")
    if not file.resolve().parent.is_dir():
        raise CannotRun(f"There is no folder {file.resolve().parent}: make it first.")


def back_up(file: Path, *, owner: str) -> Manifest:
    """Write a backup, whole or not at all, of one instant of the database."""
    with TemporaryDirectory(dir=file.resolve().parent, prefix=".backup-") as folder:
        dumped, draft = Path(folder) / DUMP, Path(folder) / file.name
        with psycopg.connect(conninfo(Login.OWNER), options=f"-c role={owner}") as database:
            database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            (snapshot,) = database.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            say("Writing the dump.")
            _dump(dumped, owner=owner, snapshot=snapshot)
            say("Counting every row.")
            manifest = _account(database, dumped)
        with ZipFile(draft, "w", ZIP_STORED) as archive:
            write_manifest(archive, manifest)
            archive.write(dumped, DUMP)
        draft.chmod(0o600)
        os.link(draft, file)
    return manifest


def _dump(file: Path, *, owner: str, snapshot: str) -> None:
    words = ["--format=custom", "--no-owner", "--no-privileges", f"--role={owner}", f"--snapshot={snapshot}"]
    dump(conninfo(Login.OWNER), [*words, f"--file={file}"])


def _account(database: psycopg.Connection, dumped: Path) -> Manifest:
    with dumped.open("rb") as file:
        sha256 = digest_of(file)
    return Manifest(
        format=FORMAT,
        made_at=clock.now().astimezone(UTC).isoformat(),
        server=database.info.server_version,
        sha256=sha256,
        tables=tables(database),
    )
