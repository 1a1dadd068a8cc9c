"""What must hold for meetings and barriers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, TODAY
from throughline.foundations.errors import Refused
from throughline.meetings import rules
from throughline.meetings.statuses import BarrierState, MeetingState, Reply

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(st.integers(0, 10_000))
def test_a_number_that_could_point_at_someone_is_never_told(touched):
    told = rules.told_number(touched)

    assert told is None or told == 0 or told >= rules.SMALLEST_SHOWN


@given(st.text(max_size=600))
def test_a_decision_fits_the_name_of_a_step_and_keeps_how_it_begins(words):
    name = rules.step_name(words)

    assert len(name) <= rules.LONGEST_STEP
    assert " ".join(words.split()).startswith(name.rstrip("…").rstrip())


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_who_owes_something_is_at_the_table_or_missing(owing, here):
    away = rules.missing(owing, at_the_table=here)

    assert set(away) == owing - here
    assert list(away) == sorted(away)


@given(DAYS, DAYS)
def test_a_decision_has_a_day_to_come(due, today):
    if due >= today:
        rules.check_due(due, today=today)
    else:
        with pytest.raises(Refused, match="has passed"):
            rules.check_due(due, today=today)


def test_a_decision_without_a_day_is_refused():
    with pytest.raises(Refused, match="Give the day"):
        rules.check_due(None, today=TODAY)


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_list_never_grows_past_what_a_meeting_can_talk_about(on_list, new):
    if on_list + new <= rules.MOST_ON_A_LIST:
        rules.check_room(on_list, new)
    else:
        with pytest.raises(Refused, match="room for"):
            rules.check_room(on_list, new)


@given(DAYS, DAYS)
def test_a_meeting_is_held_on_its_day_or_after(held_on, today):
    if held_on <= today:
        rules.check_held(MeetingState.PLANNED, NOON, today=today, held_on=held_on)
    else:
        with pytest.raises(Refused, match="has not come"):
            rules.check_held(MeetingState.PLANNED, NOON, today=today, held_on=held_on)


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CANCELLED])
def test_what_is_settled_is_not_planned_again(state):
    with pytest.raises(Refused):
        rules.check_planned(state)


@pytest.mark.parametrize(
    ("kind", "name", "held_at", "field"),
    [
        ("", "Panel", NOON, "kind"),
        ("release_panel", " ", NOON, "name"),
        ("release_panel", "P", NOON.replace(2099), "on"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_beside_its_answer(kind, name, held_at, field):
    with pytest.raises(Refused) as refused:
        rules.check_meeting(kind, name, held_at, now=NOON)

    assert refused.value.field == field


@pytest.mark.parametrize("reply", ["", "perhaps", Reply.NO_ANSWER])
def test_no_answer_is_not_a_reply(reply):
    with pytest.raises(Refused, match="Choose what they answered"):
        rules.check_reply(reply, "words")


def test_word_that_was_sent_is_written_down():
    with pytest.raises(Refused, match="Write down the word"):
        rules.check_reply(Reply.SENDS_WORD, " ")


@pytest.mark.parametrize(
    ("state", "before", "now", "field"),
    [
        (BarrierState.OPEN, "b", "n", "state"),
        (BarrierState.REMOVED, " ", "n", "before"),
        (BarrierState.AROUND, "b", "", "resolution"),
    ],
)
def test_an_end_says_how_and_before_and_after(state, before, now, field):
    with pytest.raises(Refused) as refused:
        rules.check_end(state, before=before, resolution=now)

    assert refused.value.field == field


@pytest.mark.parametrize("state", sorted(rules.ENDS))
def test_a_barrier_that_ended_is_raised_again_and_not_worked_on(state):
    with pytest.raises(Refused, match="Raise it again"):
        rules.check_stands(state)


def test_a_day_to_look_again_is_to_come():
    with pytest.raises(Refused, match="has passed"):
        rules.check_barrier("law", "Title", TODAY - timedelta(days=1), today=TODAY)
