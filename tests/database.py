"""Give Django a database: a copy of its own for every test process.

Django signs in as the viewer, as pages do: a test that writes without stepping into the writer fails.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase

from tests.servers import as_superuser, carried_place, copy_tables, drop
from throughline.config.postgres import Server


@pytest.fixture(scope="session")
def django_db_setup(carried_server: Server) -> Iterator[None]:
    """Make the database (in place of pytest-django's fixture of this name).

    A test that commits gets a fresh copy afterwards: the viewer may not empty tables, and nobody may empty the logs.
    """
    place = carried_place(carried_server, os.environ["THROUGHLINE_DATABASE_NAME"])

    def start_afresh(_test: object = None) -> None:
        connection.close()
        copy_tables(place)

    start_afresh()
    TransactionTestCase._fixture_teardown = start_afresh
    yield
    connections.close_all()
    with as_superuser(carried_server) as server:
        drop(place.database, server)
