"""Whoever changes a sealed log, even with every power over the database, is found out."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from tests.factories import NOON, PersonFactory, acting, worker_for
from throughline.access import reads
from throughline.config.connections import embedded_conninfo
from throughline.config.folders import data_folder
from throughline.config.postgres import SUPERUSER
from throughline.foundations import journal, seals
from throughline.foundations.actors import SYSTEM
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 6
SEQS = "SELECT seq FROM {log} ORDER BY seq"
OPEN_A_GAP = "UPDATE {log} SET seq = seq + 1000 WHERE seq >= {middle}"
COLUMNS = "SELECT * FROM {log} LIMIT 1"
SLIP_IN = "INSERT INTO {log} (seq, {names}) SELECT {middle}, {names} FROM {log} LIMIT 1"
TAMPERING = {
    "a row edited": "UPDATE {log} SET by_words = 'Someone else' WHERE seq = {middle}",
    "a moment moved": "UPDATE {log} SET at = at + interval '1 second' WHERE seq = {middle}",
    "a row deleted": "DELETE FROM {log} WHERE seq = {middle}",
    "the tail of a run cut": "DELETE FROM {log} WHERE seq = {last}",
    "the head of a run cut": "DELETE FROM {log} WHERE seq = {first}",
    "two rows given each other's person": (
        "UPDATE {log} SET person_id = CASE seq WHEN {first} THEN (SELECT person_id FROM {log} WHERE seq = {last}) "
        "ELSE (SELECT person_id FROM {log} WHERE seq = {first}) END WHERE seq IN ({first}, {last})"
    ),
    "everything deleted": "DELETE FROM {log}",
    "an earlier seal deleted": "DELETE FROM foundations_seal WHERE log = '{log}' AND after_seq = 0",
    "a seal's count changed": "UPDATE foundations_seal SET rows = rows + 1 WHERE log = '{log}'",
    "a seal rewritten without the key": "UPDATE foundations_seal SET chain = repeat('a', 64) WHERE log = '{log}'",
}


@pytest.fixture
def superuser() -> Iterator[psycopg.Connection]:
    """Return every power over the database, past triggers too."""
    name = os.environ["THROUGHLINE_DATABASE_NAME"]
    with psycopg.connect(embedded_conninfo(SUPERUSER, folder=data_folder()), dbname=name, autocommit=True) as power:
        for log in seals.LOGS:
            power.execute(f"ALTER TABLE {log} DISABLE TRIGGER ALL")
        yield power


def write_both_logs() -> None:
    people = [PersonFactory() for _ in range(ROWS)]
    with writing():
        for person in people:
            journal.note("people.registered", about=person, person_id=person.pk, by=SYSTEM, at=NOON, source="Test")
    for person in people:
        actor = acting_for(person)
        with writing():
            reads.log([person.pk], by=actor, where="people:person")


def acting_for(person):
    with writing():
        return acting(worker_for(person))


def seqs(power: psycopg.Connection, log: str) -> dict[str, int]:
    found = [seq for (seq,) in power.execute(SEQS.format(log=log)).fetchall()]
    return {"first": found[0], "middle": found[len(found) // 2], "last": found[-1]}


def test_what_nobody_touched_is_whole():
    write_both_logs()

    sealed = seals.seal(at=NOON)

    assert sealed == 2 * ROWS
    with writing():
        assert seals.verify() == []


@pytest.mark.parametrize("log", seals.LOGS)
@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_found(superuser, log, statement):
    for _ in range(2):
        write_both_logs()
        seals.seal(at=NOON)

    superuser.execute(statement.format(log=log, **seqs(superuser, log)))

    with writing():
        assert {fault.log for fault in seals.verify()} == {log}


@pytest.mark.parametrize("log", seals.LOGS)
def test_a_row_slipped_into_a_sealed_run_is_found(superuser, log):
    write_both_logs()
    middle = seqs(superuser, log)["middle"]
    superuser.execute(OPEN_A_GAP.format(log=log, middle=middle))
    seals.seal(at=NOON)
    columns = superuser.execute(COLUMNS.format(log=log)).description or []
    names = ", ".join(column.name for column in columns if column.name != "seq")

    superuser.execute(SLIP_IN.format(log=log, names=names, middle=middle))

    with writing():
        assert {fault.log for fault in seals.verify()} == {log}
