"""Many people leave at once, and the rows are those that one at a time leaves."""

from datetime import date, timedelta

import pytest
from django.forms import model_to_dict

from tests.factories import NOON, TODAY, StayFactory
from throughline.custody.actions import stays
from throughline.custody.actions.together import Leaving, leave_many
from throughline.custody.models import Movement
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db
CAME_IN = date(2026, 1, 5)


def leave(*leavings):
    return leave_many([Leaving(*each) for each in leavings], source="Test", by=SYSTEM, at=NOON)


def test_they_leave_as_one_at_a_time_does():
    one, other = StayFactory(admitted_on=CAME_IN, out_on_licence=True), StayFactory(admitted_on=CAME_IN)

    (together,) = leave((one, "release_planned", TODAY))
    alone = stays.leave(other, how="release_planned", on=TODAY, source="Test", by=SYSTEM, at=NOON)

    with writing():
        rows = [_facts(Movement.objects.get(stay=stay)) for stay in (together, alone)]
        notes = [JournalEntry.objects.get(person_id=stay.person_id, what="custody.left") for stay in (together, alone)]
    assert (together.ended_on, together.ended_how, together.out_on_licence) == (TODAY, "release_planned", False)
    assert together.version == alone.version
    assert rows[0] == rows[1]
    assert [{**note.facts, "prison": ""} for note in notes] == [{**notes[0].facts, "prison": ""}] * 2


def _facts(movement):
    facts = model_to_dict(movement, exclude=["id", "person", "stay", "from_prison"])
    return {**facts, "left": movement.from_prison_id is not None}


def test_if_one_cannot_have_left_nobody_leaves():
    able, ended = StayFactory(admitted_on=CAME_IN), StayFactory(admitted_on=CAME_IN, ended_on=TODAY, ended_how="death")

    with pytest.raises(Refused, match="They have left prison"):
        leave((able, "release_planned", TODAY), (ended, "release_planned", TODAY))

    with writing():
        able.refresh_from_db()
    assert able.ended_on is None


@pytest.mark.parametrize(
    ("how", "on", "said"),
    [
        ("release_planned", TODAY + timedelta(days=1), "has not come yet"),
        ("release_planned", CAME_IN - timedelta(days=1), "nothing in it can be before that day"),
        ("transfer", TODAY, "Choose how they left"),
    ],
)
def test_a_leaving_that_cannot_be_is_refused(how, on, said):
    with pytest.raises(Refused, match=said):
        leave((StayFactory(admitted_on=CAME_IN), how, on))


def test_nobody_leaving_changes_nothing():
    assert leave() == []
