"""Every effort, the account of leaving with no fixed address, and both on paper."""

from datetime import date

import pytest

from tests.factories import TODAY
from tests.factories.housing import (
    ApplicationFactory,
    EffortFactory,
    NoAddressFactory,
    ProviderAskFactory,
    UnsafePlaceFactory,
)
from tests.web.housing.conftest import TODAY_TYPED, text, typed, url
from throughline.housing.models import Effort, NoAddress

pytestmark = pytest.mark.django_db
MOST_QUERIES = 28
"""Those of every page about a person, and one for each kind of thing the story is made of."""
EFFORT = TODAY_TYPED | {"kind": "family", "words": "Rang his sister 🙂"}
ACCOUNT = {"reason": "no_offer", "rough_likely": "yes", "account": "Nobody had room."}


def test_an_effort_is_three_answers_and_kept_once(cast, stay, writer, once):
    for _ in range(2):
        cast.worker.post(url("record_effort", cast.person), EFFORT | once)

    with writer():
        effort = Effort.objects.get()
    assert (effort.kind, effort.words, effort.stay_id) == ("family", "Rang his sister 🙂", stay.pk)
    assert effort.by_user_id == cast.worker_user.pk


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": ""}, "Answer “With whom, and how?”"),
        ({"words": "x" * 10_000}, "must be 500 characters or fewer"),
        ({"kind": ""}, "What was tried?"),
        (typed("on", date(2026, 3, 3)), "has not come yet"),
    ],
)
def test_what_is_wrong_with_an_effort_is_said(cast, stay, writer, wrong, sentence):
    assert sentence in text(cast.worker.post(url("record_effort", cast.person), EFFORT | wrong))

    with writer():
        assert not Effort.objects.exists()


def test_the_account_is_given_then_changed(cast, stay, writer, once):
    address = url("no_address", cast.person)
    for _ in range(2):
        cast.worker.post(address, ACCOUNT | once)
    with writer():
        row = NoAddress.objects.get()
    assert (row.stay_id, row.rough_likely) == (stay.pk, "yes")

    assert "Nobody had room." in text(cast.worker.get(address))
    cast.worker.post(address, ACCOUNT | {"reason": "declined", "version": str(row.version)})

    with writer():
        row.refresh_from_db()
    assert row.reason == "declined"


def test_an_account_is_not_ready_all_the_same_when_nothing_was_tried(cast, stay):
    said = text(cast.worker.post(url("no_address", cast.person), ACCOUNT | {"ready_anyway": "on"}))

    assert "Record at least one thing that was tried first." in said
    assert "Nobody had room." in said


def test_two_who_write_the_account_at_once_do_not_overwrite_each_other(cast, stay):
    NoAddressFactory(stay=stay)

    said = text(cast.worker.post(url("no_address", cast.person), ACCOUNT))

    assert "Someone else changed this" in said


def test_there_is_no_account_without_a_time_in_prison(cast):
    assert cast.worker.get(url("no_address", cast.person)).status_code == 404


def test_the_print_holds_every_effort_and_nothing_that_is_closed(cast, stay, django_assert_max_num_queries):
    NoAddressFactory(stay=stay)
    ApplicationFactory(person=cast.person, state="declined", decided_on=TODAY, decision_words="No duty")
    ProviderAskFactory(
        person=cast.person, state="declined", answered_on=TODAY, decline_reason="capacity", would_change="A letter"
    )
    UnsafePlaceFactory(person=cast.person)
    for number in range(60):
        EffortFactory(person=cast.person, stay=stay, words=f"Try number {number}.")

    with django_assert_max_num_queries(MOST_QUERIES):
        said = text(cast.worker.get(url("print", cast.person)))

    assert "Try number 0." in said
    assert "Every effort, 60 in all" in said
    for words in ("No duty", "no room", "A letter", "CANARY account", "The release may be marked ready."):
        assert words in said
    assert "CANARY unsafe" not in said


def test_an_empty_print_says_so(cast):
    said = text(cast.worker.get(url("print", cast.person)))

    assert "Nothing is on record." in said
    assert "No council has been asked." in said


def test_the_print_is_closed_to_those_it_is_not_shared_with(cast):
    assert cast.knows_of.get(url("print", cast.person)).status_code == 403
    assert cast.stranger.get(url("print", cast.person)).status_code == 404
