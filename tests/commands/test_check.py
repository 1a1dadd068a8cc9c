"""Unsafe installations are told so."""

import json

import pytest


def checks(place, *words):
    said = place.throughline("check", "--json", *words)
    answer = json.loads(said.stdout)
    assert said.returncode == (0 if answer["ok"] else 1)
    return {check["name"]: check for check in answer["checks"]}


def test_a_migrated_installation_is_sound(migrated):
    assert [name for name, check in checks(migrated).items() if not check["ok"]] == []


def test_it_prints_a_line_each(migrated):
    said = migrated.throughline("check")

    assert said.returncode == 0, said.stdout + said.stderr
    assert {line.split(":")[0] for line in said.stdout.splitlines()} >= {"ok    database", "ok    seals"}


def test_a_database_without_tables_is_noticed(home):
    with home.administrator() as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'people'")

    found = checks(home)

    assert not found["tables"]["ok"]
    assert "throughline migrate" in found["tables"]["finding"]


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        ("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY", "row security"),
        ("ALTER TABLE journal DISABLE TRIGGER journal_append_only", "logs"),
        ("DROP TRIGGER read_log_no_truncate ON read_log", "logs"),
        ("GRANT DELETE ON journal TO throughline_writer", "logs"),
        ("GRANT INSERT ON journal TO throughline_viewer", "login"),
        ("ALTER TABLE people_person OWNER TO throughline_viewer", "login"),
    ],
)
def test_harm_to_the_second_lock_is_noticed(home, harm, name):
    with home.administrator() as database:
        database.execute(harm)

    found = checks(home)

    assert [one for one, check in found.items() if not check["ok"]] == [name]


def test_a_viewer_above_row_security_is_noticed(home):
    with home.administrator() as database:
        database.execute("ALTER ROLE throughline_viewer BYPASSRLS")
        try:
            found = checks(home)
        finally:
            database.execute("ALTER ROLE throughline_viewer NOBYPASSRLS")

    assert "passes by row security" in found["login"]["finding"]


def test_going_live_asks_for_more(home):
    found = checks(home, "--deploy")

    assert [name for name, check in found.items() if not check["ok"]] == ["mode", "hosts", "https"]


def test_a_live_installation_that_is_set_up_passes(home):
    live = home.set(THROUGHLINE_MODE="live", THROUGHLINE_HOSTS="throughline.example", THROUGHLINE_HTTPS="on")

    assert [name for name, check in checks(live).items() if not check["ok"]] == []


def test_an_unsafe_live_installation_is_not_served(home):
    said = home.set(THROUGHLINE_MODE="live").throughline("serve", "--port", "58321")

    assert said.returncode == 1
    assert "hosts: Set THROUGHLINE_HOSTS" in said.stderr
    assert "will not serve" in said.stderr
