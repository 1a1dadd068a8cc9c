"""What holds of asking and answering, whatever the days and whoever asks."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from throughline.agencies.pathways import Pathway, compartment_of
from throughline.foundations.errors import Refused
from throughline.foundations.moves import MoveNotAllowed
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.referrals import rules
from throughline.referrals.statuses import State

DAYS = st.dates(date(2014, 1, 1), date(2035, 12, 31))
CALENDARS = st.sampled_from([Calendar(jurisdiction) for jurisdiction in Jurisdiction])
WITHIN = st.integers(1, 30)
STATES = st.sampled_from(State)
PATHWAYS = st.lists(st.sampled_from(Pathway))
TODAY = date(2026, 3, 2)


def refusal(check, *args, **facts):
    """Return what a rule refuses, or None when it lets things be."""
    try:
        check(*args, **facts)
    except Refused as refused:
        return refused
    return None


@given(STATES, STATES, DAYS)
def test_a_move_is_made_or_refused_in_words_that_end_in_a_full_stop(before, after, on):
    no = refusal(rules.check_move, before, after, on=on, today=on)

    assert (no is None) == rules.STATES.allows(before, after)
    assert no is None or re.fullmatch(r"This referral .*\.", str(no))
    assert no is None or ("not been sent yet" in str(no)) == (before == State.DRAFT)


@given(st.lists(STATES, max_size=12))
def test_whatever_is_tried_nothing_follows_an_answer(tries):
    state, answered = State.DRAFT, 0
    for after in tries:
        if rules.STATES.allows(state, after):
            state = after
            answered += state in {State.ACCEPTED, State.DECLINED, State.WITHDRAWN}

    assert answered <= 1
    assert {State.ACCEPTED, State.DECLINED, State.WITHDRAWN} == rules.STATES.final()


def test_an_answer_that_came_before_is_named_with_its_day():
    with pytest.raises(MoveNotAllowed, match=r"declined on Tue 3 Feb and cannot be accepted\."):
        rules.check_move(State.DECLINED, State.ACCEPTED, on=date(2026, 2, 3), today=TODAY)
    with pytest.raises(MoveNotAllowed, match=r"accepted on Tue 3 Feb and cannot be accepted again\."):
        rules.check_move(State.ACCEPTED, State.ACCEPTED, on=date(2026, 2, 3), today=TODAY)
    with pytest.raises(MoveNotAllowed, match=r"has not been sent yet and cannot be accepted\."):
        rules.check_move(State.DRAFT, State.ACCEPTED, on=None, today=TODAY)


@given(DAYS, WITHIN, CALENDARS)
def test_an_answer_is_due_on_a_working_day_after_the_referral_came(received, within, calendar):
    due = rules.due_on(received, within=within, calendar=calendar)

    assert calendar.is_working_day(due)
    assert due > received
    assert calendar.working_days_between(received + timedelta(days=1), due + timedelta(days=1)) == within


@given(DAYS, WITHIN, st.integers(0, 40), st.integers(0, 60), CALENDARS)
def test_while_more_is_asked_the_clock_stands_still(received, within, until_asked, until_reply, calendar):
    due = rules.due_on(received, within=within, calendar=calendar)
    asked = received + timedelta(days=until_asked)
    replied = asked + timedelta(days=until_reply)

    later = rules.due_after_reply(due, asked_on=asked, replied_on=replied, calendar=calendar)

    assert calendar.is_working_day(later)
    assert later >= due
    left = rules.days_left(due, on=asked, calendar=calendar)
    assert rules.days_left(later, on=replied, calendar=calendar) == left


@given(DAYS, WITHIN, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=4), CALENDARS)
def test_however_often_more_is_asked_only_open_questions_lengthen_the_promise(received, within, questions, calendar):
    due, on, stood_still = rules.due_on(received, within=within, calendar=calendar), received, 0
    for until_asked, until_reply in questions:
        asked = on + timedelta(days=until_asked)
        on = asked + timedelta(days=until_reply)
        due = rules.due_after_reply(due, asked_on=asked, replied_on=on, calendar=calendar)
        stood_still += calendar.working_days_between(asked, on)

    assert due == calendar.add_working_days(received, within + stood_still)


@given(DAYS, st.integers(0, 60), CALENDARS)
def test_the_days_an_answer_took_are_working_days(received, days, calendar):
    taken = rules.days_taken(received, decided_on=received + timedelta(days=days), calendar=calendar)

    assert 0 <= taken <= days


@given(PATHWAYS)
def test_a_referral_needs_the_strictest_compartment_of_what_it_is_about(pathways):
    needed = {compartment_of(pathway) for pathway in pathways}
    part = rules.compartment_for(pathways)

    assert part in needed | {""}
    assert part != "" or needed <= {""}
    assert "sensitive" not in needed or part == "sensitive"


@given(PATHWAYS)
def test_parts_of_life_are_kept_in_the_order_of_the_list_each_once(pathways):
    kept = rules.in_order(pathways)

    assert set(kept) == {str(pathway) for pathway in pathways}
    assert kept == [str(pathway) for pathway in Pathway if str(pathway) in kept]


def test_the_sender_speaks_for_an_agency_and_the_team_asked_for_the_person():
    asked, sender = uuid4(), uuid4()

    assert rules.asks(team_id=asked, from_team_id=sender, team_ids={sender})
    assert not rules.asks(team_id=asked, from_team_id=sender, team_ids={asked})
    assert rules.asks(team_id=asked, from_team_id=None, team_ids={asked})
    assert rules.answers(asked, team_ids={asked})
    assert not rules.answers(asked, team_ids={sender})


@given(DAYS, DAYS, DAYS)
def test_nothing_is_received_ahead_or_outside_the_life_of_a_service(received, opened, closed):
    assume(opened < closed)
    cannot = received > TODAY or received < opened or received >= closed

    no = refusal(rules.check_received, received, today=TODAY, opened_on=opened, closed_on=closed, service="Bridge")

    assert (no is not None) == cannot
    assert no is None or no.field in {"received_on", "service"}


@given(DAYS, DAYS)
def test_an_answer_falls_between_the_day_the_referral_came_and_today(on, received):
    cannot = on > TODAY or on < received

    no = refusal(rules.check_day, on, after=received, today=TODAY)

    assert (no is not None) == cannot
    assert no is None or no.field == "on"


@given(st.integers(-40, 40))
def test_a_day_to_look_again_is_still_to_come(days):
    again = TODAY + timedelta(days=days)

    if days > 0:
        rules.check_look_again(again, on=TODAY)
    else:
        with pytest.raises(Refused, match="after today"):
            rules.check_look_again(again, on=TODAY)
    rules.check_look_again(None, on=TODAY)


@given(st.text(max_size=40), st.text(max_size=40))
def test_words_added_lose_none_that_were_there(before, words):
    no = refusal(rules.joined, before, words, most=60, field="words")

    if no is not None:
        assert (len(before.strip()) + len(words.strip()) + 2 > 60, no.field) == (True, "words")
        return
    whole = rules.joined(before, words, most=60, field="words")
    assert before.strip() in whole
    assert words.strip() in whole
    assert len(whole) <= 60


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"has_person": False, "named": " "}, "named"),
        ({"words": " "}, "words"),
        ({"words": "x" * 501}, "words"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"is_future": True}, "happened_at"),
    ],
)
def test_help_at_a_duty_desk_says_whom_what_and_when(said, field):
    enough = {"has_person": True, "named": "", "words": "Gave a phone card", "minutes": None, "is_future": False}
    rules.check_duty(**enough)

    with pytest.raises(Refused) as refused:
        rules.check_duty(**(enough | said))

    assert refused.value.field == field
