"""What must be so before requests are sent here. Nothing in it is about people."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

WORKER_QUIET_SECONDS = 60
"""A worker says that it lives every 10 seconds; after this long without a word it is taken for gone."""


def readiness() -> dict[str, bool]:
    """Return whether the database answers, its tables are up to date and a worker is working."""
    try:
        return {"database": True, "migrations": _up_to_date(), "worker": _worker_lives()}
    except DatabaseError:
        connection.close()
        return {"database": False, "migrations": False, "worker": False}


def _up_to_date() -> bool:
    return _newest() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def _newest() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app, as this code has them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _worker_lives() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tl_worker_lives(%s)", [WORKER_QUIET_SECONDS])
        (lives,) = cursor.fetchone() or (False,)
    return bool(lives)
