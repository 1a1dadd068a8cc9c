import pytest
from django.db import connection

from throughline.foundations.errors import Refused
from throughline.foundations.writing import WRITER, writes, writing

pytestmark = pytest.mark.django_db
VIEWER = "throughline_viewer"


def role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@writes
def act(*, refuse=False):
    if refuse:
        raise Refused("No.")
    return role()


def test_an_action_writes_as_the_writer_and_steps_back():
    before, inside, after = role(), act(), role()

    assert (before, inside, after) == (VIEWER, WRITER, VIEWER)


def test_an_action_within_an_action_stays_the_writer_until_the_outer_ends():
    with writing():
        inner, still = act(), role()

    assert (inner, still, role()) == (WRITER, WRITER, VIEWER)


def test_a_refusal_steps_back_too():
    with pytest.raises(Refused):
        act(refuse=True)

    assert role() == VIEWER


def test_a_refusal_within_another_action_leaves_the_outer_writing():
    with writing():
        with pytest.raises(Refused):
            act(refuse=True)

        assert role() == WRITER
