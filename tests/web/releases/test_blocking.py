"""What stands first in the way: whose it is, how late, and what it holds up."""

from datetime import timedelta

import pytest

from tests.factories import TODAY
from tests.web.releases.test_cells import a_step
from throughline.web.releases.blocking import in_the_way

LATER = TODAY + timedelta(days=5)


def way(*steps, days_left: int | None = 19, **facts):
    return in_the_way(list(steps), today=TODAY, days_left=days_left, **facts)


def test_the_step_that_holds_up_the_others_is_named_with_whose_it_is_and_how_late():
    photo = a_step(key="id.photo", name="ID photo", due_on=TODAY - timedelta(days=6))
    bank = a_step(key="bank.account", needs=("id.photo",))
    claim = a_step(key="benefits.claim", needs=("bank.account",))

    found = way(claim, bank, photo)

    assert (found.title, found.under, found.look) == (
        "ID photo",
        "Officer Doull, 6 days late. Holds up 2 other steps",
        "late",
    )
    assert found.step == photo


def test_a_step_that_holds_up_nothing_is_named_when_it_is_late_or_blocked():
    late = a_step(name="GP form", due_on=TODAY - timedelta(days=1))
    blocked = a_step(name="Bank", state="blocked", due_on=LATER)

    assert (way(late, blocked).title, way(late, blocked).under) == ("GP form", "Officer Doull, 1 day late")
    assert (way(blocked).title, way(blocked).look) == ("Bank", "wait")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (LATER, "Next: Bank. Officer Doull, due Sat 7 Mar"),
        (TODAY, "Next: Bank. Officer Doull, due today"),
        (None, "Next: Bank. Officer Doull, as soon as a date is known"),
    ],
)
def test_with_nothing_late_the_next_step_is_told(due, words):
    found = way(a_step(name="Bank", due_on=due), a_step(state="done"))

    assert (found.title, found.under, found.look) == ("Nothing late", words, "")


def test_with_everything_done_nothing_is_in_the_way():
    found = way(a_step(state="done"), a_step(state="dropped"), nothing="Date moved 2 days later on Mon 2 Mar")

    assert (found.title, found.under) == ("Nothing in the way", "Date moved 2 days later on Mon 2 Mar")


def test_with_no_step_at_all_nobody_has_begun():
    found = way(nothing="Came in Mon 5 Jan")

    assert (found.title, found.under, found.nobody) == ("Nobody has begun", "Came in Mon 5 Jan", True)


@pytest.mark.parametrize(
    ("days_left", "title"),
    [(0, "No bed tonight"), (1, "Nowhere to sleep"), (3, "Nowhere to sleep"), (4, "Bank"), (None, "Bank")],
)
def test_nowhere_to_sleep_comes_first_in_the_last_days(days_left, title):
    found = way(a_step(name="Bank", state="blocked"), days_left=days_left, no_address="The council said no.")

    assert found.title == title


def test_needs_that_go_round_in_a_circle_do_not_hang():
    one, other = a_step(key="a", needs=("b",)), a_step(key="b", needs=("a",))

    assert way(one, other).title
