"""The small pictures: every mark on the canvas, equal scores beside each other, and labels that never touch."""

from hypothesis import given
from hypothesis import strategies as st

from throughline.web.outcomes.drawing import LABEL_HEIGHT, draw

SCORES = st.integers(0, 3).flatmap(
    lambda size: st.tuples(*[st.lists(st.none() | st.integers(1, 5), min_size=size, max_size=size)] * 2)
)


@given(SCORES, st.integers(5, 10))
def test_every_mark_is_on_the_canvas(views, steps):
    theirs, ours = views

    panel = draw(theirs, ours, steps=steps, name="Az")

    assert all(0 < spot.x < 130 and 0 < spot.y < 130 for spot in [*panel.dots, *panel.squares])
    assert len(panel.dots) == sum(score is not None for score in theirs)
    assert len(panel.rails) == steps


@given(SCORES, st.integers(5, 10))
def test_labels_of_both_ends_never_touch(views, steps):
    labels = draw(*views, steps=steps, name="Az").labels

    assert len(labels) < 2 or abs(labels[0].at.y - labels[1].at.y) >= LABEL_HEIGHT


def test_equal_ends_are_named_once():
    (label,) = draw([2, 3], [4, 3], steps=5, name="Az").labels

    assert label.words == "3 both"


def test_a_higher_score_is_drawn_higher():
    low, high = draw([1, 5], [None, None], steps=5, name="Az").dots

    assert low.y > high.y
    assert (low.x, high.x) == (16, 116)
