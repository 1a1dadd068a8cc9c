from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, UserFactory, acting
from throughline.access import lookups
from throughline.access.permissions import Do
from throughline.foundations import drafts, submissions
from throughline.foundations.models import Draft

FORM = "cases:note:1"
TYPED = {"words": ["Rang him."]}

answers = st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=50), max_size=3), max_size=6)


@given(sent=answers)
def test_no_secret_and_nothing_of_the_frame_is_ever_kept(sent):
    more = {
        "csrfmiddlewaretoken": ["x"],
        "submission": ["x"],
        "draft": ["x"],
        "password": ["x"],
        "new_password1": ["x"],
    }

    kept = drafts.worth_keeping(sent | more)

    assert not set(kept) & set(more)
    assert "\x00" not in str(kept)


@given(sent=answers)
def test_what_is_worth_keeping_stays_as_it_was_typed(sent):
    sent = {f"answer_{number}": values for number, values in enumerate(sent.values())}

    kept = drafts.worth_keeping(sent)

    assert kept == {name: [value.replace("\x00", "") for value in values] for name, values in sent.items()}


def test_an_empty_form_says_nothing():
    assert not drafts.says_something({"words": ["", "  "], "audience": []})
    assert drafts.says_something({"words": ["a"]})


@pytest.mark.django_db
class TestKeeping:
    def test_a_form_has_one_draft_which_is_written_over(self, writer):
        by_id = uuid4()

        drafts.keep(FORM, TYPED, by_id=by_id, at=NOON)
        drafts.keep(FORM, {"words": ["Rang her."]}, by_id=by_id, at=NOON + timedelta(minutes=1))

        with writer():
            kept = Draft.objects.get()
        assert (kept.typed, kept.saved_at) == ({"words": ["Rang her."]}, NOON + timedelta(minutes=1))

    def test_what_is_too_long_is_refused_and_keeps_what_was_there(self, writer):
        by_id = uuid4()
        drafts.keep(FORM, TYPED, by_id=by_id, at=NOON)

        with pytest.raises(drafts.TooLong, match="too long to keep"):
            drafts.keep(FORM, {"words": ["x" * drafts.LONGEST]}, by_id=by_id, at=NOON)

        with writer():
            assert Draft.objects.get().typed == TYPED

    def test_ten_thousand_characters_and_emoji_are_kept_whole(self, writer):
        words = "🙂" * 10_000

        drafts.keep(FORM, {"words": [words]}, by_id=uuid4(), at=NOON)

        with writer():
            assert Draft.objects.get().typed == {"words": [words]}

    def test_what_arrives_after_the_form_was_sent_is_not_kept(self, writer):
        by_id, key = uuid4(), uuid4()
        submissions.begin(key, by_id=by_id, path="/", content="x", at=NOON)
        submissions.answered(key, by_id=by_id, status=302, location="/")

        assert drafts.keep(FORM, TYPED, by_id=by_id, at=NOON, sending=key) is False

        with writer():
            assert not Draft.objects.exists()

    def test_what_arrives_while_the_form_is_not_sent_yet_is_kept(self):
        assert drafts.keep(FORM, TYPED, by_id=uuid4(), at=NOON, sending=uuid4()) is True

    def test_forgetting_lets_go_of_ones_own_and_no_other(self, writer):
        mine, yours = uuid4(), uuid4()
        for by_id in (mine, yours):
            drafts.keep(FORM, TYPED, by_id=by_id, at=NOON)

        drafts.forget(FORM, by_id=mine)

        with writer():
            assert [kept.by_id for kept in Draft.objects.all()] == [yours]

    def test_nobody_has_more_than_so_many_and_the_oldest_give_way(self, writer):
        by_id = uuid4()
        for number in range(drafts.MOST_EACH + 2):
            drafts.keep(f"form:{number}", TYPED, by_id=by_id, at=NOON + timedelta(minutes=number))

        with writer():
            kept = set(Draft.objects.values_list("form", flat=True))
        assert len(kept) == drafts.MOST_EACH
        assert not kept & {"form:0", "form:1"}

    def test_old_ones_are_cleared_and_newer_ones_stay(self, writer):
        drafts.keep("old", TYPED, by_id=uuid4(), at=NOON - drafts.KEPT_FOR - timedelta(seconds=1))
        drafts.keep("new", TYPED, by_id=uuid4(), at=NOON - drafts.KEPT_FOR)

        assert drafts.clear_old(at=NOON) == 1

        with writer():
            assert Draft.objects.get().form == "new"

    def test_both_locks_show_a_draft_to_whoever_typed_it_alone(self):
        mine = acting(UserFactory())
        drafts.keep(FORM, TYPED, by_id=mine.id, at=NOON)

        assert lookups.visible(Draft, by=mine, to=Do.SEE_CASES).count() == 1
        assert Draft.objects.count() == 1
        yours = acting(UserFactory())
        assert lookups.visible(Draft, by=yours, to=Do.SEE_CASES).count() == 0
        assert Draft.objects.count() == 0
