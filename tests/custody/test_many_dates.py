"""Many dates kept together leave what one at a time leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, StayFactory
from throughline.custody.actions import dates
from throughline.custody.models import KeyDate
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}

told = st.builds(
    dates.NewDate,
    type=st.sampled_from(["confirmed", "conditional", "court"]),
    on=st.none() | st.integers(0, 3).map(lambda days: date(2026, 5, 6) + timedelta(days=days)),
    known_at=st.integers(0, 3).map(lambda days: NOON - timedelta(days=days)),
    source=st.just("Prison records"),
)


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def rows_of(stay):
    rows = KeyDate.objects.filter(stay=stay)
    return sorted((row.type, str(row.on), row.known_at, row.holds) for row in rows)


def new(on, *, type_="confirmed", known_at=NOON):
    return dates.NewDate(type=type_, on=on, known_at=known_at, source="Prison records")


@settings(max_examples=60)
@given(st.lists(told, max_size=7))
def test_one_by_one_and_all_together_leave_the_same_rows(said):
    alone, together = StayFactory(), StayFactory()

    one_by_one = [dates.record_date(alone, new=each, **BY) for each in said]
    at_once = dates.record_dates([(together, each) for each in said], **BY)

    assert rows_of(alone) == rows_of(together)
    assert [(each.before, each.after, each.holds) for each in one_by_one] == [
        (each.before, each.after, each.holds) for each in at_once
    ]


@settings(max_examples=60)
@given(st.lists(told, max_size=7))
def test_the_way_the_day_of_release_went_stands_on_one_change_of_a_stay(said):
    stay = StayFactory()

    changes = dates.record_dates([(stay, each) for each in said], **BY)

    leads = [change.lead for change in changes if change.lead]
    assert len(leads) <= 1
    assert all(lead.before is None for lead in leads)


def test_a_better_typed_date_leads_whatever_came_first():
    stay = StayFactory()
    both = [new(date(2026, 5, 6)), new(date(2026, 4, 1), type_="automatic")]

    changes = dates.record_dates([(stay, each) for each in both], **BY)

    assert (changes[0].lead.after, changes[1].lead) == (date(2026, 5, 6), None)


def test_of_many_one_who_has_left_refuses_all():
    inside, gone = StayFactory(), StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")

    with pytest.raises(Refused, match="have left prison"):
        dates.record_dates([(inside, new(date(2026, 5, 6))), (gone, new(date(2026, 5, 6)))], **BY)


@pytest.mark.parametrize("many", [2, 20])
def test_many_dates_cost_the_same_however_many_they_are(django_assert_max_num_queries, many):
    stays = [StayFactory() for _ in range(many)]
    dates.record_dates([(stay, new(date(2026, 5, 6), known_at=NOON - timedelta(days=1))) for stay in stays], **BY)

    with django_assert_max_num_queries(12):
        dates.record_dates([(stay, new(date(2026, 5, 20))) for stay in stays], **BY)
