"""What may be asked of referrals: who is next, what was answered, what someone's team sent."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, PersonFactory, TeamFactory
from tests.factories.journey import ReferralFactory, ServiceFactory
from throughline.referrals import queries
from throughline.referrals.models import Referral

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def every():
    return Referral.objects.all()


def declined(**facts):
    return ReferralFactory(state="declined", decline_reason="no_room", decided_on=TODAY, **facts)


def test_the_soonest_due_waits_first_and_pages_follow_on():
    rows = [ReferralFactory(due_on=TODAY + timedelta(days=n), state=state) for n, state in enumerate(["asked", "sent"])]
    declined(decided_at=NOON)

    waiting = queries.waiting(every())

    assert list(waiting) == rows
    assert list(queries.after_waiting(waiting, due_on=rows[0].due_on, pk=rows[0].pk)) == rows[1:]


def test_the_last_answered_comes_first_and_pages_follow_on():
    rows = [declined(decided_at=NOON - timedelta(hours=n)) for n in range(3)]
    ReferralFactory()

    decided = queries.decided(every())

    assert list(decided) == rows
    assert list(queries.after_decided(decided, decided_at=rows[0].decided_at, pk=rows[0].pk)) == rows[1:]


def test_a_team_that_is_asked_is_not_shown_what_was_never_sent():
    service = ServiceFactory()
    row = ReferralFactory(service=service)
    never = {"service": service, "received_on": None, "due_on": None}
    ReferralFactory(state="draft", **never)
    ReferralFactory(state="withdrawn", withdrawn_on=TODAY, withdraw_reason="mistake", **never)

    assert list(queries.to_teams(every(), [service.team_id])) == [row]


def test_a_team_finds_what_it_sent_and_is_writing_the_last_begun_first():
    team = TeamFactory()
    rows = [
        ReferralFactory(from_team=team, started_at=NOON - timedelta(hours=n), **facts)
        for n, facts in enumerate([{}, {"state": "draft", "received_on": None, "due_on": None}])
    ]
    ReferralFactory()

    sent = queries.sent_by(every(), [team.pk])

    assert list(sent) == rows
    assert list(queries.after_started(sent, started_at=NOON, pk=rows[0].pk)) == rows[1:]


def test_what_waits_for_one_person_is_found():
    person = PersonFactory()
    waits, answered = ReferralFactory(person=person), declined(person=person, decided_at=NOON)
    ReferralFactory()

    assert list(queries.open_for(every(), person.pk)) == [waits]
    assert set(queries.of_person(every(), person.pk)) == {waits, answered}


def test_a_list_is_narrowed_by_service_and_state():
    row = ReferralFactory(state="asked")
    ReferralFactory(service=row.service)
    ReferralFactory(state="asked")

    assert list(queries.in_state(queries.of_service(every(), row.service_id), "asked")) == [row]
    assert queries.in_state(every(), "").count() == 3
