"""Where the database is and as whom we call, from the environment."""

import pytest

from throughline.config.connections import Login, database, is_embedded


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    monkeypatch.setenv("THROUGHLINE_DATA", str(tmp_path))
    monkeypatch.delenv("THROUGHLINE_DATABASE_NAME")


@pytest.mark.parametrize("login", Login)
def test_the_embedded_server_is_reached_by_its_socket(login, tmp_path):
    entry = database(login)

    assert entry["HOST"] == str(tmp_path / "socket")
    assert entry["USER"] == f"throughline_{login}"
    assert entry["PASSWORD"] == (tmp_path / "secrets" / login.role).read_text().strip()
    assert entry["NAME"] == "throughline"
    assert is_embedded()


def test_a_url_gives_the_owner_and_the_place(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://dba:let%20me@db.example:6432/care?sslmode=verify-full")

    entry = database("owner")

    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("dba", "let me", "db.example", "6432")
    assert entry["NAME"] == "care"
    assert entry["OPTIONS"]["sslmode"] == "verify-full"
    assert not is_embedded()


def test_a_url_without_a_name_means_throughline(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://dba@db.example")

    assert database("owner")["NAME"] == "throughline"


def test_the_viewer_calls_under_its_own_name_and_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://dba:secret@db.example/care?sslmode=require")

    entry = database("viewer")

    assert entry["USER"] == "throughline_viewer"
    assert entry["PASSWORD"] not in {"", "secret"}
    assert (entry["HOST"], entry["NAME"]) == ("db.example", "care")
    assert entry["OPTIONS"]["sslmode"] == "require"


def test_an_operator_may_give_each_login_its_own_url(monkeypatch):
    monkeypatch.setenv("DATABASE_VIEWER_URL", "postgresql://throughline_viewer:given@replica.example/care")

    entry = database("viewer")

    assert (entry["HOST"], entry["PASSWORD"]) == ("replica.example", "given")
    assert not is_embedded()


def test_only_pages_keep_their_connection():
    assert database("viewer")["CONN_MAX_AGE"] > 0
    assert database("writer")["CONN_MAX_AGE"] == database("owner")["CONN_MAX_AGE"] == 0


def test_a_connection_that_cannot_be_made_is_given_up_soon():
    assert database("viewer")["OPTIONS"]["connect_timeout"] == 10
