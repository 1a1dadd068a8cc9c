"""The days of release that were: each day that led once, never the one that leads now."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON
from throughline.custody.models import KeyDate
from throughline.web.line.gates import FOOT, MOST_DRAWN, ghost_gates
from throughline.web.line.ghosts import ghosts, led
from throughline.web.line.marks import Ghost, Line
from throughline.web.line.scale import Window

TODAY = date(2026, 1, 15)
GATE = date(2026, 2, 3)
LINE = Line(person="Aaron Tallis", today=TODAY, gate=GATE)


def row(number: int, on: date | None, *, kind: str = "confirmed", known: int | None = None, undone: int | None = None):
    """Return a date that reached us ``number`` hours after noon, known by then, or ``known`` hours after it."""
    return KeyDate(
        id=UUID(int=number),
        type=kind,
        on=on,
        known_at=NOON + timedelta(hours=number if known is None else known),
        recorded_at=NOON + timedelta(hours=number),
        undone_at=None if undone is None else NOON + timedelta(hours=undone),
        source="Prison records",
    )


def days(rows, now):
    return [ghost.on for ghost in ghosts(rows, now=now)]


def ghost(days_from_gate: int, **facts) -> Ghost:
    return Ghost(on=GATE + timedelta(days=days_from_gate), type="x", source="x", known_at=NOON, **facts)


def test_a_day_that_moved_leaves_a_ghost_and_the_day_now_is_none():
    rows = [row(1, date(2026, 2, 17)), row(2, GATE)]

    assert days(rows, GATE) == [date(2026, 2, 17)]


def test_there_and_back_leaves_the_day_between_only():
    rows = [row(1, GATE), row(2, date(2026, 2, 17)), row(3, GATE)]

    assert days(rows, GATE) == [date(2026, 2, 17)]


def test_a_date_of_a_kind_that_never_led_is_no_ghost():
    rows = [
        row(1, GATE),
        row(2, date(2026, 3, 1), kind="conditional"),
        row(3, date(2026, 3, 9), kind="court"),
    ]

    assert days(rows, GATE) == []


def test_an_older_notice_that_came_late_is_no_ghost():
    rows = [row(2, GATE), row(3, date(2026, 3, 1), known=1)]

    assert days(rows, GATE) == []


def test_a_day_that_was_taken_back_says_so():
    rows = [row(1, GATE), row(2, date(2026, 2, 17), undone=3)]

    (found,) = ghosts(rows, now=GATE)

    assert (found.on, found.taken_back) == (date(2026, 2, 17), True)
    assert [each.on for each in led(rows)] == [GATE, date(2026, 2, 17), GATE]


def test_when_there_is_no_date_now_every_day_is_a_ghost():
    assert days([row(1, GATE), row(2, None)], None) == [GATE]


@given(st.lists(st.tuples(st.sampled_from(["confirmed", "conditional", "automatic"]), st.integers(0, 9)), max_size=12))
def test_no_day_is_a_ghost_twice_and_the_day_now_never(moves):
    rows = [row(number, GATE + timedelta(days=away), kind=kind) for number, (kind, away) in enumerate(moves)]

    found = days(rows, GATE)

    assert len(found) == len(set(found))
    assert GATE not in found


def drawn(line: Line) -> str:
    return "".join(ghost_gates(line, Window(line.today, line.gate), 400))


def test_the_latest_three_are_drawn_with_their_days():
    line = replace(LINE, ghosts=tuple(ghost(days) for days in (70, -30, 14, 40)))

    picture = drawn(line)

    assert picture.count('class="ghost"') == MOST_DRAWN
    assert "was 17 Feb" in picture
    assert f'y="{FOOT}"' in picture


def test_a_ghost_outside_the_picture_is_left_to_the_list():
    assert drawn(replace(LINE, ghosts=(ghost(300),))) == ""


def test_words_of_ghosts_keep_clear_of_each_other():
    picture = drawn(replace(LINE, ghosts=(ghost(14), ghost(15), ghost(16, taken_back=True))))

    assert picture.count('class="ghost"') == 3
    assert picture.count("<text") < 3
    assert "taken back 19 Feb" in picture
