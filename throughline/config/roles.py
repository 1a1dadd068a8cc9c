"""The three database roles and the database they share, made or put right; safe to repeat.

``throughline_owner`` owns the tables and migrates. ``throughline_viewer`` reads as row security lets it, and may step
into ``throughline_writer`` for the length of one transaction. None of them is a superuser or may pass by row security.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from throughline.config.connections import Login, conninfo, embedded_conninfo, is_embedded
from throughline.config.errors import CannotRun
from throughline.config.folders import data_folder

OLDEST = 15
SUPERUSER = "postgres"
ONE_AT_A_TIME = 7_206_011
"""Any number, the same for everyone: two processes may not change roles at once."""

ATTEMPTS = 10
COLLISIONS = psycopg.errors.InternalError_, psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject
"""What PostgreSQL says when two make or change the same role at once."""

ATTRIBUTES = {Login.OWNER: "INHERIT", Login.VIEWER: "NOINHERIT", Login.WRITER: "INHERIT"}
LIMITS = {
    Login.VIEWER: {"statement_timeout": "30s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"},
    Login.WRITER: {"lock_timeout": "30s", "idle_in_transaction_session_timeout": "10min"},
}
"""How long one statement, wait or pause may last, so that a stuck page cannot hold up the others."""


def prepare() -> str:
    """Make or put right the roles and the database, and return the role that owns the tables.

    Raises:
        CannotRun: the server is too old, or its user may not do this.
        psycopg.OperationalError: the server does not answer.
    """
    try:
        return _trying_again(_prepare)
    except psycopg.errors.InsufficientPrivilege as fault:
        raise CannotRun(
            f"The database user of DATABASE_URL may not set up roles or database ({fault.diag.message_primary}): "
            "give it CREATEROLE and CREATEDB, or make it the owner of the database."
        ) from fault


def _prepare() -> str:
    with _server() as server, _one_at_a_time(server):
        refuse_old(server.info.server_version)
        _make_roles(server)
        _make_database(server)
    with psycopg.connect(_administrator(), autocommit=True) as database:
        return _open_to_roles(database)


def _trying_again(act: Callable[[], str]) -> str:
    """Wait for another installation on the same server: roles are shared, and locks reach only one database."""
    for _ in range(ATTEMPTS):
        with suppress(*COLLISIONS):
            return act()
        time.sleep(random.uniform(0.1, 0.5))  # noqa: S311 - chance keeps two apart, it hides nothing
    return act()


def refuse_old(server_version: int) -> None:
    """Refuse a PostgreSQL older than 15 (``server_version`` counts as libpq does: 150004 is 15.4).

    Raises:
        CannotRun: it is too old.
    """
    if server_version < OLDEST * 10_000:
        major = server_version // 10_000
        raise CannotRun(f"This database server is PostgreSQL {major} and Throughline needs {OLDEST} or newer.")


def _database_name() -> str:
    return str(conninfo_to_dict(conninfo(Login.OWNER))["dbname"])


def _administrator() -> str:
    return embedded_conninfo(SUPERUSER, folder=data_folder()) if is_embedded() else conninfo(Login.OWNER)


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    """Connect to the wanted database, or beside it when it is not there yet."""
    try:
        connection = psycopg.connect(_administrator(), autocommit=True)
    except psycopg.OperationalError:
        connection = psycopg.connect(make_conninfo(_administrator(), dbname="postgres"), autocommit=True)
        if _has_database(connection):
            raise
    with connection:
        yield connection


@contextmanager
def _one_at_a_time(server: psycopg.Connection) -> Iterator[None]:
    server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        yield
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _make_roles(server: psycopg.Connection) -> None:
    if not _may_make_roles(server):
        _refuse_missing_roles(server)
        return
    owner, viewer, writer = (login.role for login in Login)
    for login in Login:
        if login.role != _user(server):
            _make_role(server, login)
    for role, member in ((writer, viewer), (owner, _user(server)), (viewer, owner), (writer, owner)):
        if role != member and not _is_superuser(server, member):
            _let_step_into(server, role, member=member)


def _may_make_roles(server: psycopg.Connection) -> bool:
    found = server.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(found and found[0])


def _refuse_missing_roles(server: psycopg.Connection) -> None:
    missing = [login.role for login in (Login.VIEWER, Login.WRITER) if not _exists(server, login.role)]
    if missing:
        raise CannotRun(
            f"The database user {_user(server)!r} may not make roles and {' and '.join(missing)} are missing: give it "
            "CREATEROLE, or have an administrator make throughline_writer (LOGIN) and throughline_viewer (LOGIN, "
            "NOINHERIT, member of throughline_writer) and set DATABASE_VIEWER_URL and DATABASE_WRITER_URL."
        )


def _make_role(server: psycopg.Connection, login: Login) -> None:
    role = sql.Identifier(login.role)
    if not _exists(server, login.role):
        server.execute(sql.SQL("CREATE ROLE {}").format(role))
    server.execute(sql.SQL("ALTER ROLE {} {}").format(role, sql.SQL(ATTRIBUTES[login])))
    for setting, value in LIMITS.get(login, {}).items():
        server.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(role, sql.Identifier(setting), sql.Literal(value)),
        )
    if login != Login.OWNER or is_embedded():
        _let_sign_in(server, login)


def _let_sign_in(server: psycopg.Connection, login: Login) -> None:
    """Set the password this installation signs in with, as a verifier, so that no log holds the password itself."""
    role, password = sql.Identifier(login.role), str(conninfo_to_dict(conninfo(login)).get("password") or "")
    server.execute(sql.SQL("ALTER ROLE {} LOGIN").format(role))
    if password:
        verifier = server.pgconn.encrypt_password(password.encode(), login.role.encode(), b"scram-sha-256")
        server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(verifier.decode())))


def _let_step_into(server: psycopg.Connection, role: str, *, member: str) -> None:
    """Let a member SET ROLE; only the owner's rights come without it, where PostgreSQL (16 and newer) can say so."""
    grant = sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(member))
    if server.info.server_version >= 160000:
        grant += sql.SQL(" WITH INHERIT {}, SET TRUE").format(sql.Literal(role == Login.OWNER.role))
    server.execute(grant)


def _make_database(server: psycopg.Connection) -> None:
    if not _has_database(server):
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(_database_name()), sql.Identifier(_owner(server))
            )
        )


def _has_database(server: psycopg.Connection) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_database_name()]).fetchone() is not None


def _open_to_roles(database: psycopg.Connection) -> str:
    owner = _owner(database)
    name = sql.Identifier(database.info.dbname)
    roles = sql.SQL(", ").join(sql.Identifier(one.role) for one in Login if _exists(database, one.role))
    for statement in (
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(name, roles),
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(roles),
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(owner)),
    ):
        database.execute(statement)
    return owner


def _owner(server: psycopg.Connection) -> str:
    """Return throughline_owner, or the user itself when it may not act as that role."""
    role = Login.OWNER.role
    if not _exists(server, role):
        return _user(server)
    found = server.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [role]).fetchone()
    return role if found and found[0] else _user(server)


def _exists(server: psycopg.Connection, role: str) -> bool:
    return server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is not None


def _is_superuser(server: psycopg.Connection, role: str) -> bool:
    found = server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    return bool(found and found[0])


def _user(server: psycopg.Connection) -> str:
    found = server.execute("SELECT current_user").fetchone()
    return str(found[0]) if found else ""
