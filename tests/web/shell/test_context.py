from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import ResolverMatch

from throughline.access.permissions import Do
from throughline.foundations.actors import SYSTEM, ActorKind, Staff
from throughline.web.shell import context
from throughline.web.shell.context import Place, shell


def staff(permissions: Iterable[Do] = Do) -> Staff:
    return Staff(
        kind=ActorKind.STAFF,
        id=uuid4(),
        organisation_id=uuid4(),
        words="Nadia Farrell, Kindling",
        asked_at=datetime(2026, 1, 15, tzinfo=UTC),
        team_ids=frozenset(),
        permissions=frozenset(permissions),
        name="Nadia Farrell",
        role_word="Key worker",
        organisation_name="Kindling",
    )


def asked_by(actor: object = None, *, area: str = "", about: UUID | None = None) -> HttpRequest:
    request = RequestFactory().get("/")
    if actor is not None:
        request.actor = actor
    known = {"person_id": about} if about else {}
    request.resolver_match = ResolverMatch(lambda request: None, (), known, namespaces=[area] if area else [])
    return request


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lead to pages that are always there, whichever pages the product has today."""
    here = (
        Place("Sign in", "account_login", None, frozenset({"here"})),
        Place("Reset", "account_reset_password", Do.SEE_PEOPLE, frozenset()),
        Place("Nowhere", "nowhere:at-all", None, frozenset()),
    )
    monkeypatch.setattr(context, "PLACES", here)


def test_someone_signed_in_is_named_with_their_place() -> None:
    frame = shell(asked_by(staff()))

    assert (frame["viewer_name"], frame["viewer_place"]) == ("Nadia Farrell", "Kindling, Key worker")


@pytest.mark.parametrize("actor", [None, SYSTEM])
def test_nobody_signed_in_sees_a_frame_without_links(actor: object) -> None:
    frame = shell(asked_by(actor))

    assert frame["nav"] == ()
    assert (frame["viewer_name"], frame["find_url"]) == ("", "")


def test_a_request_that_reached_no_page_still_has_a_frame() -> None:
    request = RequestFactory().get("/")
    request.actor = staff()

    assert not any(item.current for item in shell(request)["nav"])


@pytest.mark.usefixtures("places")
def test_only_places_that_exist_and_that_the_job_includes_are_shown() -> None:
    everything = [item.label for item in shell(asked_by(staff()))["nav"]]
    nothing = [item.label for item in shell(asked_by(staff(permissions=())))["nav"]]

    assert everything == ["Sign in", "Reset"]
    assert nothing == ["Sign in"]


@pytest.mark.usefixtures("places")
def test_the_place_one_is_in_is_marked() -> None:
    nav = shell(asked_by(staff(), area="here"))["nav"]

    assert [item.label for item in nav if item.current] == ["Sign in"]


def test_every_page_about_one_person_is_among_people() -> None:
    nav = shell(asked_by(staff(), area="sharing", about=uuid4()))["nav"]

    assert [item.label for item in nav if item.current] == ["People"]


def test_every_place_the_top_bar_names_is_there() -> None:
    frame = shell(asked_by(staff()))

    assert [item.label for item in frame["nav"]] == [place.label for place in context.PLACES if not place.aside]
    assert [item.label for item in frame["nav_aside"]] == [place.label for place in context.PLACES if place.aside]


def test_someone_who_may_not_see_people_has_no_box_to_find_them() -> None:
    frame = shell(asked_by(staff(permissions=set(Do) - {Do.SEE_PEOPLE})))

    assert frame["find_url"] == ""
