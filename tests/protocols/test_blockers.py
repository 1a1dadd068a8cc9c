"""What holds up what, on graphs whose answers are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.protocols.engine.blockers import Blocker, Node, first_blocker, holding_up, slack, waiting_for
from throughline.protocols.links import circles, in_order, without_circles

TODAY = date(2026, 3, 2)


def node(key, *needs, due=None, takes=0, done=False):
    return Node(key, None if due is None else TODAY + timedelta(days=due), not done, needs, takes)


def chain(**changed):
    """No ID, no bank account; no account, no claim; no claim, no deposit; no deposit, no bed."""
    links = {
        "id": node("id", due=40, takes=10),
        "bank": node("bank", "id", due=50, takes=7),
        "claim": node("claim", "bank", due=60, takes=5),
        "deposit": node("deposit", "claim", due=70, takes=3),
        "bed": node("bed", "deposit", due=80, takes=1),
    }
    return list((links | changed).values())


def test_no_id_holds_up_the_bed():
    blocker = first_blocker(chain(), today=TODAY)

    assert blocker == Blocker("id", ("bank", "claim", "deposit", "bed"), 30)


def test_the_bed_pulls_the_id_forward():
    soon = chain(bed=node("bed", "deposit", due=20, takes=1))

    assert slack(soon, today=TODAY) == {"id": -6, "bank": 4, "claim": 11, "deposit": 16, "bed": 19}


def test_what_is_done_holds_up_nothing():
    blocker = first_blocker(chain(id=node("id", due=40, takes=10, done=True)), today=TODAY)

    assert blocker is not None
    assert (blocker.key, blocker.holds_up) == ("bank", ("claim", "deposit", "bed"))


def test_what_is_done_in_the_middle_cuts_the_chain():
    cut = chain(bank=node("bank", "id", due=50, done=True))

    assert holding_up(cut, "id") == ()
    assert waiting_for(cut, "bed") == ("deposit", "claim")


def test_behind_and_before_are_the_nearest_first():
    assert holding_up(chain(), "claim") == ("deposit", "bed")
    assert waiting_for(chain(), "claim") == ("bank", "id")
    assert holding_up(chain(), "nobody") == waiting_for(chain(), "nobody") == ()


def test_steps_that_hold_up_nothing_are_no_blockers():
    assert first_blocker([node("phone", due=-5), node("gp", due=1)], today=TODAY) is None
    assert first_blocker([], today=TODAY) is None
    assert first_blocker([node("id", done=True), node("bank", "id")], today=TODAY) is None


def test_a_diamond_is_counted_once():
    diamond = [node("id"), node("bank", "id"), node("claim", "id"), node("bed", "bank", "claim", due=9, takes=2)]

    assert first_blocker(diamond, today=TODAY) == Blocker("id", ("bank", "claim", "bed"), 7)


def test_the_longer_way_round_a_diamond_sets_the_slack():
    ways = [
        node("id", takes=2),
        node("bank", "id", takes=10),
        node("claim", "id", takes=1),
        node("bed", "bank", "claim", due=20),
    ]

    assert slack(ways, today=TODAY) == {"id": 8, "bank": 10, "claim": 19, "bed": 20}


def test_of_two_beginnings_the_one_that_holds_up_more_is_first():
    two = [node("id", due=30), node("bank", "id"), node("claim", "bank"), node("key", due=1), node("bed", "key")]

    blocker = first_blocker(two, today=TODAY)

    assert blocker is not None
    assert blocker.key == "id"


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        (node("a", due=9), node("b", due=5), "b"),
        (node("a", due=9, takes=8), node("b", due=5), "a"),
        (node("a"), node("b", due=500), "b"),
        (node("a", due=5, takes=1), node("b", due=6, takes=2), "a"),
        (node("a", due=6, takes=2), node("b", due=5, takes=1), "b"),
        (node("b", due=5), node("a", due=5), "a"),
        (node("b"), node("a"), "a"),
    ],
)
def test_ties_go_to_the_least_slack_then_the_earliest_then_the_first_by_key(first, second, chosen):
    behind = [node(f"behind {each.key}", each.key) for each in (first, second)]

    blocker = first_blocker([first, second, *behind], today=TODAY)

    assert blocker is not None
    assert blocker.key == chosen


def test_a_need_that_nobody_laid_holds_up_nothing():
    nodes = [node("bank", "id"), node("claim", "bank")]

    assert waiting_for(nodes, "bank") == ()
    assert first_blocker(nodes, today=TODAY) == Blocker("bank", ("claim",), None)


def test_a_circle_does_not_hang_and_still_has_a_beginning():
    circle = [node("a", "b", due=3), node("b", "c"), node("c", "a"), node("d", "a")]

    assert first_blocker(circle, today=TODAY) == Blocker("c", ("b", "a", "d"), 3)


def test_a_step_that_needs_itself_is_free():
    assert waiting_for([node("a", "a")], "a") == ()


def test_days_already_gone_are_below_zero():
    assert slack([node("a", due=-3, takes=2)], today=TODAY) == {"a": -5}


def test_an_open_step_is_not_hidden_by_a_done_one_of_the_same_key():
    nodes = [node("id", done=True), node("id"), node("bank", "id")]

    assert first_blocker(nodes, today=TODAY) == Blocker("id", ("bank",), None)


def test_five_hundred_steps_in_a_row_are_no_trouble():
    row = [node("0000", takes=1), *(node(f"{n:04}", f"{n - 1:04}", takes=1) for n in range(1, 500))]
    row[-1] = node("0499", "0498", due=600, takes=1)

    blocker = first_blocker(row, today=TODAY)

    assert blocker is not None
    assert (blocker.key, len(blocker.holds_up), blocker.slack_days) == ("0000", 499, 100)


KEYS = "abcdefgh"
webs = st.dictionaries(st.sampled_from(KEYS), st.frozensets(st.sampled_from(KEYS)))


@given(webs)
def test_links_without_circles_lead_somewhere(links):
    assert set(in_order(without_circles(links))) == set(links)


@given(webs)
def test_circles_are_found_just_when_there_are_some(links):
    found = circles(links)

    assert bool(found) is (len(in_order(links)) < len(links))
    for circle in found:
        for key, need in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert need in links[key]


@given(webs)
def test_links_that_make_no_circle_are_kept(links):
    known = {key: tuple(sorted(needs & links.keys())) for key, needs in links.items()}

    if not circles(links):
        assert without_circles(links) == known


@st.composite
def plans(draw):
    return [
        node(key, *sorted(needs), due=draw(st.none() | st.integers(-30, 90)), takes=draw(st.integers(0, 9)))
        for key, needs in draw(webs).items()
    ]


@given(plans(), st.randoms())
def test_the_order_of_the_steps_does_not_matter(nodes, random):
    shuffled = random.sample(nodes, len(nodes))

    assert first_blocker(shuffled, today=TODAY) == first_blocker(nodes, today=TODAY)
    assert slack(shuffled, today=TODAY) == slack(nodes, today=TODAY)


@given(plans())
def test_the_first_blocker_waits_for_nothing_and_nothing_holds_up_more(nodes):
    if not (blocker := first_blocker(nodes, today=TODAY)):
        return

    assert waiting_for(nodes, blocker.key) == ()
    assert max(len(holding_up(nodes, each.key)) for each in nodes) == len(blocker.holds_up)


@given(plans())
def test_no_step_has_more_slack_than_its_own_day_gives(nodes):
    days = slack(nodes, today=TODAY)

    for each in nodes:
        if each.due_on:
            assert (days[each.key] or 0) <= (each.due_on - TODAY).days - each.takes
