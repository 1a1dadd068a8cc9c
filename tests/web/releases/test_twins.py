"""Two departments that hold the same need of one person."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import TODAY
from throughline.plans.statuses import TaskState
from throughline.protocols.statuses import MustHave
from throughline.web.releases.twins import Held, in_words, twin_of

PERSON = uuid4()


def held(**facts) -> Held:
    base = {
        "pk": uuid4(),
        "person_id": PERSON,
        "key": "",
        "title": "Open a bank account",
        "must_have": "",
        "protocols": frozenset(),
        "needs": frozenset(),
        "state": "todo",
        "holder": "Resettlement",
        "due_on": TODAY,
        "ended_on": None,
    }
    return Held(**(base | facts))


@pytest.mark.parametrize(
    ("facts", "is_twin"),
    [
        ({"holder": "Healthcare"}, True),
        ({"holder": "Healthcare", "title": "Bank account opened"}, True),
        ({"holder": "Healthcare", "title": "See the doctor"}, False),
        ({"holder": "Resettlement"}, False),
        ({"holder": "Healthcare", "person_id": uuid4()}, False),
        ({"holder": "Healthcare", "state": "dropped"}, False),
        ({"holder": "Healthcare", "state": "retired"}, False),
        ({"holder": "Healthcare", "state": "done", "ended_on": TODAY}, True),
    ],
)
def test_the_same_need_of_the_same_person_held_by_someone_else_is_a_twin(facts, is_twin):
    assert (twin_of(held(), [held(**facts)]) is not None) == is_twin


def test_one_must_have_held_twice_is_a_twin_whatever_it_is_called():
    step = held(title="Card", must_have=MustHave.ID)
    other = held(title="Birth certificate", must_have=MustHave.ID, holder="Healthcare")

    assert twin_of(step, [other]) == other


def test_appointments_of_the_first_week_are_many_on_purpose():
    step = held(title="Jobcentre", must_have=MustHave.FIRST_WEEK)

    assert twin_of(step, [held(title="Doctor", must_have=MustHave.FIRST_WEEK, holder="Healthcare")]) is None


@pytest.mark.parametrize(
    "facts",
    [
        {"protocols": frozenset({"prison-release"})},
        {"key": "id.photo"},
        {"key": "id.other", "needs": frozenset({"id.card"})},
    ],
)
def test_two_steps_that_were_asked_for_together_are_no_twins(facts):
    step = held(
        key="id.card",
        must_have=MustHave.ID,
        protocols=frozenset({"prison-release"}),
        needs=frozenset({"id.photo"}),
    )

    assert twin_of(step, [held(must_have=MustHave.ID, holder="Healthcare", **facts)]) is None


def test_what_is_done_already_is_told_before_what_is_only_held():
    done = held(holder="Healthcare", state="done", ended_on=TODAY)
    found = twin_of(held(), [held(holder="Housing"), done])

    assert found == done
    assert in_words(found, today=TODAY) == "Healthcare has done this already on Mon 2 Mar: Open a bank account"


def test_a_private_step_is_not_named():
    found = in_words(held(holder="Healthcare", private=True), today=TODAY)

    assert found == "Healthcare holds this too: the same need, due Mon 2 Mar"


@given(
    st.lists(
        st.builds(
            held,
            pk=st.uuids(),
            holder=st.sampled_from(["Healthcare", "Housing", "Resettlement"]),
            state=st.sampled_from(TaskState),
        ),
        max_size=8,
    )
)
def test_a_step_is_never_its_own_twin_and_order_does_not_matter(steps):
    for step in steps:
        found = twin_of(step, steps)

        assert found is None or found.pk != step.pk
        assert found == twin_of(step, steps[::-1])
