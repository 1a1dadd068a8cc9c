"""What each database role can do, asked of PostgreSQL itself: a wrong page can leak nothing and write nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import sql

from tests.factories import NOON, EveryoneFactory, PersonFactory, acting, staff_of, worker_for
from throughline.access import reads
from throughline.access.security import APPEND_ONLY, MAY_BE_DELETED, SIGN_IN_TABLES, VIEWER, WRITER, policies
from throughline.foundations.models import ReadEntry
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
MAY_ADD = {"read_log"}


def tables() -> list[str]:
    """Return every table and partition there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def may(role: str, table: str) -> set[str]:
    """Return what a role may do to a table, besides reading it."""
    with connection.cursor() as cursor:
        found = set()
        for privilege in WRITES:
            cursor.execute("SELECT has_table_privilege(%s, quote_ident(%s), %s)", [role, table, privilege])
            if cursor.fetchone() == (True,):
                found.add(privilege)
        return found


def columns(role: str, table: str) -> set[str]:
    """Return which columns of a table a role may change without being let change the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname FROM pg_attribute a WHERE a.attrelid = quote_ident(%s)::regclass AND a.attnum > 0 "
            "AND NOT a.attisdropped AND has_column_privilege(%s, a.attrelid, a.attnum, 'UPDATE')",
            [table, role],
        )
        return {name for (name,) in cursor.fetchall()}


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be"), transaction.atomic():
        yield


def run(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def test_the_viewer_writes_its_sign_in_tables_and_adds_to_the_read_log_and_no_more():
    for table in tables():
        expected = {"INSERT", "UPDATE", "DELETE"} if table in SIGN_IN_TABLES else set()
        expected |= {"INSERT"} if table in MAY_ADD else set()

        assert may(VIEWER, table) == expected, table


def test_the_viewer_changes_its_own_password_and_nothing_else_of_an_account():
    changed = {table: columns(VIEWER, table) for table in tables() if table not in SIGN_IN_TABLES}

    assert {table: names for table, names in changed.items() if names} == {"agencies_user": {"last_login", "password"}}


def test_the_viewer_is_refused_every_write_for_real():
    person = PersonFactory()
    acting(worker_for(person))

    for table in ("people_person", "sharing_grant", "custody_stay", "journal", "sharing_restriction"):
        for statement in ("DELETE FROM {}", "TRUNCATE {} CASCADE", "INSERT INTO {} DEFAULT VALUES"):
            with refused():
                run(statement, table)
    with refused():
        run("UPDATE {} SET shown_name = 'x'", "people_person")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_writer_adds_to_the_logs_and_seals_and_cannot_change_them(table):
    assert may(WRITER, table) == {"INSERT"}

    with writing():
        for statement in ("DELETE FROM {}", "TRUNCATE {}"):
            with refused():
                run(statement, table)


def test_no_partition_of_a_log_is_a_way_round():
    parts = [name for name in tables() if name.startswith(("journal_", "read_log_"))]

    assert len(parts) >= 2
    for part in parts:
        assert may(VIEWER, part) == set()
        assert may(WRITER, part) == set()
        with refused():
            run("SELECT * FROM {}", part)


def test_the_writer_deletes_nothing_that_is_a_record():
    deletable = {table for table in tables() if "DELETE" in may(WRITER, table)}

    assert {table for table in deletable if not table.startswith("procrastinate_")} <= set(MAY_BE_DELETED)


def test_nobody_but_the_owner_truncates_or_adds_triggers():
    for table in tables():
        for role in (VIEWER, WRITER):
            assert not may(role, table) & {"TRUNCATE", "TRIGGER", "REFERENCES"}, table


@pytest.mark.parametrize("wanted", ["throughline_owner", "postgres"])
def test_neither_role_can_become_the_owner(wanted):
    with refused():
        run("SET LOCAL ROLE {}", wanted)
    with writing(), refused():
        run("SET LOCAL ROLE {}", wanted)


def test_neither_role_passes_by_row_security_or_makes_tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, has_schema_privilege(rolname, 'public', 'CREATE') "
            "FROM pg_roles WHERE rolname IN (%s, %s)",
            [VIEWER, WRITER],
        )
        found = {name: any(powers) for name, *powers in cursor.fetchall()}

    assert found == {VIEWER: False, WRITER: False}


def test_row_security_is_on_wherever_a_table_speaks_of_a_person():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind IN ('r', 'p') AND a.attname = 'person_id' AND NOT a.attisdropped "
            "AND c.relnamespace = 'public'::regnamespace"
        )
        found = dict(cursor.fetchall())

    assert found
    assert [table for table, on in found.items() if not on] == []
    assert {policy.table for policy in policies()} >= {
        name for name in found if not name.startswith(("journal_", "read_log_"))
    }


def test_a_look_cannot_be_written_in_another_name():
    person = PersonFactory()
    other = acting(staff_of(EveryoneFactory()), at=NOON)
    acting(worker_for(person), at=NOON)

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        reads.log([person.pk], by=other, where="people:person")


def test_a_look_cannot_be_changed_afterwards():
    person = PersonFactory()
    actor = acting(worker_for(person), at=NOON)
    reads.log([person.pk], by=actor, where="people:person")

    with refused():
        ReadEntry.objects.filter(person_id=person.pk).update(where="nowhere")
    with refused():
        run("DELETE FROM {}", "read_log")
