"""Who fits what was asked of the board."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, TODAY
from throughline.web.releases.leavers import Leaver
from throughline.web.releases.narrowing import SHOWS, Asked, after, narrowed

AREA, WORKER = uuid4(), uuid4()


def leaver(**facts) -> Leaver:
    base = {
        "row_id": uuid4(),
        "person_id": uuid4(),
        "name": "Someone",
        "sex": "male",
        "prison_id": uuid4(),
        "prison": "HMP Test",
        "hall": "B",
        "cell": "2-14",
        "area_id": AREA,
        "area": "Marnoch",
        "admitted_on": TODAY - timedelta(days=30),
        "status": "sentenced",
        "as_of": NOON,
        "source": "Test",
        "on": TODAY + timedelta(days=7),
        "type": "confirmed",
        "known_at": NOON,
        "was_on": None,
        "next_on": None,
        "next_type": None,
        "worker": f"{WORKER}~Nadia Farrell",
        "last_out_on": None,
        "opens_needs": True,
        "stuck": False,
        "begun": True,
    }
    return Leaver(**(base | facts))


@pytest.mark.parametrize(
    ("asked", "facts", "fits"),
    [
        ({"hall": "B"}, {}, True),
        ({"hall": "C"}, {}, False),
        ({"area": str(AREA)}, {}, True),
        ({"area": str(AREA)}, {"area_id": None}, False),
        ({"worker": str(WORKER)}, {}, True),
        ({"worker": str(WORKER)}, {"worker": None}, False),
        ({"show": "blocked"}, {"stuck": True}, True),
        ({"show": "blocked"}, {}, False),
        ({"show": "nobody"}, {"begun": False}, True),
        ({"show": "nobody"}, {}, False),
        ({"show": "moved"}, {"was_on": TODAY}, True),
        ({"show": "moved"}, {"was_on": TODAY + timedelta(days=7)}, False),
        ({"show": "moved"}, {}, False),
        ({"show": "no_date"}, {"on": None}, True),
        ({"show": "no_date"}, {"on": None, "next_on": TODAY}, False),
        ({"show": "women"}, {"sex": "female"}, True),
        ({"show": "women"}, {}, False),
        ({"show": "back_4"}, {"last_out_on": TODAY - timedelta(days=58)}, True),
        ({"show": "back_4"}, {"last_out_on": TODAY - timedelta(days=59)}, False),
        ({"show": "back_4"}, {}, False),
        ({"show": "multiple_needs"}, {}, True),
    ],
)
def test_someone_fits_or_does_not(asked, facts, fits):
    assert bool(narrowed([leaver(**facts)], Asked(**asked))) == fits


def test_every_choice_can_be_asked():
    for show in SHOWS:
        narrowed([leaver(), leaver(on=None)], Asked(show=show))


@given(st.lists(st.integers(0, 5), max_size=20), st.integers(0, 20))
def test_pages_by_key_lose_and_repeat_nobody(days, size):
    people = sorted((leaver(on=TODAY + timedelta(days=each)) for each in days), key=lambda one: one.order)
    page = people[:size]

    rest = after(people, page[-1].mark) if page else people

    assert page + rest == people


NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("mark", ["", "nonsense", "2026-03-02", "2026-03-02~x", "~", f"2026-99-99~{NOBODY}"])
def test_a_link_that_names_no_place_begins_at_the_start(mark):
    people = [leaver()]

    assert after(people, mark) == people


def test_a_moved_date_says_how_far_and_when():
    later, earlier = leaver(was_on=TODAY + timedelta(days=5)), leaver(was_on=TODAY + timedelta(days=8))

    assert later.moved(TODAY) == "Date moved 2 days later on Mon 2 Mar"
    assert earlier.moved(TODAY) == "Date moved 1 day earlier on Mon 2 Mar"
    assert leaver().moved(TODAY) == ""


def test_someone_without_a_date_says_why():
    assert leaver(on=None, status="remand").why_no_date() == "On remand"
    assert leaver(on=None, status="remand", next_on=TODAY, next_type="court").why_no_date() == "Court, on remand"
    assert leaver(hall="", cell="", area=None).place == "Hall not known, council not known"
