"""Three roles, made the same on the server we carry and on one reached by DATABASE_URL."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.servers import as_superuser
from throughline.config import roles
from throughline.config.connections import Login, conninfo
from throughline.config.errors import CannotRun
from throughline.config.postgres import embedded, running


@pytest.fixture
def here(place, monkeypatch):
    """Let this process be that installation."""
    for name in ("THROUGHLINE_DATA", "THROUGHLINE_DATABASE_NAME", "DATABASE_URL"):
        if name in place.environment:
            monkeypatch.setenv(name, place.environment[name])
    return place


@pytest.fixture
def prepared(here):
    owner = roles.prepare()
    with psycopg.connect(conninfo(Login.OWNER), options=f"-c role={owner}", autocommit=True) as database:
        database.execute("CREATE TABLE letters (word text)")
        database.execute("GRANT SELECT ON letters TO throughline_viewer")
        database.execute("GRANT SELECT, INSERT ON letters TO throughline_writer")
    return here


def calling(login: Login) -> psycopg.Connection:
    return psycopg.connect(conninfo(login), autocommit=True)


def test_the_owner_role_owns_the_tables(prepared):
    with prepared.administrator() as database:
        owners = database.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'letters'").fetchall()

    assert owners == [("throughline_owner",)]


def test_doing_it_again_changes_nothing(prepared):
    assert roles.prepare() == roles.prepare() == "throughline_owner"


def test_many_at_once_do_not_trip_each_other(prepared):
    with ThreadPoolExecutor(4) as threads:
        owners = set(threads.map(lambda _: roles.prepare(), range(12)))

    assert owners == {"throughline_owner"}


def test_no_role_is_above_the_law(prepared):
    with prepared.administrator() as database:
        above = database.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'throughline_%' "
            "AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"
        ).fetchall()

    assert above == []


def test_the_viewer_may_read_and_not_write(prepared):
    with calling(Login.VIEWER) as viewer:
        assert viewer.execute("SELECT count(*) FROM letters").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            viewer.execute("INSERT INTO letters VALUES ('no')")


def test_the_viewer_may_step_into_the_writer_for_one_transaction(prepared):
    with calling(Login.VIEWER) as viewer:
        with viewer.transaction():
            viewer.execute("SET LOCAL ROLE throughline_writer")
            viewer.execute("INSERT INTO letters VALUES ('yes')")

        assert viewer.execute("SELECT current_user, count(*) FROM letters").fetchone() == ("throughline_viewer", 1)


@pytest.mark.parametrize("role", ["throughline_owner", "postgres"])
def test_the_viewer_may_step_into_nobody_else(prepared, role):
    with calling(Login.VIEWER) as viewer, pytest.raises(psycopg.errors.InsufficientPrivilege):
        viewer.execute(f"SET ROLE {role}")


@pytest.mark.parametrize("login", [Login.VIEWER, Login.WRITER])
def test_neither_may_make_tables(prepared, login):
    with calling(login) as caller, pytest.raises(psycopg.errors.InsufficientPrivilege):
        caller.execute("CREATE TABLE own (word text)")


def test_the_viewer_cannot_hold_a_page_up_for_ever(prepared):
    with calling(Login.VIEWER) as viewer:
        limits = viewer.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        ).fetchone()

    assert limits == ("30s", "10s")


def test_a_stranger_to_the_database_may_not_connect(prepared):
    with as_superuser(prepared.server) as database:
        database.execute("DROP ROLE IF EXISTS stranger")
        database.execute("CREATE ROLE stranger LOGIN PASSWORD 'x'")
    address = psycopg.conninfo.make_conninfo(conninfo(Login.VIEWER), user="stranger", password="x")

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(address)


def test_a_user_that_may_not_make_roles_is_told_what_to_ask_for(monkeypatch, tmp_path):
    server = embedded(tmp_path / "server", durable=False)
    monkeypatch.setenv("THROUGHLINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody_much:x@/postgres?host={server.socket}")

    with running(server):
        with as_superuser(server) as database:
            database.execute("CREATE ROLE nobody_much LOGIN PASSWORD 'x'")

        with pytest.raises(CannotRun, match="give it CREATEROLE"):
            roles.prepare()


def test_an_old_server_is_refused():
    with pytest.raises(CannotRun, match="PostgreSQL 14 and Throughline needs 15 or newer"):
        roles.refuse_old(140011)


def test_the_oldest_we_know_is_welcome():
    assert roles.refuse_old(150000) is None
