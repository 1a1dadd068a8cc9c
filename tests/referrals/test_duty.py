"""Help at a duty desk: kept in seconds, with or without a record."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import NOON, PersonFactory, PrisonFactory, UserFactory
from tests.factories.journey import ServiceFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.referrals import queries
from throughline.referrals.actions.duty import NewDuty, log_duty, log_duty_many
from throughline.referrals.models import DutyContact

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 1, 19, 55, tzinfo=UTC)


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def helped(**facts):
    given = {"happened_at": NOON, "words": "Rang the housing office"} | facts
    for name, factory in {"service": ServiceFactory, "by_user": UserFactory}.items():
        if name not in given:
            given[name] = factory()
    return NewDuty(**given)


def test_help_on_a_hall_on_a_sunday_evening_is_kept():
    person, prison = PersonFactory(), PrisonFactory()

    row = log_duty(helped(person=person, prison=prison, hall="B", minutes=10, happened_at=EVENING), by=SYSTEM, at=NOON)

    assert (row.person, row.hall, row.minutes, row.team) == (person, "B", 10, row.service.team)
    entry = JournalEntry.objects.get(what="referrals.duty_logged")
    assert entry.person_id == person.pk
    assert "housing" not in str(entry.facts)


def test_someone_not_on_record_is_kept_by_name():
    row = log_duty(helped(named=" Big Davie "), by=SYSTEM, at=NOON)

    assert (row.person, row.named) == (None, "Big Davie")


def test_the_name_of_someone_on_record_is_not_kept_twice():
    assert log_duty(helped(person=PersonFactory(), named="Davie"), by=SYSTEM, at=NOON).named == ""


@pytest.mark.parametrize(
    ("facts", "field"),
    [({}, "named"), ({"named": "A", "words": ""}, "words"), ({"named": "A", "minutes": 0}, "minutes")],
)
def test_help_that_says_too_little_is_refused(facts, field):
    with pytest.raises(Refused) as refused:
        log_duty(helped(**facts), by=SYSTEM, at=NOON)

    assert refused.value.field == field


def test_help_still_to_come_is_refused():
    with pytest.raises(Refused, match="not come yet"):
        log_duty(helped(named="A", happened_at=NOON + timedelta(minutes=1)), by=SYSTEM, at=NOON)


def test_many_are_kept_in_few_statements_and_listed_latest_first(django_assert_max_num_queries):
    service, user = ServiceFactory(), UserFactory()
    news = [
        helped(named=f"Name {n}", service=service, by_user=user, happened_at=NOON - timedelta(hours=n))
        for n in range(30)
    ]

    with django_assert_max_num_queries(4):
        rows = log_duty_many(news, by=SYSTEM, at=NOON)

    listed = queries.duty_newest(DutyContact.objects.all())
    assert [row.pk for row in listed] == [row.pk for row in rows]
    after = queries.after_duty(listed, happened_at=rows[9].happened_at, pk=rows[9].pk)
    assert [row.pk for row in after] == [row.pk for row in rows[10:]]
