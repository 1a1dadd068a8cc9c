"""Asking a service for help: what can happen, what is refused, and what two at once may do."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.factories import NOON, TODAY, OrganisationFactory, PersonFactory, TeamFactory
from tests.factories.journey import ReferralFactory, ServiceFactory
from tests.factories.referrals import new_referral
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.foundations.moves import MoveNotAllowed
from throughline.referrals.actions import answering, sending
from throughline.referrals.models import Referral

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    """Look at rows as the writer does: what pages may see is another test's subject."""
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def sent(**facts):
    (row,) = sending.send_many([new_referral(**facts)], by=SYSTEM, at=NOON)
    return row


def test_a_referral_is_sent_with_the_day_its_answer_is_due():
    row = sent(service=ServiceFactory(answers_within=5), pathways=["work", "health"], reason=" Out in May ")

    assert (row.state, row.received_on, row.due_on) == ("sent", TODAY, date(2026, 3, 9))
    assert (row.team, row.from_organisation) == (row.service.team, row.from_team.organisation)
    assert (row.pathways, row.compartment, row.reason) == (["health", "work"], "needs", "Out in May")
    entry = JournalEntry.objects.get(what="referrals.sent")
    assert (entry.person_id, entry.compartment, entry.facts["due"]) == (row.person_id, "needs", "2026-03-09")


def test_working_days_are_those_of_the_organisation_that_answers():
    there = ServiceFactory(team=TeamFactory(organisation=OrganisationFactory(jurisdiction="england_and_wales")))
    good_friday = datetime(2026, 4, 2, 12, tzinfo=UTC)

    news = [new_referral(service=service, received_on=good_friday.date()) for service in (ServiceFactory(), there)]
    here_row, there_row = sending.send_many(news, by=SYSTEM, at=good_friday)

    assert (here_row.due_on, there_row.due_on) == (date(2026, 4, 10), date(2026, 4, 13))


def test_a_draft_is_changed_then_sent_today():
    new = new_referral()
    begun = sending.draft(new, by=SYSTEM, at=NOON)
    later = NOON + timedelta(days=3)

    again = new_referral(person=new.person, service=new.service, from_team=new.from_team, hopes="A quiet flat")
    changed = sending.change_draft(begun, version=1, new=again, by=SYSTEM, at=NOON)
    row = sending.send(changed, by=SYSTEM, at=later)

    assert (begun.state, begun.received_on, begun.due_on) == ("draft", None, None)
    assert (row.state, row.received_on, row.hopes) == ("sent", later.date(), "A quiet flat")
    assert row.version == 3


def test_a_draft_is_told_of_in_nobodys_story():
    sending.draft(new_referral(), by=SYSTEM, at=NOON)

    entry = JournalEntry.objects.get(what="referrals.drafted")
    assert (entry.person_id, entry.compartment) == (None, "")


def test_a_draft_someone_else_changed_is_not_overwritten():
    new = new_referral()
    begun = sending.draft(new, by=SYSTEM, at=NOON)
    sending.change_draft(begun, version=1, new=new, by=SYSTEM, at=NOON)

    with pytest.raises(Stale):
        sending.change_draft(begun, version=1, new=new, by=SYSTEM, at=NOON)


def test_what_was_sent_is_not_changed_as_a_draft():
    row = sent()

    with pytest.raises(MoveNotAllowed, match="was sent on Mon 2 Mar and cannot be changed"):
        sending.change_draft(row, version=row.version, new=new_referral(), by=SYSTEM, at=NOON)


def test_a_draft_is_sent_once():
    row = sending.send(sending.draft(new_referral(), by=SYSTEM, at=NOON), by=SYSTEM, at=NOON)

    with pytest.raises(MoveNotAllowed, match="was sent on Mon 2 Mar and cannot be sent again"):
        sending.send(row, by=SYSTEM, at=NOON)


def test_a_service_that_owes_an_answer_is_not_asked_twice():
    row = sent()

    with pytest.raises(Refused, match="waits for an answer since Mon 2 Mar, from Organisation") as refused:
        sent(person=row.person, service=row.service)

    assert refused.value.field == "service"


def test_a_draft_is_refused_too_while_another_waits():
    waits = ReferralFactory()
    begun = sending.draft(new_referral(person=waits.person, service=waits.service), by=SYSTEM, at=NOON)

    with pytest.raises(Refused, match="waits for an answer"):
        sending.send(begun, by=SYSTEM, at=NOON)


def test_another_service_or_an_answered_one_may_be_asked():
    row = sent()
    answering.decline(row, reason="no_room", words="Full", user=None, on=TODAY, by=SYSTEM, at=NOON)

    again, elsewhere = sent(person=row.person, service=row.service), sent(person=row.person)

    assert {again.state, elsewhere.state} == {"sent"}


def test_two_of_one_person_for_one_service_are_refused_together():
    new = new_referral()

    with pytest.raises(Refused, match="twice"):
        sending.send_many([new, new], by=SYSTEM, at=NOON)

    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"received_on": date(2001, 1, 1)}, "received_on"),
        ({"reason": "x" * 2001}, "reason"),
        ({"from_words": "x" * 201}, "from_words"),
        ({"pathways": ["nonsense"]}, "pathways"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_answer(facts, field):
    with pytest.raises(Refused) as refused:
        sent(**facts)

    assert refused.value.field == field


def test_an_agency_names_the_team_that_sends():
    nameless = replace(new_referral(), from_team=None)

    with pytest.raises(Refused, match="team") as refused:
        sending.send_many([nameless], by=SYSTEM, at=NOON)

    assert refused.value.field == "from_team"


def test_a_service_that_closed_takes_no_referrals():
    with pytest.raises(Refused, match="closed on") as refused:
        sent(service=ServiceFactory(closed_on=TODAY))

    assert refused.value.field == "service"


def test_emoji_and_ten_thousand_letters():
    row = sent(hopes="🏠" * 2000)

    row.refresh_from_db()
    assert len(row.hopes) == 2000
    with pytest.raises(Refused, match="over 2,000 letters"):
        sent(hopes="x" * 10_000)


def test_someone_who_waits_may_ask_again_and_nothing_said_is_lost():
    row = sent(source="self", hopes="A job")

    again = sending.asked_again(row, words="And a bus pass", by=SYSTEM, at=NOON)

    assert again.hopes == "A job\n\nAnd a bus pass"
    assert JournalEntry.objects.filter(what="referrals.asked_again").count() == 1


def test_hundreds_are_sent_in_few_statements(django_assert_max_num_queries):
    service, team = ServiceFactory(), TeamFactory()
    news = [new_referral(person=PersonFactory(), service=service, from_team=team) for _ in range(200)]

    with django_assert_max_num_queries(8):
        rows = sending.send_many(news, by=SYSTEM, at=NOON)

    assert [row.person_id for row in rows] == [new.person.pk for new in news]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one():
    new = new_referral()
    together, answers = threading.Barrier(2), []

    def send():
        try:
            together.wait()
            sending.send_many([new], by=SYSTEM, at=NOON)
            answers.append("sent")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    workers = [threading.Thread(target=send) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(answers) == ["refused", "sent"]
