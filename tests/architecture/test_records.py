"""Every record about a person has a row rule in both locks, and no back door."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import UUIDField

from throughline.access.rows import ROWS
from throughline.access.security import APPEND_ONLY, policies
from throughline.people.models import Person, PersonRecord

OURS = [model for model in apps.get_models() if model.__module__.startswith("throughline.")]
ABOUT_PEOPLE = [
    model
    for model in OURS
    if issubclass(model, Person | PersonRecord) or any(field.attname == "person_id" for field in model._meta.fields)
]

WITHOUT_ROWS = {
    "foundations_seal": "digests of the logs; no page shows them",
    "foundations_submission": "how forms were answered; read only by the role that writes",
    "notices_received": "what outside systems sent; read only by the role that writes",
}
"""Tables no page may list at all, and why."""


def test_every_record_of_ours_has_a_row_rule_or_a_reason():
    without = {model._meta.db_table for model in OURS} - {model._meta.db_table for model in ROWS}

    assert without == set(WITHOUT_ROWS)


def test_every_record_about_a_person_has_a_policy():
    locked = {policy.table for policy in policies()}

    assert {model._meta.db_table for model in ABOUT_PEOPLE} - locked == set()


def test_every_policy_is_of_a_table_there_is():
    tables = {model._meta.db_table for model in OURS}

    assert {policy.table for policy in policies()} - tables == set()


def test_no_record_about_a_person_can_be_reached_backwards():
    open_doors = [
        f"{model.__name__}.{field.name}"
        for model in ABOUT_PEOPLE
        for field in model._meta.get_fields()
        if field.is_relation and getattr(field, "remote_field", None) and not field.auto_created
        if not field.remote_field.hidden
    ]

    assert open_doors == [], "give the key related_name='+'"


def test_rows_have_ids_that_tell_a_stranger_nothing():
    counted = [model.__name__ for model in ABOUT_PEOPLE if not isinstance(model._meta.pk, UUIDField)]

    assert set(counted) <= {"JournalEntry", "ReadEntry"}


def ask(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


@pytest.mark.django_db
def test_the_live_tables_about_people_are_locked():
    unlocked = ask(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'person_id' "
        "AND NOT a.attisdropped AND NOT c.relrowsecurity"
    )

    assert unlocked == []


@pytest.mark.django_db
def test_the_live_policies_are_the_written_ones():
    live = ask("SELECT tablename FROM pg_policies WHERE policyname = 'viewer_reads' AND cmd = 'SELECT'")

    assert {table for (table,) in live} == {policy.table for policy in policies()}


@pytest.mark.django_db
def test_the_viewer_may_add_only_to_the_read_log_and_to_sign_in():
    from throughline.access.security import SIGN_IN_TABLES

    writable = ask(
        "SELECT DISTINCT table_name FROM information_schema.table_privileges "
        "WHERE grantee = 'throughline_viewer' AND privilege_type <> 'SELECT'"
    )

    assert {table for (table,) in writable} <= {"read_log", *SIGN_IN_TABLES}


@pytest.mark.django_db
def test_no_login_of_ours_passes_by_row_security():
    unbound = ask(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'throughline%' AND (rolsuper OR rolbypassrls) "
        "UNION SELECT tableowner FROM pg_tables WHERE schemaname = 'public' "
        "AND tableowner IN ('throughline_viewer', 'throughline_writer')"
    )

    assert unbound == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nobody_but_the_owner_may_change_what_is_only_added_to(table):
    may = ask(
        "SELECT r.rolname FROM pg_roles r, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p "
        "WHERE r.rolname IN ('throughline_viewer', 'throughline_writer') AND has_table_privilege(r.rolname, %s, p)",
        table,
    )

    assert may == []
