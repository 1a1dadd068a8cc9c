"""Asking again whoever was told and has not said that they saw it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, PersonFactory, TeamFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.working_days import SCOTLAND
from throughline.notices import actions, queries, rules
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def told(team=None, person=None, *, kind="custody.release_date_moved", at=NOON, asks=True):
    (notice,) = actions.tell_teams(
        [(team or TeamFactory()).pk],
        kind=kind,
        subject="A date moved",
        body="B",
        person_id=(person or PersonFactory()).pk,
        at=at,
        needs_acknowledging=asks,
    )
    return notice


@pytest.mark.parametrize(
    ("chases", "since", "today", "due"),
    [
        (0, MONDAY, MONDAY, False),
        (0, MONDAY, MONDAY + DAY, True),
        (0, date(2026, 3, 6), date(2026, 3, 7), False),
        (0, date(2026, 3, 6), date(2026, 3, 9), True),
        (0, date(2026, 3, 7), date(2026, 3, 9), False),
        (1, MONDAY, MONDAY + DAY, False),
        (1, MONDAY, MONDAY + 2 * DAY, True),
        (2, date(2026, 4, 2), date(2026, 4, 6), False),
        (3, MONDAY, MONDAY + 90 * DAY, False),
    ],
)
def test_a_chase_is_due_after_working_days_of_silence(chases, since, today, due):
    assert rules.is_chase_due(chases, silent_since=since, today=today, calendar=SCOTLAND) is due


@given(days, st.integers(0, 40))
def test_nobody_is_chased_twice_in_one_working_day(chased_on, later):
    today = chased_on + later * DAY
    begun = sum(SCOTLAND.is_working_day(chased_on + n * DAY) for n in range(1, later + 1))

    try:
        rules.check_chase(waits=True, chased_on=chased_on, today=today, calendar=SCOTLAND)
        refused = False
    except Refused:
        refused = True

    assert refused is (begun == 0)


def test_a_chase_is_counted():
    notice = told()

    actions.chase(notice, calendar=SCOTLAND, at=NOON)

    notice.refresh_from_db()
    assert (notice.chases, notice.chased_at) == (1, NOON)


def test_a_second_chase_on_one_day_is_refused_and_says_when():
    notice = told()
    actions.chase(notice, calendar=SCOTLAND, at=NOON)

    with pytest.raises(Refused, match="on Tue 3 Mar"):
        actions.chase(notice, calendar=SCOTLAND, at=NOON + timedelta(hours=3))


def test_what_was_seen_is_not_chased():
    notice = told()
    actions.acknowledge(notice, by=SYSTEM, at=NOON)

    with pytest.raises(Refused, match="nothing to chase"):
        actions.chase(notice, calendar=SCOTLAND, at=NOON)


def test_what_asks_for_no_answer_is_not_chased():
    with pytest.raises(Refused, match="nothing to chase"):
        actions.chase(told(asks=False), calendar=SCOTLAND, at=NOON)


def test_the_silent_are_those_told_before_and_not_overtaken():
    team, person = TeamFactory(), PersonFactory()
    old = told(team, person, at=NOON - 3 * DAY)
    newest = told(team, person, at=NOON - 2 * DAY)
    other = told(at=NOON - DAY)
    told(at=NOON)
    told(asks=False, at=NOON - DAY)

    found = list(queries.silent(Notice.objects.all(), NOON))

    assert old not in found
    assert found == [newest, other]


def test_news_that_holds_no_more_asks_for_no_answer():
    person = PersonFactory()
    notice, another = told(person=person), told()

    count = actions.overtake([person.pk], kind=notice.kind)

    assert count == 1
    assert list(queries.silent(Notice.objects.all(), NOON + DAY)) == [another]
