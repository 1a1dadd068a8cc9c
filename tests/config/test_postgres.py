"""The embedded server is made, shared, stopped, mended and refused."""

import os
import signal
import stat
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.servers import as_superuser, installed_binaries
from throughline.config import folders, postgres
from throughline.config.errors import CannotRun
from throughline.config.postgres import Server, embedded, is_answering, running


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture
def server(data):
    return embedded(data, durable=False)


def process_of(server: Server) -> int:
    return int((server.cluster / "postmaster.pid").read_text().split()[0])


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    with suppress(ProcessLookupError):
        while True:
            os.kill(process, 0)
            time.sleep(0.01)


def is_private(path: Path) -> bool:
    return not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def test_it_answers_inside_the_block_and_not_after(server):
    with running(server):
        inside = is_answering(server)

    assert inside
    assert not is_answering(server)


def test_the_last_to_leave_stops_it(server):
    with running(server):
        with running(server):
            pass
        still = is_answering(server)

    assert still
    assert not is_answering(server)


def test_it_keeps_its_data(server):
    with running(server), as_superuser(server) as database:
        database.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        database.execute("INSERT INTO kept VALUES ('here')")

    with running(server), as_superuser(server) as database:
        assert database.execute("SELECT word FROM kept LIMIT 1").fetchone() == ("here",)


def test_it_comes_back_after_it_was_killed(server):
    with running(server):
        kill(process_of(server))
        with running(server), as_superuser(server) as database:
            assert database.execute("SELECT 1").fetchone() == (1,)


def test_a_record_of_another_process_does_not_stop_it(server):
    with running(server):
        pass
    (server.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{server.cluster}\n")

    with running(server):
        assert is_answering(server)


def test_nobody_else_may_look_into_its_folders(server):
    with running(server):
        assert all(is_private(path) for path in (server.data, server.cluster, server.socket))
        assert all(is_private(path) for path in (server.data / "secrets").iterdir())


def test_it_never_runs_as_root(server):
    with running(server):
        assert Path(f"/proc/{process_of(server)}").stat().st_uid != 0


def test_it_asks_for_a_password(server):
    with running(server), pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(server.socket), user="postgres", password="wrong", dbname="postgres")


def test_it_listens_on_no_port(server):
    with running(server), as_superuser(server) as database:
        assert database.execute("SHOW listen_addresses").fetchone() == ("",)


def test_its_log_keeps_no_facts(server):
    with running(server), as_superuser(server) as database:
        database.execute("CREATE TEMPORARY TABLE facts (name text PRIMARY KEY)")
        database.execute("INSERT INTO facts VALUES ('Canary')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            database.execute("INSERT INTO facts VALUES ('Canary')")

    logged = "".join(path.read_text() for path in (server.cluster / "log").iterdir())
    assert "duplicate key" in logged
    assert "Canary" not in logged


def test_a_long_path_gets_a_short_socket(tmp_path):
    server = embedded(tmp_path / ("long" * 30), durable=False)

    with running(server):
        assert is_answering(server)
        assert len(str(server.socket)) < 80
    server.socket.rmdir()


def test_data_of_another_version_is_refused(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("12\n")

    with (
        pytest.raises(CannotRun, match="made by PostgreSQL 12 and this Throughline carries"),
        running(embedded(tmp_path)),
    ):
        pass


def test_a_folder_with_other_things_is_refused(tmp_path):
    (tmp_path / "letters.txt").touch()

    with pytest.raises(CannotRun, match="holds other things"), running(embedded(tmp_path)):
        pass


def test_a_full_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "LEAST_FREE", 10**12)

    with pytest.raises(CannotRun, match="free some space"), running(embedded(tmp_path)):
        pass


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with (
        pytest.raises(CannotRun, match="cannot write in its data folder"),
        running(embedded(tmp_path / "file" / "data")),
    ):
        pass


def test_a_start_that_was_broken_off_is_begun_again(tmp_path):
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "secrets").mkdir()
    (tmp_path / "postgres.new" / "half").touch()

    with running(embedded(tmp_path, durable=False)) as nothing:
        assert nothing is None


def test_a_server_that_will_not_start_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "STALE_SECONDS", 0)
    server = embedded(tmp_path, durable=False)
    with running(server):
        pass
    (server.cluster / "postgresql.auto.conf").write_text("shared_buffers = 'a lot'\n")

    with pytest.raises(CannotRun, match="PostgreSQL did not start"), running(server):
        pass


@pytest.mark.skipif(installed_binaries() is None, reason="this computer has no PostgreSQL of its own")
def test_an_installed_postgresql_does_as_well(installed_server):
    with as_superuser(installed_server) as database:
        assert database.info.server_version >= 150000
