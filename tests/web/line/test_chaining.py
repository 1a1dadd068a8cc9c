"""The chain runs from each step to what waits for it, along the rails, and ends at marks that are drawn."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughline.web.line.chaining import draw_links, links, uprights
from throughline.web.line.drawing import draw
from throughline.web.line.lanes import lay, merge
from throughline.web.line.marks import Chain, Lane, Line, Mark, Shape, State
from throughline.web.line.scale import Window

TODAY = date(2026, 1, 15)
GATE = date(2026, 2, 3)
WINDOW = Window(TODAY, GATE)


def mark(key: str, days: int, *, state: State = State.TODO) -> Mark:
    return Mark(on=GATE + timedelta(days=days), what=key, shape=Shape.TASK, state=state, keys=frozenset({key}))


def chain(*pairs: tuple[str, str]) -> Chain:
    return Chain(
        what="ID photo", holds_up="It holds up x.", under="With Doull.", action="Chase", url="/x/", links=pairs
    )


def paths(lanes: list[list[Mark]], *pairs: tuple[str, str]) -> list[str]:
    found = links(chain(*pairs), lanes, WINDOW)
    return re.findall(r'class="ch" d="([^"]+)"', "".join(draw_links(found, [100.0, 150.0, 200.0])))


def test_in_one_lane_it_runs_along_the_rail():
    (path,) = paths([[mark("id", -20), mark("bank", -5)]], ("id", "bank"))

    assert re.fullmatch(r"M[\d.]+ 100H[\d.]+", path)


def test_to_another_lane_it_leaves_upright_and_turns_once():
    (down,) = paths([[mark("id", -20)], [], [mark("bed", 0)]], ("id", "bed"))
    (up,) = paths([[mark("bed", 0)], [mark("id", -20)]], ("id", "bed"))

    assert re.fullmatch(r"M[\d.]+ 108V194q0 6 6 6H[\d.]+", down)
    assert re.fullmatch(r"M[\d.]+ 142V106q0 -6 6 -6H[\d.]+", up)


def test_to_what_is_due_sooner_it_turns_left():
    (path,) = paths([[mark("id", 20)], [mark("bank", -5)]], ("id", "bank"))

    assert "q0 6 -6 6H" in path


def test_straight_below_it_does_not_turn():
    (path,) = paths([[mark("id", 3)], [mark("bank", 3)]], ("id", "bank"))

    assert re.fullmatch(r"M[\d.]+ 108V138", path)


def test_what_is_not_drawn_has_no_link():
    assert paths([[mark("id", -20)]], ("id", "secret"), ("secret", "id")) == []
    assert links(None, [[mark("id", 0)]], WINDOW) == []


def test_marks_drawn_as_one_have_no_link_between_them():
    lane = Lane(name="Money", marks=(mark("id", 60), mark("bank", 60)))

    assert links(chain(("id", "bank")), [merge(lane, WINDOW)], WINDOW) == []


@given(st.integers(-80, 80), st.lists(st.integers(-80, 80), max_size=12))
def test_labels_keep_clear_of_the_uprights_of_the_chain(days, others):
    lane = Lane(name="Work", marks=tuple(mark(f"Step {number}", on) for number, on in enumerate(others)))
    found = links(chain(("id", "bed")), [[mark("id", days)], list(lane.marks), [mark("bed", 30)]], WINDOW)

    lines = uprights(found, 1)

    laid = lay(lane, WINDOW, uprights=lines)
    assert lines == ([WINDOW.x(GATE + timedelta(days=days))] if found else [])
    assert not any(each.label and each.label.crosses(x) for each in laid.marks for x in lines)


def test_the_chain_is_under_the_marks_and_over_the_rails():
    line = Line(
        person="A",
        today=TODAY,
        gate=GATE,
        lanes=(Lane(name="Money", marks=(mark("id", -20, state=State.LATE), mark("bank", -5))),),
        chain=chain(("id", "bank")),
    )

    picture = draw(line)

    assert picture.index('class="rail"') < picture.index('class="ch"') < picture.index('class="k late"')


def test_the_next_six_things_have_the_gate_in_its_place():
    line = Line(
        person="A",
        today=TODAY,
        gate=GATE,
        lanes=(Lane(name="Money", marks=tuple(mark(f"Step {number}", number - 3) for number in range(9))),),
    )

    assert [each.what for each in line.next_marks] == ["Step 0", "Step 1", "Step 2", "Release day", "Step 3", "Step 4"]
