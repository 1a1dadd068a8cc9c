"""The product as people meet it: the demo's database, served by the real server in a process of its own."""

import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.errors import DuplicateDatabase, InvalidCatalogName, UndefinedObject
from pytest_django import DjangoDbBlocker

from tests.environment import ROOT
from tests.servers import COMMAND, Place, as_superuser, carried_place, copy_tables, drop
from throughline.commands.parent import STARTED_BY
from throughline.config.postgres import Server
from throughline.foundations.writing import writing

START_SECONDS = 60
STOP_SECONDS = 15
DEMOS_KEPT = 1
"""So that tests started before and after a change do not take each other's."""


@dataclass(frozen=True)
class Product:
    """A running Throughline: its address, and the way to what it keeps."""

    site: str
    blocker: DjangoDbBlocker

    @contextmanager
    def records(self) -> Iterator[None]:
        """Read and write what the product keeps, past row security, to arrange a story or to see how it ended."""
        with self.blocker.unblock(), writing():
            yield


@contextmanager
def demo_database(server: Server) -> Iterator[Place]:
    """Make a database with the demo in it: a copy of one that is loaded once a day for each state of the product."""
    place = carried_place(server, f"browser_{os.getpid()}")
    loaded = f"demo_{_state()}"
    with as_superuser(server) as administrator:
        try:
            if not _copied(administrator, loaded, to=place.database):
                _load_demo(place)
                _drop_old_demos(administrator)
                _copied(administrator, place.database, to=loaded)
            yield place
        finally:
            drop(place.database, administrator)


@contextmanager
def served(place: Place, log: Path) -> Iterator[str]:
    """Serve an installation at a free port and return its address. A fault that it logged fails whoever used it."""
    port = _free_port()
    environment = {**place.environment, STARTED_BY: str(os.getpid())}
    with log.open("w") as told:
        line = [*COMMAND, "serve", "--port", str(port)]
        server = subprocess.Popen(line, env=environment, stdout=told, stderr=subprocess.STDOUT)
        try:
            _wait(server, port, log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(STOP_SECONDS)
    assert " ERROR " not in log.read_text(), log.read_text()


@contextmanager
def reaching(place: Place) -> Iterator[None]:
    """Let this process's models speak to an installation's database instead of its own.

    Playwright runs a loop in this thread, which Django takes for asynchronous code.
    """
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = place.database
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _load_demo(place: Place) -> None:
    copy_tables(place)
    loaded = place.throughline("demo")
    assert loaded.returncode == 0, f"throughline demo failed:\n{loaded.stdout}\n{loaded.stderr}"


def _copied(administrator: psycopg.Connection, name: str, *, to: str) -> bool:
    """Copy a database; return whether it was done.

    It is not when there is none of that name, when the copy is there already, or on a server that has no roles yet.
    """
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER throughline_owner")
    with suppress(InvalidCatalogName, DuplicateDatabase, UndefinedObject):
        administrator.execute(words.format(sql.Identifier(to), sql.Identifier(name)))
        return True
    return False


def _drop_old_demos(administrator: psycopg.Connection) -> None:
    query = "SELECT datname FROM pg_database WHERE starts_with(datname, 'demo_') ORDER BY oid DESC OFFSET %s"
    for (name,) in administrator.execute(query, [DEMOS_KEPT]).fetchall():
        drop(str(name), administrator)


def _state() -> str:
    """Return what tells one day's demo of one state of the product from another."""
    package = ROOT / "throughline"
    files = sorted(file for kind in ("*.py", "*.yaml", "*.sql") for file in package.rglob(kind))
    said = [str(date.today()).encode(), *(file.read_bytes() for file in files)]  # noqa: DTZ011  a day in any place
    return hashlib.sha256(b"\0".join(said)).hexdigest()[:16]


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
            return
        time.sleep(0.1)
    raise AssertionError(f"throughline serve did not answer:\n{log.read_text()}")
