"""The second lock: roles' privileges and row-level security, laid afresh after every migration."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.db.models import Model

from throughline.access.sight import SIGHTS, Sight
from throughline.agencies.models import Team, User
from throughline.agencies.statuses import TeamKind
from throughline.cases.models import Case, Contact, Note
from throughline.custody.models import KeyDate, Stay
from throughline.foundations.models import Draft, JournalEntry, ReadEntry, Submission
from throughline.notices.models import Notice, Received
from throughline.people.models import Person
from throughline.plans.models import Task
from throughline.referrals.models import DutyContact, Referral
from throughline.sharing.models import AccessRequest, Allowed, BreakGlass, Grant, Restriction

VIEWER = "throughline_viewer"
WRITER = "throughline_writer"
FUNCTIONS = Path(__file__).parent / "sql" / "functions.sql"

# Sign-in's own tables: the only ones a page may write.
SIGN_IN_TABLES = (
    "django_session",
    "cache_entries",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_sociallogin",
    "socialaccount_socialtoken",
    "usersessions_usersession",
)
MONTHS_AHEAD = 12
# What nobody but the owner may change once written.
APPEND_ONLY = ("journal", "read_log", "foundations_seal")
MAY_BE_DELETED = ("foundations_submission", "foundations_draft", "agencies_organisationarea", *SIGN_IN_TABLES)


class Cursor(Protocol):
    """What this needs of a database cursor."""

    def execute(self, query: str, /) -> object: ...

    def fetchall(self) -> list[tuple[object, ...]]: ...


@dataclass(frozen=True)
class Policy:
    """Which rows of a table the viewer's role may read."""

    table: str
    using: str


def _table(model: type[Model]) -> str:
    return model._meta.db_table


# Kinds that lists filter by the thousand: their rule is spelled out, so that the planner may choose its way. The others
# are read a person at a time, and a call is planned twice as fast.
FILTERED_BY_LISTS = (Person, Stay, KeyDate, Case, Contact, Task)


def _seen(model: type[Model], sight: Sight) -> str:
    column = f"{_table(model)}.{'id' if model is Person else 'person_id'}"
    if sight.by_row:
        return _sees_part(_table(model))
    if model not in FILTERED_BY_LISTS:
        return f"tl_sees({column}, {int(sight.tier)}::smallint, '{sight.compartment}')"
    part = f" AND '{sight.compartment}' = ANY (g.compartments)" if sight.compartment else ""
    reaches = f"g.person_id = {column} AND g.tier >= {int(sight.tier)}{part}"
    return f"EXISTS (SELECT 1 FROM tl_held g WHERE {reaches})"


def _sees_part(table: str) -> str:
    part = f"({table}.compartment = '' OR {table}.compartment = ANY (g.compartments))"
    return f"EXISTS (SELECT 1 FROM tl_held g WHERE g.person_id = {table}.person_id AND g.tier >= 2 AND {part})"


def _work() -> list[Policy]:
    """Return the rules of what teams ask each other, do at a duty desk, and write down for some and not for others."""
    teams, open_to_me = "((SELECT tl_teams())::uuid[])", "person_id <> ALL ((SELECT tl_barred())::uuid[])"
    works = "tl_sees(person_id, 2::smallint, '')"
    asked = f"((team_id = ANY {teams} AND received_on IS NOT NULL) OR from_team_id = ANY {teams}) AND {open_to_me}"
    duty = f"(team_id = ANY {teams} AND (person_id IS NULL OR {open_to_me}))"
    written_for = (
        f"audience IN ('network', 'shared') OR (audience = 'team' AND team_id = ANY {teams}) "
        "OR by_user_id = (SELECT tl_viewer())"
    )
    return [
        Policy(_table(Referral), f"({asked}) OR (received_on IS NOT NULL AND {_sees_part(_table(Referral))})"),
        Policy(_table(DutyContact), f"{duty} OR (person_id IS NOT NULL AND {works})"),
        Policy(_table(Note), f"({written_for}) AND {works}"),
        Policy(_table(Draft), "by_id = (SELECT tl_viewer())"),
    ]


def _about_people() -> list[Policy]:
    return [Policy(_table(model), _seen(model, sight)) for model, sight in SIGHTS.items()]


def policies() -> list[Policy]:
    """Return the viewer's row rule for every table that has one."""
    mine = "team_id = ANY ((SELECT tl_teams())::uuid[])"
    open_to_me = "person_id <> ALL ((SELECT tl_barred())::uuid[])"
    leads = "tl_sees(person_id, 3::smallint, '')"
    answered_for = (
        f"EXISTS (SELECT 1 FROM {_table(User)} u JOIN {_table(Team)} t ON t.organisation_id = u.organisation_id "
        f"WHERE u.id = user_id AND t.kind = '{TeamKind.GOVERNANCE}' AND t.id = ANY ((SELECT tl_teams())::uuid[]))"
    )
    return [
        *_about_people(),
        *_work(),
        Policy(
            _table(Grant),
            f"{open_to_me} AND ({mine} OR tl_sees(person_id, CASE WHEN tier = 3 THEN 1 ELSE 2 END::smallint, ''))",
        ),
        Policy(_table(Restriction), leads),
        Policy(_table(Allowed), f"EXISTS (SELECT 1 FROM {_table(Restriction)} r WHERE r.id = restriction_id)"),
        Policy(_table(BreakGlass), f"user_id = (SELECT tl_viewer()) OR {leads} OR ({open_to_me} AND {answered_for})"),
        Policy(_table(AccessRequest), leads),
        Policy(
            _table(Notice),
            f"((person_id IS NULL OR {open_to_me}) AND (to_user_id = (SELECT tl_viewer()) OR to_{mine})) "
            f"OR (person_id IS NOT NULL AND {leads})",
        ),
        Policy(_table(Received), "false"),
        Policy(_table(Submission), "by_id = (SELECT tl_viewer())"),
        Policy(
            _table(JournalEntry),
            "(person_id IS NOT NULL AND tl_sees(person_id, tier, compartment)) "
            "OR (person_id IS NULL AND by_organisation_id = (SELECT tl_organisation()))",
        ),
        Policy(_table(ReadEntry), "by_id = (SELECT tl_viewer()) OR tl_sees(person_id, 2::smallint, '')"),
    ]


def install(cursor: Cursor) -> None:
    """Lay functions, privileges and row rules on every table there is. Safe to repeat.

    Run by the owner after migrations. A table that has no line here can be read by nobody who matters: privileges
    are taken away first and given back by name.
    """
    cursor.execute(FUNCTIONS.read_text())
    cursor.execute(
        "SELECT tl_make_month(log, (date_trunc('month', now()) + n * interval '1 month')::date) "
        f"FROM (VALUES ('journal'), ('read_log')) v(log), generate_series(0, {MONTHS_AHEAD}) n"
    )
    _grant_privileges(cursor)
    for policy in policies():
        _lay(cursor, policy)


def _lay(cursor: Cursor, policy: Policy) -> None:
    table = policy.table
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for name in ("viewer_reads", "writer_works", "viewer_notes"):
        cursor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
    cursor.execute(f"CREATE POLICY viewer_reads ON {table} FOR SELECT TO {VIEWER} USING ({policy.using})")
    cursor.execute(f"CREATE POLICY writer_works ON {table} TO {WRITER} USING (true) WITH CHECK (true)")
    if table == "read_log":
        check = "by_id = (SELECT tl_viewer())"
        cursor.execute(f"CREATE POLICY viewer_notes ON {table} FOR INSERT TO {VIEWER} WITH CHECK ({check})")


def _grant_privileges(cursor: Cursor) -> None:
    both = f"{VIEWER}, {WRITER}"
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {both}")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {both}")
    cursor.execute(f"GRANT SELECT ON tl_held TO {both}")
    cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {both}")
    for function in ("tl_make_month(text, date)", "tl_hold_log(text)"):
        cursor.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {WRITER}")
    for table in _tables(cursor):
        for statement in _privileges(table):
            cursor.execute(statement)
    cursor.execute(f"GRANT UPDATE (last_login, password) ON agencies_user TO {VIEWER}")


def _tables(cursor: Cursor) -> list[str]:
    """Return the tables of the schema, partitions left out: those are reached through their parents only."""
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
    )
    return [str(name) for (name,) in cursor.fetchall()]


def _privileges(table: str) -> list[str]:
    if table.startswith("procrastinate_"):
        return [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {WRITER}"]
    if table in SIGN_IN_TABLES:
        return [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {VIEWER}, {WRITER}"]
    writes = "INSERT" if table in APPEND_ONLY else "INSERT, UPDATE"
    if table in MAY_BE_DELETED:
        writes += ", DELETE"
    notes = [f"GRANT INSERT ON {table} TO {VIEWER}"] if table == "read_log" else []
    return [f"GRANT SELECT ON {table} TO {VIEWER}", f"GRANT SELECT, {writes} ON {table} TO {WRITER}", *notes]
