"""The picture says what it shows, escapes what people wrote, and stays small."""

import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from throughline.web.line.drawing import draw
from throughline.web.line.marks import Agency, Lane, Line, Mark, Shape, State, Step

TODAY = date(2026, 1, 15)
GATE = date(2026, 2, 3)


def line(**facts: object) -> Line:
    marks = tuple(
        Mark(on=TODAY + timedelta(days=8 * number - 30), what=f"Thing {number}", shape=shape, state=state)
        for number, (shape, state) in enumerate((shape, state) for shape in Shape for state in State)
    )
    usual = Line(
        person="Aaron Tallis",
        today=TODAY,
        gate=GATE,
        lanes=(Lane(name="Money", marks=marks), Lane(name="Health", locked=True), Lane(name="Work")),
        steps=(
            Step(on=TODAY - timedelta(days=20), what="Asked for help"),
            Step(on=GATE, what="Review", is_review=True),
        ),
        agencies=(Agency(name="Kindling", from_on=TODAY - timedelta(days=60)),),
    )
    return replace(usual, **facts)


def words(picture: str) -> list[str]:
    root = ElementTree.fromstring(picture)
    return [element.text or "" for element in root.iter() if element.tag == "text"]


def test_it_is_named_for_those_who_do_not_see_it():
    picture = draw(line())

    assert 'role="img"' in picture
    assert "<title" in picture
    assert "Throughline for Aaron Tallis" in picture


def test_a_lane_that_is_not_shared_keeps_its_rail_and_says_so():
    said = words(draw(line()))

    assert "Health" in said
    assert "not shared with you" in said


def test_an_empty_lane_stays():
    assert "nothing yet" in words(draw(line()))


def test_what_people_wrote_is_escaped():
    nasty = Mark(on=GATE, what="<script>alert(1)</script>", shape=Shape.TASK, state=State.TODO)

    picture = draw(line(lanes=(Lane(name='"><b>', marks=(nasty,)),), person="<img>"))

    assert "<script" not in picture
    assert "<b>" not in picture
    assert "<img" not in picture


@pytest.mark.parametrize("gate", [GATE, None, TODAY, TODAY - timedelta(days=400), TODAY + timedelta(days=900)])
def test_it_is_sound_whatever_the_day_of_release(gate):
    picture = draw(line(gate=gate, outside=bool(gate and gate <= TODAY)))

    ElementTree.fromstring(picture)
    assert ("gate" in re.findall(r'class="(\w+)"', picture)) is (gate is not None)


def test_with_no_date_there_is_no_stone():
    assert "g-in" not in draw(line(gate=None))
    assert "g-in" in draw(line())


def test_it_has_no_styles_of_its_own():
    assert "style=" not in draw(line())


def test_it_stays_small_with_a_busy_year():
    many = tuple(
        Mark(on=TODAY + timedelta(days=number - 80), what=f"Task {number}", shape=Shape.TASK, state=State.TODO)
        for number in range(160)
    )

    picture = draw(line(lanes=tuple(Lane(name=f"Lane {number}", marks=many[number::8]) for number in range(8))))

    assert len(picture) < 30_000
