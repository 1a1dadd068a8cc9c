"""What holds about plans."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from throughline.agencies.statuses import OrganisationKind
from throughline.foundations.errors import Refused
from throughline.foundations.moves import MoveNotAllowed
from throughline.plans import rules
from throughline.plans.statuses import Anchor, GoalState, Owner, TaskState

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
OFFSETS = st.integers(-rules.LONGEST_OFFSET, rules.LONGEST_OFFSET)
TITLES = st.text(alphabet="abcdefg hij", min_size=1, max_size=40)


@given(kind=st.none() | st.sampled_from(list(OrganisationKind)))
def test_every_step_has_an_owner_that_is_the_person_statutory_or_not(kind):
    owner = rules.owner_of(kind)

    assert (owner == Owner.PERSON) == (kind is None)
    assert (owner == Owner.STATUTORY) == (kind in rules.STATUTORY_KINDS)


@given(first=DAYS, second=DAYS, offset=OFFSETS)
def test_there_and_back_restores_the_day(first, second, offset):
    there = [rules.due_on(on, offset) for on in (first, second, None, first)]

    assert there[0] == there[3]
    assert there[1] - there[0] == second - first
    assert there[2] is None


@given(due=DAYS, state=st.sampled_from(list(TaskState)), today=DAYS)
def test_only_what_is_not_over_is_late_and_only_from_the_day_after(due, state, today):
    assert rules.is_late(due, state, today=today) == (state in rules.OPEN_STATES and due < today)
    assert not rules.is_late(None, state, today=today)


@given(offset=OFFSETS, released_on=st.none() | DAYS, inside=st.booleans())
def test_a_step_hung_on_release_is_on_the_same_side_whatever_the_day(offset, released_on, inside):
    due = rules.due_on(released_on, offset)

    outside = rules.is_outside(due, anchor=Anchor.RELEASE, offset=offset, released_on=released_on, inside=inside)

    assert outside == (offset >= 0)
    first_days = rules.in_first_days(due, anchor=Anchor.RELEASE, offset=offset, released_on=released_on)
    assert first_days == (0 <= offset < 28)


@given(due=DAYS, released_on=DAYS)
def test_a_step_on_a_day_of_its_own_falls_on_the_side_that_day_is_on(due, released_on):
    outside = rules.is_outside(due, anchor=Anchor.FIXED, offset=None, released_on=released_on, inside=True)
    first_days = rules.in_first_days(due, anchor=Anchor.FIXED, offset=None, released_on=released_on)

    assert outside == (due >= released_on)
    assert first_days == (0 <= (due - released_on).days < 28)


def test_with_no_day_a_step_falls_where_the_person_is():
    fixed = {"anchor": Anchor.FIXED, "offset": None, "released_on": None}

    assert not rules.is_outside(TODAY, **fixed, inside=True)
    assert rules.is_outside(TODAY, **fixed, inside=False)


@given(title=TITLES)
def test_a_title_is_like_itself_however_it_is_written(title):
    assume(rules.alike(title, title))

    assert rules.alike(title, f"  {title.upper()}!")


@given(one=TITLES, other=TITLES)
def test_being_alike_goes_both_ways(one, other):
    assert rules.alike(one, other) == rules.alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Housing application", "Apply for housing with Marnoch council", True),
        ("GP registration", "Register with the GP", True),
        ("Open a bank account", "Get photo ID", False),
        ("!!!", "???", False),
    ],
)
def test_like_titles_are_told_from_others(one, other, same):
    assert rules.alike(one, other) is same


@given(start=st.sampled_from(list(TaskState)), end=st.sampled_from(list(TaskState)))
def test_what_is_over_stays_over_unless_it_is_opened_again_and_nothing_follows_itself(start, end):
    by_hand = start in rules.OPEN_STATES and end not in {start, TaskState.RETIRED}
    if by_hand or (start, end) == (TaskState.DONE, TaskState.TODO):
        rules.check_task_move(start, end)
    else:
        with pytest.raises(MoveNotAllowed):
            rules.check_task_move(start, end)


@pytest.mark.parametrize("state", [GoalState.REACHED, GoalState.DROPPED])
def test_a_goal_that_is_over_stays_over(state):
    with pytest.raises(MoveNotAllowed, match="This goal was"):
        rules.check_goal_move(state, GoalState.REACHED)


@pytest.mark.parametrize(
    ("on", "words"), [(TODAY - timedelta(1), "has passed"), (TODAY + timedelta(800), "more than two years")]
)
def test_a_day_to_work_to_is_to_come_and_near(on, words):
    with pytest.raises(Refused, match=words):
        rules.check_ahead(on, today=TODAY, field="by_on")


@pytest.mark.parametrize(
    ("anchor", "offset", "due", "words"),
    [
        ("", None, None, "Give the day"),
        ("", None, TODAY - timedelta(1), "has passed"),
        ("release", None, None, "Give a number of days"),
        ("release", 731, None, "730 at most"),
        ("moonrise", 1, None, "Choose what its day hangs on"),
    ],
)
def test_a_step_whose_day_cannot_be_told_is_refused(anchor, offset, due, words):
    with pytest.raises(Refused, match=words):
        rules.check_timing(anchor, offset=offset, due=due, today=TODAY)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"agrees": False, "words": "  "}, "what they want changed"),
        ({"understands": ["moon"]}, "Choose from the list"),
        ({"said_on": TODAY + timedelta(1)}, "has not come yet"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused(answer, words):
    given_ = {"agrees": True, "words": "", "understands": [], "said_on": TODAY} | answer

    with pytest.raises(Refused, match=words):
        rules.check_agreement(**given_, today=TODAY)
