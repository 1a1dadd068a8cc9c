"""A stranger learns nothing about a person from any page or endpoint, whichever lock is tried alone."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client

from tests.api.callers import Caller
from tests.architecture.pages import PUBLIC, Page, every_page, operations, our_pages, private_pages
from tests.architecture.world import CANARY, DEPTHS, SURNAME, World, make_world
from throughline.access import entering, lookups
from throughline.access.roles import roles
from throughline.access.sight import SIGHTS
from throughline.foundations import writing
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db

REFUSED = {403, 404, 405}
ANSWERED = {200, 301, 302, 400, 422}
EACH_JOB = {role.may: role.slug for role in roles().values()}.values()
"""One role of those that may do the same."""

NOT_ON_PAGES = {
    "KnownBy": "which feed spoke of someone last; for importing",
    "SensitiveFact": "shown only in the answer to a reason",
    "StillThere": "shown as an answer, without its words",
    "RoundRow": "shown to staff of the organisation that prepared the round",
}
"""Kinds of record that opening a page does not show even to those who may see them, and why."""

WIDEST = ["throughcare_manager", "information_governance"]
"""Roles that between them may do everything that shows people."""


@pytest.fixture
def world() -> World:
    return make_world()


def visits(client: Client, page: Page, world: World) -> Iterator[tuple[str, object]]:
    """Open a page in each way a stranger might try."""
    address = page.address(world)
    yield f"GET {address}", client.get(address)
    yield f"GET {address}?q", client.get(address, {"q": SURNAME, "person": str(world.person.pk), "as_of": "2026-03-02"})
    yield (
        f"POST {address}",
        client.post(address, {"submission": str(uuid.uuid4()), "version": "1"}),
    )


def assert_nothing_is_told(said: str, response: object, page: Page, world: World) -> None:
    body = response.content.decode()
    assert response.status_code in REFUSED | (set() if page.is_about_a_person else ANSWERED), said
    assert CANARY not in body, said
    assert str(world.person.pk) not in body, said
    assert not [words for words in world.words.values() if words in body], said


def sweep(user, world: World, subtests: pytest.Subtests, pages: list[Page] | None = None) -> None:
    client = Client()
    client.force_login(user)
    for page in pages or our_pages():
        with subtests.test(page=page.name):
            for said, response in visits(client, page, world):
                assert_nothing_is_told(said, response, page, world)


@pytest.fixture
def first_lock_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every row rule match everything, as a page would that forgot to ask."""

    class Everything(dict):
        def __missing__(self, model):
            return lambda actor: Q()

    monkeypatch.setattr(lookups, "ROWS", Everything())
    monkeypatch.setattr(lookups, "sees", lambda actor, column, sight: Q())


@pytest.fixture
def second_lock_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer as the role that row security lets past."""
    enter, take_role = entering.enter, writing._take_role

    def enter_as_writer(actor):
        entered = enter(actor)
        take_role(writing.WRITER)
        return entered

    monkeypatch.setattr(entering, "enter", enter_as_writer)
    monkeypatch.setattr(writing, "_take_role", lambda role: take_role(writing.WRITER))
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")


def test_signed_out_people_are_stopped(world, subtests):
    for page in private_pages():
        with subtests.test(page=page.name):
            response = Client().get(page.address(world))

            assert response.status_code == 302
            assert response.headers["Location"].startswith("/sign-in/")


def test_calls_without_a_key_are_stopped(world, subtests):
    for page in operations():
        with subtests.test(operation=page.name):
            assert Client().get(page.address(world)).status_code in {401, 405}


@pytest.mark.parametrize("role", [*EACH_JOB, "no-such-role"])
def test_a_stranger_sees_nothing(world, role, subtests):
    sweep(world.stranger(role), world, subtests)


def test_a_stranger_learns_nothing_where_people_sign_in(world, subtests):
    sweep(
        world.stranger("throughcare_manager"), world, subtests, [page for page in private_pages() if not page.is_ours]
    )


@pytest.mark.parametrize("role", WIDEST)
def test_row_security_alone_keeps_a_stranger_out(world, role, first_lock_off, subtests):
    sweep(world.stranger(role), world, subtests)


@pytest.mark.parametrize("role", WIDEST)
def test_the_rules_of_rows_alone_keep_a_stranger_out(world, role, second_lock_off, subtests):
    sweep(world.stranger(role), world, subtests)


@pytest.mark.parametrize("locks", ["both", "row security alone", "rules alone"])
def test_a_strange_key_sees_nothing(world, locks, request, subtests):
    caller = Caller(world.beside())
    if locks != "both":
        request.getfixturevalue("first_lock_off" if locks == "row security alone" else "second_lock_off")

    for page in operations():
        with subtests.test(operation=page.name):
            for question in ({}, {"q": SURNAME}):
                response = caller.client.get(page.address(world), question, headers=caller.headers)

                assert response.status_code in {403, 404, 405, 422} | (set() if page.is_about_a_person else {200})
                assert CANARY not in response.content.decode()
                assert str(world.person.pk) not in response.content.decode()


GRANTS = [
    (Tier.KNOWS_OF, []),
    (Tier.KNOWS_OF, list(Compartment.values)),
    (Tier.WORKS_WITH, []),
    *((Tier.WORKS_WITH, [part]) for part in Compartment.values),
]


@pytest.mark.parametrize(("tier", "parts"), GRANTS, ids=lambda value: str(value))
def test_a_narrow_grant_opens_no_more_than_it_names(world, tier, parts, subtests):
    client = Client()
    client.force_login(world.worker(tier=tier, parts=parts))
    hidden = world.hidden_from(tier=tier, parts=parts)

    for page in our_pages():
        with subtests.test(page=page.name):
            response = client.get(page.address(world))

            assert response.status_code < 500
            assert not [words for words in hidden if words in response.content.decode()]


def test_the_world_keeps_words_for_every_kind_of_record(world):
    assert set(SIGHTS) <= set(world.words)
    assert set(DEPTHS) - set(world.words) == set()


def test_those_who_may_do_see_what_strangers_must_not(world):
    """Otherwise the sweeps above would look for words that no page ever shows."""
    client = Client()
    client.force_login(world.worker())

    shown = "".join(client.get(page.address(world)).content.decode() for page in our_pages())

    assert {kind.__name__ for kind, words in world.words.items() if words not in shown} == set(NOT_ON_PAGES)


def test_the_public_list_is_true():
    assert set(PUBLIC) <= {page.name for page in every_page()}
