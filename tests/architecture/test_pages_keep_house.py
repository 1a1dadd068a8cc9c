"""What holds for every page: looking changes nothing, forgeries are refused, and headers keep it in the right hands."""

import pytest
from django.db import connection
from django.test import Client
from psycopg import sql

from tests.architecture.pages import PUBLIC, every_page, operations, private_pages
from tests.architecture.world import World, make_world
from tests.architecture.world_journey import hand_to
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db

MAY_CHANGE = {"read_log", "django_session", "cache_entries"}
"""Who looked at whom, when they were last here, and counters of attempts."""


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def worker(world) -> Client:
    client = Client()
    client.force_login(world.worker())
    return client


def contents() -> dict[str, tuple[int, int]]:
    """Return how many rows each table has and a sum over what is in them."""
    with writing(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        tables = [name for (name,) in cursor.fetchall() if name not in MAY_CHANGE]
        found = {}
        for table in tables:
            rows = sql.SQL("SELECT count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM {} t")
            cursor.execute(rows.format(sql.Identifier(table)))
            found[table] = cursor.fetchone()
    return found


def test_looking_changes_nothing(world, worker, subtests):
    before = contents()

    for page in private_pages():
        with subtests.test(page=page.name):
            worker.get(page.address(world))

            after = contents()
            assert {table for table in before if before[table] != after[table]} == set()
            before = after


def test_a_worker_can_open_every_page_about_a_person(world, subtests):
    user, worker = world.worker(), Client()
    hand_to(world, user)
    worker.force_login(user)

    for page in private_pages():
        if page.is_about_a_person:
            with subtests.test(page=page.name):
                assert worker.get(page.address(world)).status_code in {200, 302, 405, 404}


def test_a_forged_form_is_refused(world, subtests):
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(world.worker())

    for page in every_page():
        if page not in operations() and not page.name.startswith("api:"):
            with subtests.test(page=page.name):
                assert forger.post(page.address(world), {"version": "1"}).status_code == 403


def test_every_page_is_kept_out_of_caches_frames_and_scripts(world, worker, subtests):
    for client in (worker, Client()):
        for page in every_page():
            with subtests.test(page=page.name):
                headers = client.get(page.address(world)).headers

                assert headers["Cache-Control"] == "no-store" or "no-store" in headers["Cache-Control"]
                assert headers["X-Content-Type-Options"] == "nosniff"
                assert headers["X-Frame-Options"] == "DENY"
                assert headers["Referrer-Policy"] == "same-origin"
                if headers.get("Content-Type", "").startswith("text/html"):
                    policy = headers["Content-Security-Policy"]
                    assert "default-src 'none'" in policy
                    assert "unsafe" not in policy


def test_no_page_repeats_an_answer_to_another_site(world, worker, subtests):
    for page in every_page():
        with subtests.test(page=page.name):
            headers = worker.get(page.address(world), headers={"Origin": "https://elsewhere.example"}).headers

            assert "Access-Control-Allow-Origin" not in headers


def test_public_pages_say_nothing_of_anyone(world, subtests):
    for page in every_page():
        if page.name in PUBLIC:
            with subtests.test(page=page.name):
                assert "CANARY" not in Client().get(page.address(world)).content.decode()
