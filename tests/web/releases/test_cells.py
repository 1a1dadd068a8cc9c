"""What a must-have looks like on the board: every way it can stand, and what is never said."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TODAY
from throughline.housing.rules import FirstNightState
from throughline.housing.statuses import HomeKind, Sure
from throughline.plans.statuses import TaskState
from throughline.protocols.statuses import MustHave
from throughline.web.releases.cells import OF_HEALTH, Bed, Look, Step, address, cell, cells, settled

FAR, SOON, PAST = TODAY + timedelta(days=60), TODAY + timedelta(days=10), TODAY - timedelta(days=2)
NO_BED = Bed(state=FirstNightState.MISSING, reason="No home is planned.")


def a_step(**facts) -> Step:
    base = {
        "pk": uuid4(),
        "key": "",
        "name": "A step",
        "must_have": MustHave.ID,
        "state": "todo",
        "words": "",
        "progress": "",
        "due_on": FAR,
        "needs": (),
        "takes": 0,
        "whose": "Officer Doull",
        "private": False,
    }
    return Step(**(base | facts))


def look(*steps, need=MustHave.ID, leaves_on=FAR, shared=True):
    found = cell(need, list(steps), leaves_on=leaves_on, today=TODAY, shared=shared)
    return found.look, found.word


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([], (Look.ASK, "Ask")),
        ([{"state": "done"}], (Look.IN_PLACE, "Yes")),
        ([{"state": "dropped"}], (Look.NO_NEED, "No need")),
        ([{"state": "retired"}], (Look.NO_NEED, "No need")),
        ([{"state": "done"}, {"state": "retired"}], (Look.IN_PLACE, "Yes")),
        ([{"state": "blocked"}], (Look.MISSING, "Blocked")),
        ([{"due_on": PAST}], (Look.MISSING, "Late")),
        ([{"due_on": PAST, "progress": "Ordered"}], (Look.MISSING, "Late")),
        ([{"progress": "Ordered"}], (Look.UNDER_WAY, "Ordered")),
        ([{"progress": "Ordered from the registrar"}], (Look.UNDER_WAY, "Ordered from th…")),
        ([{}, {"state": "done"}], (Look.UNDER_WAY, "1 of 2")),
        ([{}], (Look.ASK, "Ask")),
        ([{"due_on": None}], (Look.ASK, "Ask")),
        ([{"due_on": SOON}], (Look.MISSING, "None")),
    ],
)
def test_a_must_have_says_how_it_stands(steps, said):
    assert look(*(a_step(**facts) for facts in steps)) == said


def test_what_nobody_has_begun_is_missing_once_release_is_near():
    assert look(a_step(), leaves_on=SOON) == (Look.MISSING, "None")
    assert look(a_step(), leaves_on=TODAY + timedelta(days=15)) == (Look.ASK, "Ask")
    assert look(a_step(), need=MustHave.MET, leaves_on=SOON) == (Look.MISSING, "Nobody")


@pytest.mark.parametrize(
    ("steps", "leaves_on", "said"),
    [
        ([{}, {}], FAR, (Look.ASK, "0 of 2")),
        ([{}, {}], SOON, (Look.MISSING, "None")),
        ([{"progress": "Booked"}, {}], SOON, (Look.UNDER_WAY, "1 of 2")),
        ([{"progress": "Booked"}, {"state": "done"}, {"state": "retired"}], SOON, (Look.IN_PLACE, "2")),
        ([{"state": "retired"}], SOON, (Look.NO_NEED, "No need")),
    ],
)
def test_the_first_week_counts_what_is_booked(steps, leaves_on, said):
    assert look(*(a_step(**facts) for facts in steps), need=MustHave.FIRST_WEEK, leaves_on=leaves_on) == said


@pytest.mark.parametrize("need", sorted(OF_HEALTH))
def test_health_that_is_not_shared_is_locked_never_missing(need):
    assert look(need=need, leaves_on=TODAY, shared=False) == (Look.LOCKED, "Not shared")


@pytest.mark.parametrize(
    ("bed", "said", "none"),
    [
        (Bed(state=FirstNightState.IN_PLACE, reason="", kind=HomeKind.FAMILY, sure=Sure.AGREED), "Family", False),
        (Bed(state=FirstNightState.IN_PLACE, reason="", kind=HomeKind.OTHER, sure=Sure.AGREED), "Yes", False),
        (Bed(state=FirstNightState.IN_PLACE, reason="", kept=True), "Their own", False),
        (Bed(state=FirstNightState.UNDER_WAY, reason="", kind=HomeKind.HOSTEL, sure=Sure.OFFERED), "Offered", False),
        (Bed(state=FirstNightState.UNDER_WAY, reason="", kind=HomeKind.HOSTEL, sure=Sure.HOPED), "Hoped for", True),
        (Bed(state=FirstNightState.UNDER_WAY, reason=""), "Asked for", True),
        (Bed(state=FirstNightState.AT_RISK, reason="", kind=HomeKind.HOSTEL, sure=Sure.AGREED), "At risk", False),
        (Bed(state=FirstNightState.AT_RISK, reason=""), "At risk", True),
        (Bed(state=FirstNightState.MISSING, reason="", kind=HomeKind.ROUGH, sure=Sure.AGREED), "None", True),
        (Bed(state=FirstNightState.ASK, reason=""), "Ask", True),
    ],
)
def test_the_first_night_is_said_in_a_word(bed, said, none):
    assert address(bed).word == said
    assert bed.none is none


STEPS = st.builds(
    a_step,
    pk=st.uuids(),
    must_have=st.sampled_from(["", *MustHave]),
    state=st.sampled_from(TaskState),
    progress=st.sampled_from(["", "Ordered", "x" * 60]),
    due_on=st.none() | st.dates(TODAY - timedelta(days=90), TODAY + timedelta(days=90)),
)
DAYS = st.dates(TODAY, TODAY + timedelta(days=90))


@given(st.lists(STEPS, max_size=12), DAYS, st.booleans())
def test_nine_cells_always_with_a_word_that_fits(steps, leaves_on, shared):
    found = cells(steps, NO_BED, leaves_on=leaves_on, today=TODAY, opens_needs=shared)
    done, known = settled(found)

    assert [one.label for one in found] == [need.label for need in MustHave]
    assert all(0 < len(one.word) <= 16 for one in found)
    assert 0 <= done <= known <= len(MustHave)


@given(st.lists(STEPS, min_size=1, max_size=6), DAYS, st.randoms())
def test_the_order_of_steps_says_nothing_of_how_a_must_have_stands(steps, leaves_on, random):
    turned = random.sample(steps, len(steps))

    assert look(*steps, leaves_on=leaves_on)[0] == look(*turned, leaves_on=leaves_on)[0]


@given(st.lists(STEPS, min_size=1, max_size=6), DAYS)
def test_finishing_everything_leaves_nothing_missing(steps, leaves_on):
    finished = [a_step(must_have=step.must_have, state="done", pk=UUID(int=step.pk.int)) for step in steps]

    assert look(*finished, leaves_on=leaves_on) == (Look.IN_PLACE, "Yes")


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_step_is_late_only_once_its_day_has_passed(due_on):
    late = a_step(due_on=due_on).late_by(TODAY)

    assert late == max(0, (TODAY - due_on).days)
