"""A date that was recorded by mistake is taken back, and what was said before it holds again."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON, KeyDateFactory, StayFactory
from tests.plans.at_once import answers_of
from throughline.custody import queries
from throughline.custody.actions import dates
from throughline.custody.models import KeyDate
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
FIRST, SECOND = date(2026, 5, 6), date(2026, 5, 20)


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def told(on, *, minutes=0, type_="confirmed"):
    known_at = NOON - timedelta(hours=1) + timedelta(minutes=minutes)
    return dates.NewDate(type=type_, on=on, known_at=known_at, source="Prison records")


def kept(stay, on, **facts):
    return dates.record_date(stay, new=told(on, **facts), **BY).row


def held(stay):
    return {row.type: row.on for row in KeyDate.objects.filter(stay=stay, holds=True)}


def test_what_was_said_before_holds_again():
    stay = StayFactory()
    kept(stay, FIRST)
    row = kept(stay, SECOND, minutes=1)

    change = dates.take_back(row, words="Wrong person", **BY)

    row.refresh_from_db()
    assert held(stay) == {"confirmed": FIRST}
    assert (change.before, change.after, change.moved) == (SECOND, FIRST, True)
    assert (row.undone_at, row.undone_words, row.holds) == (NOON, "Wrong person", False)


def test_the_first_date_of_a_type_taken_back_leaves_none():
    stay = StayFactory()
    row = kept(stay, FIRST)

    change = dates.take_back(row, words="Wrong person", **BY)

    assert held(stay) == {}
    assert change.lead.after is None


def test_two_taken_back_one_after_another_lead_to_the_first():
    stay = StayFactory()
    rows = [kept(stay, on, minutes=minute) for minute, on in enumerate((FIRST, SECOND, date(2026, 6, 3)))]

    for row in reversed(rows[1:]):
        dates.take_back(row, words="Wrong", **BY)

    assert held(stay) == {"confirmed": FIRST}


def test_an_older_notice_that_came_meanwhile_holds_when_the_newer_is_taken_back():
    stay = StayFactory()
    row = kept(stay, SECOND, minutes=5)
    kept(stay, FIRST, minutes=1)

    dates.take_back(row, words="Wrong", **BY)

    assert held(stay) == {"confirmed": FIRST}


def test_a_date_of_a_worse_type_leads_when_the_better_is_taken_back():
    stay = StayFactory()
    kept(stay, SECOND, type_="automatic")
    row = kept(stay, FIRST)

    change = dates.take_back(row, words="Wrong", **BY)

    assert (change.lead.type, change.lead.before, change.lead.after) == ("automatic", FIRST, SECOND)


def test_what_was_taken_back_can_be_said_again():
    stay = StayFactory()
    dates.take_back(kept(stay, FIRST), words="Wrong", **BY)

    kept(stay, FIRST)

    assert held(stay) == {"confirmed": FIRST}


def test_a_date_that_holds_no_more_is_not_taken_back():
    stay = StayFactory()
    row = kept(stay, FIRST)
    kept(stay, SECOND, minutes=1)

    with pytest.raises(Refused, match="does not hold any more"):
        dates.take_back(row, words="Wrong", **BY)


def test_a_date_of_someone_who_has_left_is_not_taken_back():
    stay = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")

    with pytest.raises(Refused, match="have left prison"):
        dates.take_back(KeyDateFactory(stay=stay), words="Wrong", **BY)


@pytest.mark.parametrize("words", ["", "  "])
def test_a_date_is_not_taken_back_without_a_reason(words):
    row = kept(StayFactory(), FIRST)

    with pytest.raises(Refused, match="Say why"):
        dates.take_back(row, words=words, **BY)


def test_of_many_those_that_were_changed_since_are_left_alone():
    stays = [StayFactory() for _ in range(3)]
    rows = [kept(stay, FIRST) for stay in stays]
    kept(stays[1], SECOND, minutes=1)

    changes = dates.take_back_many(rows, words="The policy was put off", **BY)

    assert [change is None for change in changes] == [False, True, False]
    assert [held(stay) for stay in stays] == [{}, {"confirmed": SECOND}, {}]


def test_the_journal_says_what_was_taken_back_and_what_holds_now():
    stay = StayFactory()
    kept(stay, FIRST)

    dates.take_back(kept(stay, SECOND, minutes=1), words="Wrong person", **BY)

    entry = JournalEntry.objects.get(what="custody.date_taken_back")
    assert (entry.facts["before"], entry.facts["after"]) == ("2026-05-20", "2026-05-06")
    assert entry.facts["why"] == "Wrong person"


def test_looking_back_shows_a_date_until_it_was_taken_back():
    stay = StayFactory()
    early, later = NOON - timedelta(days=2), NOON - timedelta(days=1)
    row = KeyDateFactory(stay=stay, on=FIRST, known_at=early, recorded_at=early)
    dates.take_back(row, words="Wrong", by=SYSTEM, at=NOON)

    before = queries.known_as_of(KeyDate.objects.all(), later)
    now = queries.known_as_of(KeyDate.objects.all(), NOON)

    assert (list(before), list(now)) == ([row], [])


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_a_date_back_once():
    stay = StayFactory()
    row = kept(stay, FIRST)

    def undo():
        dates.take_back(row, words="Wrong", **BY)

    assert answers_of(undo, undo) == ["kept", "refused"]
