"""A backup comes back row for row, whole or not at all."""

import json
import shutil
import stat
import uuid
from zipfile import ZipFile

import psycopg
import pytest

from tests.servers import as_superuser
from throughline.commands.archive import DUMP, MANIFEST, read_manifest, tables

FILL = """
    INSERT INTO journal (at, what, about, person_id, by_kind, by_words, facts)
    SELECT timestamptz '2026-01-31 22:00Z' + n * interval '7 hours', 'note', 'people.person:' || n, gen_random_uuid(),
    'system', 'Zażółć ' || n, jsonb_build_object('n', n, 'text', repeat(chr(64 + n % 60), 50))
    FROM generate_series(1, 3000) n;
    INSERT INTO read_log (at, person_id, by_kind, by_id, by_organisation_id, by_words, page, why)
    SELECT timestamptz '2026-03-01Z' + n * interval '1 minute', gen_random_uuid(), 'staff', gen_random_uuid(),
    gen_random_uuid(), 'Someone', 'people:one', 'grant' FROM generate_series(1, 500) n;
    INSERT INTO cache_entries SELECT 'key ' || n, E'two\\nlines', now() FROM generate_series(1, 50) n
"""


@pytest.fixture
def filled(migrated):
    """An installation with rows in it."""
    return fill(migrated)


@pytest.fixture
def full(home):
    """The same on the embedded server only."""
    return fill(home)


@pytest.fixture
def elsewhere(filled):
    """Another, empty database of the same installation."""
    other = filled.set(THROUGHLINE_DATABASE_NAME=f"other_{uuid.uuid4().hex[:8]}")
    yield other
    with as_superuser(other.server) as administrator:
        administrator.execute(f"DROP DATABASE IF EXISTS {other.database} WITH (FORCE)")


def fill(place):
    with place.administrator() as database:
        database.execute(FILL)
    return place


def contents(place):
    with place.administrator() as database:
        return tables(database)


def test_it_comes_back_row_for_row(filled, elsewhere, tmp_path):
    backed_up = filled.throughline("backup", tmp_path / "all.backup")

    restored = elsewhere.throughline("restore", tmp_path / "all.backup")

    assert (backed_up.returncode, restored.returncode) == (0, 0), backed_up.stderr + restored.stderr
    assert contents(elsewhere) == contents(filled)
    assert {table.name: table.rows for table in contents(elsewhere)}["journal"] == 3000


def test_what_came_back_is_as_safe_as_it_was(full, tmp_path):
    full.throughline("backup", tmp_path / "all.backup")
    full.throughline("restore", tmp_path / "all.backup", "--replace")

    checked = full.throughline("check")

    assert checked.returncode == 0, checked.stdout + checked.stderr
    with full.administrator() as database, pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute("DELETE FROM journal")


def test_a_full_database_is_left_alone(full, tmp_path):
    full.throughline("backup", tmp_path / "all.backup")
    before = contents(full)

    refused = full.throughline("restore", tmp_path / "all.backup")

    assert refused.returncode == 1
    assert "add --replace to throw away" in refused.stderr
    assert contents(full) == before


def test_replacing_throws_away_what_was_there(full, tmp_path):
    full.throughline("backup", tmp_path / "all.backup")
    before = contents(full)
    with full.administrator() as database:
        database.execute("DELETE FROM cache_entries")

    replaced = full.throughline("restore", tmp_path / "all.backup", "--replace")

    assert replaced.returncode == 0, replaced.stderr
    assert contents(full) == before


def test_a_restore_that_does_not_add_up_leaves_what_was_there(full, tmp_path):
    full.throughline("backup", tmp_path / "all.backup")
    change_manifest(tmp_path / "all.backup", lambda manifest: manifest["tables"][0].update(rows=7))
    with full.administrator() as database:
        database.execute("DELETE FROM cache_entries")
    before = contents(full)

    refused = full.throughline("restore", tmp_path / "all.backup", "--replace")

    assert refused.returncode == 1
    assert "not what was backed up" in refused.stderr
    assert contents(full) == before


def test_a_damaged_backup_is_refused(full, tmp_path):
    full.throughline("backup", tmp_path / "all.backup")
    change_manifest(tmp_path / "all.backup", lambda manifest: manifest.update(sha256="0" * 64))

    refused = full.throughline("restore", tmp_path / "all.backup")

    assert refused.returncode == 1
    assert "is damaged" in refused.stderr


def test_another_kind_of_file_is_refused(full, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")

    refused = full.throughline("restore", tmp_path / "letter.txt")

    assert refused.returncode == 1
    assert "not a whole backup" in refused.stderr


def test_a_backup_never_overwrites_one(full, tmp_path):
    (tmp_path / "all.backup").write_text("last week's")

    refused = full.throughline("backup", tmp_path / "all.backup")

    assert refused.returncode == 1
    assert (tmp_path / "all.backup").read_text() == "last week's"


def test_only_we_may_read_it(full, tmp_path):
    full.throughline("backup", tmp_path / "all.backup")

    assert stat.S_IMODE((tmp_path / "all.backup").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_it_says_what_it_holds(full, tmp_path):
    full.throughline("backup", tmp_path / "all.backup")

    with ZipFile(tmp_path / "all.backup") as archive:
        held = {table.name: table.rows for table in read_manifest(archive).tables}

    assert held["read_log"] == 500
    assert held == {table.name: table.rows for table in contents(full)}


def change_manifest(file, change):
    draft = file.with_suffix(".draft")
    with ZipFile(file) as archive, ZipFile(draft, "w") as changed:
        manifest = json.loads(archive.read(MANIFEST))
        change(manifest)
        changed.writestr(MANIFEST, json.dumps(manifest))
        changed.writestr(DUMP, archive.read(DUMP))
    shutil.move(draft, file)
