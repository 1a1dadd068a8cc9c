"""Reviews: what may be scored, how far someone came, and what is owed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations.errors import Refused
from throughline.outcomes.rules import (
    TOOL_RANGES,
    Change,
    Given,
    Path,
    Standing,
    apart,
    change,
    check_held,
    check_period,
    check_scores,
    check_there,
    check_tool,
    check_wording,
    held_in,
    pace,
    standing,
    suggest_point,
    tool_change,
)
from throughline.outcomes.statuses import HowScored, Point, Tool

STEPS = st.none() | st.integers(1, 5)
PATHS = st.lists(STEPS, max_size=8).map(lambda scores: Path(tuple(scores)))
DAYS = st.dates(date(2014, 1, 1), date(2030, 1, 1))


@given(STEPS, STEPS)
def test_a_change_is_known_only_when_both_ends_are(first, last):
    found = change(first, last)

    assert (found is None) == (first is None or last is None)
    assert found != Change.IMPROVED or change(last, first) == Change.WORSE


@given(PATHS)
def test_the_distance_is_the_last_score_less_the_first_whatever_was_skipped(path):
    given_ = [score for score in path.scores if score is not None]

    assert path.steps == (given_[-1] - given_[0] if len(given_) > 1 else None)
    assert Path(tuple(given_)).steps == path.steps


@given(PATHS)
def test_a_dip_names_a_review_that_scored_higher_than_the_latest(path):
    place = path.dipped_since

    assert place is None or path.scores[place] > path.given[-1]


@given(PATHS)
def test_the_words_never_say_zero_or_significant(path):
    assert "0" not in path.words()
    assert "significant" not in path.words()


@given(STEPS, STEPS)
def test_views_are_as_far_apart_either_way_round(theirs, ours):
    assert apart(theirs, ours) == apart(ours, theirs)


@given(DAYS, DAYS, DAYS)
def test_a_review_lies_between_the_start_of_a_case_and_today(held, opened, today):
    if opened <= held <= today:
        check_held(held, today=today, opened_on=opened, closed_on=None)
        return

    with pytest.raises(Refused) as refusal:
        check_held(held, today=today, opened_on=opened, closed_on=None)

    assert refusal.value.field == "held_on"


def test_a_review_is_not_held_after_a_case_closed():
    with pytest.raises(Refused, match="closed on 1 March 2026"):
        check_held(date(2026, 3, 2), today=date(2026, 3, 9), opened_on=date(2026, 1, 1), closed_on=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("there", "field"),
    [
        ({"person": False, "worker": False, "agrees": None}, "person_present"),
        ({"person": False, "worker": True, "agrees": True}, "person_agrees"),
    ],
)
def test_somebody_is_there_and_only_those_who_are_agree(there, field):
    with pytest.raises(Refused) as refusal:
        check_there(**there)

    assert refusal.value.field == field


def one(**facts):
    return Given(key="engagement", steps=5, **facts)


@pytest.mark.parametrize(
    ("given_", "how", "present", "field"),
    [
        ([one()], HowScored.NOT_GIVEN, True, ""),
        ([one(theirs=6)], HowScored.THEMSELF, True, "theirs-engagement"),
        ([one(ours=0)], HowScored.NOT_GIVEN, True, "ours-engagement"),
        ([one(theirs=3)], HowScored.THEMSELF, False, "theirs-engagement"),
        ([one(theirs=3)], HowScored.NOT_GIVEN, True, "how"),
        ([one(ours=3)], HowScored.THEMSELF, True, "how"),
    ],
)
def test_what_cannot_have_been_scored_is_refused_beside_its_question(given_, how, present, field):
    with pytest.raises(Refused) as refusal:
        check_scores(given_, how=how, person_present=present)

    assert refusal.value.field == field


@given(STEPS, st.integers(1, 5))
def test_either_view_may_be_skipped(theirs, ours):
    how = HowScored.NOT_GIVEN if theirs is None else HowScored.READ_ALOUD

    check_scores([one(theirs=theirs, ours=ours), Given(key="other", steps=5)], how=how, person_present=True)


def test_a_review_while_being_assessed_is_held_where_the_person_is():
    assert [
        held_in(setting, in_custody=inside).value for setting in ("assessment", "") for inside in (True, False)
    ] == [
        "prison",
        "community",
        "prison",
        "community",
    ]


@pytest.mark.parametrize(
    ("before", "release_on", "closed_on", "point"),
    [
        (0, date(2026, 3, 2), None, Point.START),
        (1, None, None, Point.ROUTINE),
        (1, date(2026, 3, 30), None, Point.RELEASE),
        (1, date(2026, 2, 2), None, Point.RELEASE),
        (1, date(2026, 2, 1), None, Point.ROUTINE),
        (4, date(2026, 3, 2), date(2026, 3, 2), Point.END),
    ],
)
def test_the_point_is_suggested_from_what_came_before(before, release_on, closed_on, point):
    on = date(2026, 3, 2)

    assert suggest_point(held_before=before, on=on, release_on=release_on, closed_on=closed_on) == point


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_a_review_is_overdue_only_after_its_day(last_on, due_on, today):
    stands = standing(last_on=last_on, due_on=due_on, today=today)

    assert (stands == Standing.OVERDUE) == (due_on is not None and due_on < today)
    assert stands != Standing.NO_DAY or (due_on is None and last_on is not None)
    assert stands != Standing.NEVER or last_on is None


def test_a_wording_keeps_the_number_of_steps_and_leaves_none_empty():
    with pytest.raises(Refused, match="5 steps, as before"):
        check_wording(plain_name="A", steps=["a"] * 4, number=5)
    with pytest.raises(Refused, match="step 3"):
        check_wording(plain_name="A", steps=["a", "b", " ", "d", "e"], number=5)
    with pytest.raises(Refused, match="name"):
        check_wording(plain_name=" ", steps=["a"] * 5, number=5)


@pytest.mark.parametrize("tool", TOOL_RANGES)
def test_a_total_lies_in_the_range_of_its_tool(tool):
    lowest, highest = TOOL_RANGES[tool]

    check_tool(tool, named="", total=lowest)
    check_tool(tool, named="", total=highest)
    with pytest.raises(Refused, match="lies between"):
        check_tool(tool, named="", total=highest + 1)


def test_another_tool_is_named():
    with pytest.raises(Refused, match="which tool"):
        check_tool(Tool.OTHER, named=" ", total=Decimal(3))


def test_a_small_change_of_a_tool_is_said_to_be_maybe_chance():
    assert "may be chance" in tool_change(Tool.SWEMWBS, Decimal("20.0"), Decimal("22.0"))
    assert "chance" not in tool_change(Tool.SWEMWBS, Decimal("20.0"), Decimal("24.5"))
    assert tool_change(Tool.OTHER, Decimal(1), Decimal(1)) == "the same as the time before"


@given(st.integers(0, 500), DAYS, st.integers(1, 400))
def test_the_pace_of_a_count_does_not_depend_on_how_long_it_ran(number, start, weeks):
    end = start + timedelta(weeks=4 * weeks) - timedelta(days=1)

    assert pace(number * weeks, from_on=start, to_on=end) == number


def test_a_period_that_is_not_over_is_refused():
    with pytest.raises(Refused, match="has not come"):
        check_period(from_on=date(2026, 1, 1), to_on=date(2026, 3, 3), today=date(2026, 3, 2))
    with pytest.raises(Refused, match="before the first"):
        check_period(from_on=date(2026, 1, 2), to_on=date(2026, 1, 1), today=date(2026, 3, 2))
