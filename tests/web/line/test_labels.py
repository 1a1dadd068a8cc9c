"""Words beside marks never run into each other, a line they do not belong to, or the edge."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from throughline.web.line.labels import EDGE
from throughline.web.line.lanes import TOO_NEAR, lay
from throughline.web.line.marks import QUIET, Lane, Mark, Shape, State
from throughline.web.line.scale import LEFT, Window

TODAY = date(2026, 1, 15)
GATE = date(2026, 2, 3)


def mark(days: int = 5, *, state: State = State.TODO, what: str = "Bank account") -> Mark:
    return Mark(on=GATE + timedelta(days=days), what=what, shape=Shape.TASK, state=state)


marks = st.lists(
    st.builds(
        mark,
        st.integers(-100, 100),
        state=st.sampled_from(State),
        what=st.text("abmW il", min_size=1, max_size=40),
    ),
    max_size=40,
)


@given(marks)
def test_labels_keep_clear_of_each_other_of_the_lines_and_of_the_edge(some):
    window = Window(TODAY, GATE)

    laid = lay(Lane(name="Money", marks=tuple(some)), window)

    boxes = [(each.x, each.label) for each in laid.marks if each.label]
    for number, (_, box) in enumerate(boxes):
        assert box.x >= LEFT
        assert box.end <= EDGE
        assert not any(box.meets(other) for _, other in boxes[number + 1 :])
        for line in (window.x(TODAY), window.gate_x):
            assert not box.crosses(line)


def test_what_is_due_on_the_day_of_release_is_labelled_beside_the_gate():
    window = Window(TODAY, GATE)

    (laid,) = lay(Lane(name="Home", marks=(mark(0, what="Keys"),)), window).marks

    assert laid.label is not None
    assert laid.label.x > window.x(GATE)


@given(marks)
def test_no_mark_is_lost_and_none_stands_on_another(some):
    laid = lay(Lane(name="Money", marks=tuple(some)), Window(TODAY, GATE)).marks

    assert sum(1 + each.mark.more for each in laid) == len(some)
    assert all(after.x - before.x >= TOO_NEAR for before, after in pairwise(laid))


def test_the_worst_of_marks_that_meet_leads():
    together = (mark(1, state=State.DONE), mark(1, state=State.LATE, what="Photo"), mark(1, state=State.TODO))

    (laid,) = lay(Lane(name="Money", marks=together), Window(TODAY, GATE)).marks

    assert (laid.mark.what, laid.mark.state, laid.mark.more) == ("Photo", State.LATE, 2)


@given(marks)
def test_what_is_behind_the_person_has_no_label(some):
    laid = lay(Lane(name="Money", marks=tuple(some)), Window(TODAY, GATE)).marks

    assert not [each for each in laid if each.label and each.mark.state in QUIET]


def test_what_is_late_is_labelled_before_what_is_only_to_do():
    crowd = tuple(mark(days, what="A task with a long name indeed") for days in range(-18, 0, 3))
    late = mark(-22, state=State.LATE, what="The photo")

    laid = lay(Lane(name="Money", marks=(*crowd, late)), Window(TODAY, GATE)).marks

    assert next(each for each in laid if each.mark.what == "The photo").label is not None


def test_a_late_mark_says_how_late():
    assert mark(-20, state=State.LATE).label(TODAY) == "Bank account: 1 day late"
    assert mark(-25, state=State.LATE).label(TODAY) == "Bank account: 6 days late"
