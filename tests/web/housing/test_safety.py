"""Unsafe places and exclusions: only for those given sensitive history by name."""

from datetime import date

import pytest

from tests.factories import TODAY
from tests.factories.housing import ExclusionFactory, UnsafePlaceFactory
from tests.web.housing.conftest import TODAY_TYPED, text, typed, url
from throughline.foundations.models import ReadEntry
from throughline.housing.models import Exclusion, UnsafePlace

pytestmark = pytest.mark.django_db
UNSAFE = TODAY_TYPED | {"words": "The flat on Shore Street", "exploitation": "on", "source": "She told us"}
EXCLUDED = {"provider_words": "Haven", "reason": "A fire in 2021", "source": "Its letter", **typed("from_on", TODAY)}


def test_what_is_held_is_shown_to_those_it_is_shared_with_and_logged(cast, writer):
    UnsafePlaceFactory(person=cast.person, exploitation=True)
    ExclusionFactory(person=cast.person, look_again_on=date(2026, 2, 2))
    UnsafePlaceFactory(person=cast.person, words="Long ago", ended_on=TODAY)

    said = text(cast.worker.get(url("safety", cast.person)))

    for words in ("CANARY unsafe", "CANARY exclusion", "Due Mon 2 Feb", "Long ago"):
        assert words in said
    with writer():
        assert ReadEntry.objects.filter(person_id=cast.person.pk, where="housing:safety").exists()


def test_an_empty_page_says_what_to_ask(cast):
    said = text(cast.worker.get(url("safety", cast.person)))

    assert "Nobody has said that they are unsafe anywhere" in said
    assert "No provider is known to shut them out" in said


def test_those_it_is_not_shared_with_learn_nothing_and_change_nothing(cast):
    place, exclusion = UnsafePlaceFactory(person=cast.person), ExclusionFactory(person=cast.person)

    said = text(cast.colleague.get(url("safety", cast.person)))

    assert "is not shared with you, whether or not there is any" in said
    assert "CANARY unsafe" not in said
    for name in ("note_unsafe", "note_exclusion"):
        assert cast.colleague.get(url(name, cast.person)).status_code == 403
    assert cast.colleague.get(url("end_unsafe", cast.person, unsafe_id=place.pk)).status_code == 403
    assert cast.colleague.get(url("look_again", cast.person, exclusion_id=exclusion.pk)).status_code == 403
    assert cast.stranger.get(url("safety", cast.person)).status_code == 404
    assert cast.no_job.get(url("safety", cast.person)).status_code == 403


def test_an_unsafe_place_is_noted_once_and_ended(cast, writer, once):
    for _ in range(2):
        cast.worker.post(url("note_unsafe", cast.person), UNSAFE | once)
    with writer():
        row = UnsafePlace.objects.get()
    assert row.exploitation

    ended = TODAY_TYPED | {"version": str(row.version)}
    cast.worker.post(url("end_unsafe", cast.person, unsafe_id=row.pk), ended)

    with writer():
        row.refresh_from_db()
    assert row.ended_on == TODAY


def test_an_exclusion_is_noted_looked_at_again_and_ended(cast, writer, once):
    cast.worker.post(url("note_exclusion", cast.person), EXCLUDED | once)
    with writer():
        row = Exclusion.objects.get()
    ids = {"exclusion_id": row.pk}

    again = typed("look_again_on", date(2026, 9, 1)) | {"words": "Not yet", "version": str(row.version)}
    cast.worker.post(url("look_again", cast.person, **ids), again)
    ended = TODAY_TYPED | {"words": "A new manager", "version": str(row.version + 1)}
    cast.worker.post(url("end_exclusion", cast.person, **ids), ended)

    with writer():
        row.refresh_from_db()
    assert (row.ended_on, row.ended_words) == (TODAY, "A new manager")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"provider_words": ""}, "Choose the provider, or write its name."),
        ({"reason": "x" * 10_000}, "must be 500 characters or fewer"),
        (typed("look_again_on", date(2020, 1, 1)), "Choose a later day to look at it again."),
        (typed("from_on", date(2027, 1, 1)), "has not come yet"),
    ],
)
def test_what_is_wrong_with_an_exclusion_is_said(cast, writer, wrong, sentence):
    assert sentence in text(cast.worker.post(url("note_exclusion", cast.person), EXCLUDED | wrong))

    with writer():
        assert not Exclusion.objects.exists()


def test_a_record_of_someone_else_is_not_found(cast):
    place, exclusion = UnsafePlaceFactory(), ExclusionFactory()

    assert cast.worker.get(url("end_unsafe", cast.person, unsafe_id=place.pk)).status_code == 404
    for name in ("look_again", "end_exclusion"):
        assert cast.worker.get(url(name, cast.person, exclusion_id=exclusion.pk)).status_code == 404
