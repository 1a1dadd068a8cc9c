"""What must be so before people's records may be served from here."""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.db import connection

from throughline.access.security import policies
from throughline.commands.migrate import waiting
from throughline.config import roles
from throughline.config.connections import Login, conninfo
from throughline.config.errors import CannotRun
from throughline.demo.cast import DOMAIN
from throughline.foundations import anchors, seals

LOGS = ("journal", "read_log")
SHORTEST_SECRET = 32
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}

_LOGIN = """
    SELECT r.rolname, r.rolsuper OR r.rolbypassrls, EXISTS (SELECT 1 FROM pg_tables WHERE tableowner = r.rolname
    AND schemaname = 'public'), has_table_privilege('journal', 'INSERT') FROM pg_roles r WHERE r.rolname = current_user
"""
_UNGUARDED = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND NOT c.relrowsecurity AND (c.relname = ANY (%s) OR EXISTS (SELECT 1 FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attname = 'person_id' AND NOT a.attisdropped)) ORDER BY 1
"""
_TRIGGERS = """
    SELECT count(*) FROM pg_trigger
    WHERE tgrelid = %s::regclass AND tgenabled = 'A' AND tgfoid = 'tl_append_only'::regproc
"""
_CHANGEABLE = """
    SELECT bool_or(has_table_privilege(r.rolname, %s, p)) FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p,
    pg_roles r WHERE r.rolname IN ('throughline_viewer', 'throughline_writer')
"""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing looked at. ``finding`` is a sentence, whatever it found."""

    name: str
    ok: bool
    finding: str


def failures() -> list[Check]:
    """Return what forbids serving now; the seals are left to ``check``, since they take long."""
    database = [check for check in database_checks() if not check.ok]
    return database or [check for check in live_checks() if not check.ok]


def database_checks() -> list[Check]:
    """Look at the database; stop at the first thing without which the rest cannot be asked."""
    found: list[Check] = []
    for look in (_reachable, _migrated, _login, _row_security, _append_only):
        found.append(look())
        if not found[-1].ok and look in (_reachable, _migrated):
            break
    return found


def seals_check() -> Check:
    """Look whether a sealed run of the journal or the read log was tampered with."""
    faults = [f"{fault.log} {fault.after_seq + 1} to {fault.upto_seq}" for fault in seals.verify()]
    faults += [f"{line}, which is gone" for line in anchors.missing(settings.SEAL_ANCHORS)]
    return _check("seals", faults, good="Every seal fits what it covers.", bad="These runs differ from their seal: {}.")


def live_checks() -> list[Check]:
    """Look at what must be set before anyone outside this computer may be let in."""
    hosts = set(settings.ALLOWED_HOSTS)
    wanted: list[tuple[str, bool, str]] = [
        ("mode", not settings.DEMO, "THROUGHLINE_MODE is demo: set it to live."),
        ("debug", not settings.DEBUG, "DEBUG is on: turn it off."),
        ("hosts", bool(hosts - LOCAL_HOSTS) and "*" not in hosts, "Set THROUGHLINE_HOSTS to the names people type."),
        ("https", bool(settings.HTTPS), "Set THROUGHLINE_HTTPS=on and serve behind TLS."),
        ("secret key", len(settings.SECRET_KEY) >= SHORTEST_SECRET, "The secret key is too short: remove its file."),
    ]
    found = [Check(name=name, ok=ok, finding="As it should be." if ok else advice) for name, ok, advice in wanted]
    return [*found, _demo_accounts()]


def _demo_accounts() -> Check:
    names = [str(email) for (email,) in _ask("SELECT email FROM agencies_user WHERE email LIKE %s", f"%@{DOMAIN}")]
    return _check(
        "demo accounts",
        names[:1],
        good="There are none.",
        bad="Anyone can read the passwords of the demo, and {} is here: start with an empty database.",
    )


def _reachable() -> Check:
    try:
        with psycopg.connect(conninfo(Login.VIEWER)) as viewer:
            version = viewer.info.server_version
        roles.refuse_old(version)
    except (psycopg.Error, CannotRun) as fault:
        return Check(name="database", ok=False, finding=str(fault).strip().splitlines()[0])
    return Check(name="database", ok=True, finding=f"PostgreSQL {version // 10_000} answers.")


def _migrated() -> Check:
    return _check(
        "tables", waiting(), good="Every change has been made.", bad="Run throughline migrate: {} are missing."
    )


def _login() -> Check:
    with psycopg.connect(conninfo(Login.VIEWER)) as viewer:
        name, unbound, owns, may_write = viewer.execute(_LOGIN).fetchone() or ("", True, True, True)
    wrong = {
        "passes by row security": unbound,
        "owns tables": owns,
        "may write without stepping into the writer": may_write,
    }
    return _check(
        "login",
        [words for words, so in wrong.items() if so],
        good=f"Pages are read as {name}, which row security binds.",
        bad=f"Pages are read as {name}, which {{}}: give Throughline a login of its own.",
    )


def _row_security() -> Check:
    unguarded = [str(name) for (name,) in _ask(_UNGUARDED, [policy.table for policy in policies()])]
    return _check(
        "row security",
        unguarded,
        good="Row security is on for every table about a person.",
        bad="Row security is off for {}: run throughline migrate.",
    )


def _append_only() -> Check:
    weak = [log for log in LOGS if _ask(_TRIGGERS, log)[0][0] != 2 or _ask(_CHANGEABLE, log)[0][0]]
    return _check(
        "logs",
        weak,
        good="The journal and the read log can only be added to.",
        bad="These can be changed: {}. Run throughline migrate.",
    )


def _check(name: str, wrong: Iterable[str], *, good: str, bad: str) -> Check:
    words = ", ".join(wrong)
    return Check(name=name, ok=not words, finding=bad.format(words) if words else good)


def _ask(query: str, value: str | list[str]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [value])
        return list(cursor.fetchall())
