"""A backup file: one archive with a dump of the database and an account of what must come back from it."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from throughline.config.errors import CannotRun
from throughline.config.postgres import binary

DUMP, MANIFEST = "database.dump", "manifest.json"
FORMAT = 1
CHUNK = 1 << 20
NEWER_SETTING = b"SET transaction_timeout = 0;\n"

_TABLES = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition ORDER BY 1
"""
_DIGEST = """
    SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text FROM {} t
"""
_PLAINLY = "SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'iso_8601'; SET extra_float_digits = 3"


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a table held. ``digest`` adds up a digest of every row, so the order of rows does not matter."""

    name: str
    rows: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup must bring back."""

    format: int
    made_at: str
    server: int
    sha256: str
    tables: tuple[Table, ...]


def tables(database: psycopg.Connection) -> tuple[Table, ...]:
    """Return what every table holds now."""
    with database.transaction():
        for setting in _PLAINLY.split("; "):
            database.execute(sql.SQL(setting.replace("SET ", "SET LOCAL ", 1)))
        names = [str(name) for (name,) in database.execute(_TABLES).fetchall()]
        return tuple(_table(database, name) for name in names)


def _table(database: psycopg.Connection, name: str) -> Table:
    rows, digest = database.execute(sql.SQL(_DIGEST).format(sql.Identifier(name))).fetchone() or (0, "0")
    return Table(name=name, rows=rows, digest=digest)


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Put the account into the archive."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))


def read_manifest(archive: ZipFile) -> Manifest:
    """Return the account in the archive."""
    values = json.loads(archive.read(MANIFEST))
    return Manifest(**{**values, "tables": tuple(Table(**table) for table in values["tables"])})


def opened(path: Path) -> ZipFile:
    """Open a backup to read it.

    Raises:
        CannotRun: it is not there, not a backup, or of a kind made later than this program.
    """
    try:
        archive = ZipFile(path)
        found = read_manifest(archive).format
    except (OSError, BadZipFile, KeyError, TypeError, ValueError) as fault:
        raise CannotRun(f"{path} is not a whole backup of Throughline ({fault}).") from fault
    if found != FORMAT:
        raise CannotRun(f"{path} was made by a later Throughline (format {found}): restore it with that one.")
    return archive


def digest_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of what is left of a file."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def dump(address: str, words: Sequence[str]) -> None:
    """Run ``pg_dump`` on a database.

    Raises:
        CannotRun: it failed.
    """
    line, environment = _calling("pg_dump", address)
    ended = subprocess.run([*line, *words], check=False, capture_output=True, text=True, env=environment)
    _refuse_failure("pg_dump", ended.returncode, ended.stderr)


def fill(address: str, dumped: Path, *, owner: str) -> None:
    """Make what a dump holds, in one transaction, as the role that shall own it.

    Raises:
        CannotRun: it failed; nothing was made.
    """
    line, environment = _calling("psql", address)
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output", os.devnull]
    script = [str(binary("pg_restore")), "--no-owner", "--no-privileges", "--file=-", str(dumped)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(script, stdout=subprocess.PIPE, stderr=said) as source,
        subprocess.Popen(
            [*line, *words], stdin=subprocess.PIPE, stderr=said, env=environment | {"PGOPTIONS": f"-c role={owner}"}
        ) as target,
    ):
        _pour(source, target)
        codes = source.wait(), target.wait()
        said.seek(0)
        _refuse_failure("The restore", max(map(abs, codes)), said.read().decode(errors="replace"))


def _pour(source: "subprocess.Popen[bytes]", target: "subprocess.Popen[bytes]") -> None:
    """Pass the script on, less a setting that PostgreSQL before 17 does not know; it stands ahead of the data."""
    if source.stdout is None or target.stdin is None:
        raise ValueError("Both need a pipe.")
    with suppress(BrokenPipeError), target.stdin:
        for row in source.stdout:
            if row != NEWER_SETTING:
                target.stdin.write(row)
            if row.startswith(b"COPY "):
                break
        shutil.copyfileobj(source.stdout, target.stdin, CHUNK)
    source.stdout.close()


def _calling(program: str, address: str) -> tuple[list[str], dict[str, str]]:
    """Return a command line and its environment, the password kept out of the line."""
    parts = conninfo_to_dict(address)
    password = str(parts.pop("password", "") or "")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return [str(binary(program)), f"--dbname={make_conninfo('', **parts)}"], environment | {"PGPASSWORD": password}


def _refuse_failure(program: str, code: int, said: str) -> None:
    if code:
        why = next((row for row in said.splitlines() if "ERROR" in row or "error:" in row), said.strip()[-300:])
        raise CannotRun(f"{program} did not finish: {why}")
