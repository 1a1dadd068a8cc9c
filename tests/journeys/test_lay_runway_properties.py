"""What must hold of runways whatever happens, and in whatever order."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, TODAY
from tests.factories.journey import AssessmentFactory, PartOfLifeFactory
from tests.factories.runway import GATE, REMAND
from tests.journeys.runway_people import BY, LATER, inside, place
from tests.plans.at_once import answers_of
from throughline.assessments.models import PartOfLife
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.foundations.writing import writing
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.lay_runway import lay_runway
from throughline.plans.actions import tasks
from throughline.plans.models import Course, Plan, Task

pytestmark = pytest.mark.django_db
DAYS = st.none() | st.dates(TODAY, date(2027, 3, 1))
EVENTS = ("date", "status", "need")
SHAPE = ("key", "title", "state", "state_words", "due_on", "needs", "protocols", "reason", "team_id", "user_id")


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        yield
        return
    with writer():
        yield


def someone():
    stay = inside(place(GATE, REMAND), legal_status="remand")
    PartOfLifeFactory(
        assessment=AssessmentFactory(person=stay.person), pathway="substances", level="a_lot", compartment="needs"
    )
    lay_runway(stay.person, **BY)
    return stay


def stands(stay):
    """Return the steps that are needed, as they stand."""
    rows = Task.objects.filter(person=stay.person).exclude(state="retired")
    return sorted(map(str, rows.values_list(*SHAPE)))


def happen(stay, event, *, on, minute):
    if event == "date":
        new = NewDate(type="confirmed", on=on, known_at=NOON + timedelta(minutes=minute), source="Prison")
        change_release_date(stay, new=new, **BY)
        return
    if event == "status":
        Stay.objects.filter(pk=stay.pk).update(legal_status="sentenced")
    else:
        PartOfLife.objects.filter(person=stay.person).update(level="fine")
    lay_runway(stay.person, **BY)


@given(there=st.lists(DAYS, max_size=3))
@settings(max_examples=10)
def test_there_and_back_restores_every_day_and_state(there):
    stay = someone()
    home = date(2026, 6, 12)
    tasks.block(Task.objects.get(person=stay.person, key="bank.account"), why="Needs a photo", **BY)
    before = stands(stay)

    for minute, on in enumerate([*there, home]):
        happen(stay, "date", on=on, minute=minute)

    assert stands(stay) == before


@given(orders=st.tuples(st.permutations(EVENTS), st.permutations(EVENTS)), on=DAYS)
@settings(max_examples=10)
def test_the_order_in_which_things_become_known_does_not_matter(orders, on):
    ends = []
    for order in orders:
        stay = someone()
        for event in order:
            happen(stay, event, on=on, minute=0)
        rows = Task.objects.filter(person=stay.person).exclude(state="retired")
        ends.append(sorted(map(str, rows.values_list("key", "title", "state", "due_on", "needs", "protocols"))))

    assert ends[0] == ends[1]


@given(done=st.sets(st.sampled_from(["id.proof", "bank.account", "recovery.plan"])), days=st.lists(DAYS, max_size=3))
@settings(max_examples=10)
def test_what_is_done_never_moves_and_no_step_is_lost_or_doubled(done, days):
    stay = someone()
    for key in sorted(done):
        tasks.done(Task.objects.get(person=stay.person, key=key), on=TODAY, **BY)
    keys = sorted(Task.objects.filter(person=stay.person).values_list("key", flat=True))
    finished = list(Task.objects.filter(person=stay.person, state="done").order_by("key").values())

    for minute, on in enumerate(days):
        happen(stay, "date", on=on, minute=minute)
    happen(stay, "need", on=None, minute=9)

    assert sorted(Task.objects.filter(person=stay.person).values_list("key", flat=True)) == keys
    assert list(Task.objects.filter(person=stay.person, state="done").order_by("key").values()) == finished


@pytest.mark.django_db(transaction=True)
def test_two_who_lay_the_same_runway_at_once_lay_it_once():
    with writing():
        stay = inside(place(GATE))

    answers = answers_of(*[lambda: lay_runway(stay.person, **BY)] * 3)

    with writing():
        assert answers == ["kept"] * 3
        assert (Plan.objects.count(), Course.objects.count(), Task.objects.count()) == (1, 1, 5)


@pytest.mark.django_db(transaction=True)
def test_someone_who_finishes_a_step_while_its_day_moves_loses_nothing():
    with writing():
        stay = inside(place(GATE))
        lay_runway(stay.person, **BY)
        row = Task.objects.get(key="bank.account")

    def move():
        happen(stay, "date", on=date(2026, 7, 10), minute=0)

    def finish():
        tasks.drop(row, why="Has one", on=TODAY, by=BY["by"], at=LATER)

    assert answers_of(move, finish, move) == ["kept"] * 3
    with writing():
        row.refresh_from_db()
        assert row.state == "dropped"
        assert Task.objects.get(key="id.proof").due_on == date(2026, 5, 1)
