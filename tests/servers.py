"""PostgreSQL servers for the tests: the one we carry, and the one this computer has, if any.

A database is made once for each state of the migrations, through ``throughline migrate``, and copied for whoever asks.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.environment import DATA, ROOT
from throughline.config.connections import embedded_conninfo
from throughline.config.postgres import SUPERUSER, Server, embedded, running

COMMAND = [sys.executable, "-m", "throughline.commands.main"]
INSTALLED = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin")
SHAPES = (
    "**/migrations/*.py",
    "**/sql/*.sql",
    "access/*.py",
    "config/roles.py",
    "**/models.py",
    "commands/migrate.py",
    "protocols/shipped/*.yaml",
)
"""Files under ``throughline`` that say what the database looks like."""


TEMPLATES_KEPT = 3
"""So that tests started before and after a change to the tables do not take each other's."""


@dataclass(frozen=True)
class Place:
    """Somewhere Throughline can run: the environment its commands are given, and the server behind it."""

    environment: dict[str, str]
    server: Server

    @property
    def database(self) -> str:
        return self.environment["THROUGHLINE_DATABASE_NAME"]

    def set(self, **more: str) -> "Place":
        return replace(self, environment={**self.environment, **more})

    def throughline(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        line = [*COMMAND, *map(str, words)]
        return subprocess.run(line, env=self.environment, capture_output=True, text=True, check=False, timeout=600)

    def administrator(self) -> psycopg.Connection:
        return as_superuser(self.server, self.database)


def as_superuser(server: Server, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(embedded_conninfo(SUPERUSER, folder=server.data), dbname=database, autocommit=True)


def carried_place(server: Server, name: str) -> Place:
    """An installation on the embedded server."""
    return Place({**os.environ, "THROUGHLINE_DATA": str(server.data), "THROUGHLINE_DATABASE_NAME": name}, server)


def installed_place(server: Server, name: str) -> Place:
    """An installation whose DATABASE_URL names an ordinary user of another server."""
    secrets = server.data.parent / f"{server.data.name}-installation"
    by_url = {"DATABASE_URL": _ordinary_user(server), "THROUGHLINE_DATA": str(secrets)}
    return carried_place(server, name).set(**by_url)


def copy_tables(place: Place) -> None:
    """Give an installation its tables: a copy of a database that is made once for each state of the migrations."""
    template = f"template_{_state()}"
    with _one_at_a_time(place.server), as_superuser(place.server) as server:
        if not _databases(server) & {template}:
            _make_template(place, server, template)
        drop(place.database, server)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER throughline_owner").format(
                sql.Identifier(place.database), sql.Identifier(template)
            )
        )


def drop(name: str, server: psycopg.Connection) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def installed_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    for pattern in INSTALLED:
        found += Path("/").glob(pattern)
    return next((folder for folder in found if (folder / "postgres").exists()), None)


@pytest.fixture(scope="session")
def carried_server() -> Iterator[Server]:
    """The tests' own embedded server."""
    server = embedded(DATA, durable=False)
    with running(server):
        yield server


@pytest.fixture(scope="session")
def installed_server() -> Iterator[Server]:
    """A server of the PostgreSQL this computer has."""
    binaries = installed_binaries()
    if binaries is None:
        pytest.skip("This computer has no PostgreSQL of its own.")
    server = embedded(DATA.with_name(f"{DATA.name}-installed"), binaries=binaries, durable=False)
    with running(server):
        yield server


@pytest.fixture(params=["carried", "installed"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A new installation without tables: on the embedded server, and again on one reached by DATABASE_URL."""
    make = {"carried": carried_place, "installed": installed_place}[request.param]
    yield from _fresh(make(request.getfixturevalue(f"{request.param}_server"), _new_name()))


@pytest.fixture
def migrated(place: Place) -> Place:
    """A new installation with its tables, on both kinds of server in turn."""
    copy_tables(place)
    return place


@pytest.fixture
def home(carried_server: Server) -> Iterator[Place]:
    """A new installation with its tables, on the embedded server only."""
    place = carried_place(carried_server, _new_name())
    copy_tables(place)
    yield from _fresh(place)


def _fresh(place: Place) -> Iterator[Place]:
    yield place
    with as_superuser(place.server) as server:
        drop(place.database, server)


def _new_name() -> str:
    return f"place_{uuid.uuid4().hex[:8]}"


@cache
def _state() -> str:
    package = ROOT / "throughline"
    files = sorted({file for shape in SHAPES for file in package.glob(shape)})
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _make_template(place: Place, server: psycopg.Connection, name: str) -> None:
    for old in ["making", *_old_templates(server), *_left_behind(server)]:
        drop(old, server)
    made = place.set(THROUGHLINE_DATABASE_NAME="making").throughline("migrate")
    assert made.returncode == 0, f"throughline migrate failed:\n{made.stdout}\n{made.stderr}"
    server.execute(sql.SQL("ALTER DATABASE making RENAME TO {}").format(sql.Identifier(name)))


def _old_templates(server: psycopg.Connection) -> list[str]:
    found = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' ORDER BY oid DESC"
    ).fetchall()
    return [str(name) for (name,) in found][TEMPLATES_KEPT:]


def _left_behind(server: psycopg.Connection) -> list[str]:
    """Return databases of test processes that have ended without tidying up."""
    numbers = {name: name.partition("_")[2] for name in _databases(server) if name.startswith(("test_", "browser_"))}
    return [name for name, number in numbers.items() if not (number.isdigit() and _runs(int(number)))]


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _databases(server: psycopg.Connection) -> set[str]:
    return {str(name) for (name,) in server.execute("SELECT datname FROM pg_database").fetchall()}


def _ordinary_user(server: Server) -> str:
    with _one_at_a_time(server), as_superuser(server) as administrator:
        if not administrator.execute("SELECT 1 FROM pg_roles WHERE rolname = 'operator'").fetchone():
            administrator.execute("CREATE ROLE operator LOGIN PASSWORD 'of-the-tests' CREATEROLE CREATEDB")
    return f"postgresql://operator:of-the-tests@/?host={server.socket}"


@contextmanager
def _one_at_a_time(server: Server) -> Iterator[None]:
    with (server.data / "making").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
