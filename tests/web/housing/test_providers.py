"""Places asked for with housing providers."""

from datetime import date

import pytest

from tests.factories import TODAY, OrganisationFactory
from tests.factories.housing import ProviderAskFactory
from tests.web.housing.conftest import TODAY_TYPED, text, typed, url
from throughline.housing.models import Effort, Home, ProviderAsk

pytestmark = pytest.mark.django_db
ASKED = {"place": "supported", "provider_words": "Shore House", **typed("asked_on", TODAY)}


@pytest.fixture
def row(cast, stay) -> ProviderAsk:
    return ProviderAskFactory(person=cast.person, provider_words="Shore House", asked_on=date(2026, 2, 20))


def test_a_provider_is_asked_once_however_often_the_button_is_pressed(cast, stay, writer, once):
    for _ in range(2):
        cast.worker.post(url("ask_provider", cast.person), ASKED | {"priority": "on"} | once)

    with writer():
        asked = ProviderAsk.objects.get()
        assert Effort.objects.get().kind == "provider"
    assert (asked.provider_words, asked.priority) == ("Shore House", True)


def test_how_often_a_provider_said_yes_stands_beside_the_question(cast, stay, haven):
    OrganisationFactory(name="HMP Elsewhere", kind="prison")

    said = text(cast.worker.get(url("ask_provider", cast.person)))

    assert "How often they said yes" in said
    assert "Nobody has asked them in the last year." in said
    assert "HMP Elsewhere" not in said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"provider_words": ""}, "Choose the provider, or write its name."),
        (typed("asked_on", date(2027, 1, 1)), "has not come yet"),
        ({"words": "x" * 10_000}, "must be 500 characters or fewer"),
        ({"place": "moon"}, "Choose one of the answers listed"),
    ],
)
def test_what_is_wrong_is_said(cast, stay, writer, once, wrong, sentence):
    assert sentence in text(cast.worker.post(url("ask_provider", cast.person), ASKED | wrong | once))

    with writer():
        assert not ProviderAsk.objects.exists()


def test_a_place_that_is_agreed_becomes_the_planned_home(cast, row, writer, once):
    sent = TODAY_TYPED | {"state": "accepted", "version": str(row.version)} | once
    cast.worker.post(url("answer", cast.person, ask_id=row.pk), sent)

    with writer():
        row.refresh_from_db()
        home = Home.objects.get()
    assert row.state == "accepted"
    assert (home.when, home.sure, home.provider_words) == ("planned", "agreed", "Shore House")


def test_a_no_needs_its_reason_and_keeps_what_would_change_it(cast, row, writer, once):
    address = url("answer", cast.person, ask_id=row.pk)
    no = TODAY_TYPED | {"state": "declined", "version": str(row.version)}

    assert "Choose why the provider said no" in text(cast.worker.post(address, no))
    accepted = no | {"state": "accepted", "reason": "capacity"}
    assert "Only a no has a reason" in text(cast.worker.post(address, accepted))
    cast.worker.post(address, no | {"reason": "risk_too_high", "would_change": "A letter"} | once)

    with writer():
        row.refresh_from_db()
    assert (row.state, row.decline_reason, row.would_change) == ("declined", "risk_too_high", "A letter")


def test_a_visit_and_a_place_in_the_line_are_kept(cast, row, writer):
    visit = TODAY_TYPED | {"told_what_to_expect": "yes", "version": str(row.version)}
    cast.worker.post(url("visited", cast.person, ask_id=row.pk), visit)
    first = {"priority": "yes", "version": str(row.version + 1)}
    cast.worker.post(url("set_priority", cast.person, ask_id=row.pk), first)

    with writer():
        row.refresh_from_db()
    assert (row.visited_on, row.told_what_to_expect, row.priority) == (TODAY, "yes", True)


@pytest.mark.parametrize(("name", "state"), [("turn_down", "turned_down"), ("stop_asking", "withdrawn")])
def test_an_ask_ends_with_its_reason(cast, row, writer, once, name, state):
    address, stamp = url(name, cast.person, ask_id=row.pk), {"version": str(row.version)}

    assert "Answer “Why?”" in text(cast.worker.post(address, TODAY_TYPED | stamp))
    cast.worker.post(address, TODAY_TYPED | stamp | once | {"words": "Too far from his son"})

    with writer():
        row.refresh_from_db()
    assert (row.state, row.words) == (state, "Too far from his son")


def test_an_answer_typed_over_someone_elses_is_refused(cast, row):
    sent = TODAY_TYPED | {"state": "on_list", "version": str(row.version + 1), "words": "Mine"}

    said = text(cast.worker.post(url("answer", cast.person, ask_id=row.pk), sent))

    assert "Someone else changed this" in said
    assert "Mine" in said
