"""Answering: what can happen, what is refused, and what two at once may do."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.factories import NOON, TODAY, UserFactory
from tests.factories.journey import ReferralFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.foundations.moves import MoveNotAllowed
from throughline.referrals.actions import answering
from throughline.referrals.actions.answering import Decision

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    """Look at rows as the writer does: what pages may see is another test's subject."""
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def accept(row, *, support="full", on=TODAY, at=NOON, user=None):
    return answering.accept(row, support=support, user=user, on=on, by=SYSTEM, at=at)


def decline(row, *, reason="no_room", words="We are full until May", on=TODAY, at=NOON, **more):
    return answering.decline(row, reason=reason, words=words, user=None, on=on, by=SYSTEM, at=at, **more)


def test_a_yes_says_which_support_who_and_when():
    user = UserFactory()

    row = accept(ReferralFactory(), support="brief", user=user)

    assert (row.state, row.support, row.decided_by) == ("accepted", "brief", user)
    assert (row.decided_on, row.decided_at, row.version) == (TODAY, NOON, 2)
    assert JournalEntry.objects.get(what="referrals.accepted").facts["support"] == "Brief intervention"


def test_a_no_says_why_what_would_change_it_and_when_to_look_again():
    row = decline(ReferralFactory(), would_change="A place comes free", look_again_on=date(2026, 5, 1))

    assert (row.state, row.decline_reason, row.answer_words) == ("declined", "no_room", "We are full until May")
    assert (row.would_change, row.look_again_on) == ("A place comes free", date(2026, 5, 1))
    entry = JournalEntry.objects.get(what="referrals.declined")
    assert entry.facts["reason"] == "We have no room"
    assert "We are full until May" not in str(entry.facts)


def test_an_answer_is_kept_once():
    row = decline(ReferralFactory())

    with pytest.raises(MoveNotAllowed, match="This referral was declined on Mon 2 Mar and cannot be accepted"):
        accept(row, at=LATER)


def test_a_draft_is_not_answered():
    with pytest.raises(MoveNotAllowed, match="not been sent yet"):
        accept(ReferralFactory(state="draft", received_on=None, due_on=None))


@pytest.mark.parametrize("support", ["", "everything"])
def test_a_yes_names_a_support_there_is(support):
    with pytest.raises(Refused) as refused:
        accept(ReferralFactory(), support=support)

    assert refused.value.field == "support"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "no"}, "reason"),
        ({"words": " "}, "words"),
        ({"words": "x" * 1001}, "words"),
        ({"would_change": "x" * 1001}, "would_change"),
        ({"look_again_on": TODAY}, "look_again_on"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
    ],
)
def test_a_no_that_says_too_little_is_refused_beside_its_answer(said, field):
    with pytest.raises(Refused) as refused:
        decline(ReferralFactory(), **said)

    assert refused.value.field == field


def test_a_decision_is_yes_or_no_and_not_both():
    both = Decision(referral=ReferralFactory(), support="full", decline_reason="no_room", on=TODAY)

    with pytest.raises(Refused, match="Accept with a kind of support, or decline"):
        answering.decide_many([both], by=SYSTEM, at=NOON)


def test_hundreds_are_answered_in_few_statements(django_assert_max_num_queries):
    decisions = [
        Decision(referral=ReferralFactory(), on=TODAY, **({"support": "full"} if odd else {"decline_reason": "other"}))
        for odd in [True, False] * 50
    ]

    with django_assert_max_num_queries(5):
        rows = answering.decide_many(decisions, by=SYSTEM, at=NOON)

    assert [row.state for row in rows] == ["accepted", "declined"] * 50
    assert [row.pk for row in rows] == [decision.referral.pk for decision in decisions]


def test_a_question_stops_the_clock_until_the_reply():
    row = ReferralFactory(due_on=date(2026, 3, 9))

    asked = answering.ask(row, question="Where will they live?", by=SYSTEM, at=NOON)
    replied = answering.reply(asked, words="With his sister", by=SYSTEM, at=LATER)

    assert (asked.state, asked.asked_on, asked.due_on) == ("asked", TODAY, date(2026, 3, 9))
    assert (replied.state, replied.reply, replied.due_on) == ("sent", "With his sister", date(2026, 3, 11))


def test_a_second_question_leaves_the_first_in_place():
    row = answering.ask(ReferralFactory(), question="Where?", by=SYSTEM, at=NOON)
    row = answering.reply(row, words="Leith", by=SYSTEM, at=NOON)

    row = answering.ask(row, question="With whom?", by=SYSTEM, at=LATER)
    row = answering.reply(row, words="Alone", by=SYSTEM, at=LATER)

    assert (row.question, row.reply) == ("Where?\n\nWith whom?", "Leith\n\nAlone")


def test_a_question_may_be_followed_by_an_answer_at_once():
    row = answering.ask(ReferralFactory(), question="Where?", by=SYSTEM, at=NOON)

    assert accept(row).state == "accepted"


def test_what_cannot_be_asked_or_replied_is_refused():
    waits = ReferralFactory()
    asked = answering.ask(ReferralFactory(), question="Where?", by=SYSTEM, at=NOON)

    with pytest.raises(Refused, match="need to know"):
        answering.ask(waits, question=" ", by=SYSTEM, at=NOON)
    with pytest.raises(MoveNotAllowed, match="cannot be asked about again"):
        answering.ask(asked, question="Where?", by=SYSTEM, at=NOON)
    with pytest.raises(MoveNotAllowed, match="cannot be replied to"):
        answering.reply(waits, words="Leith", by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="what you know"):
        answering.reply(asked, words="", by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="over 1,000 letters"):
        answering.ask(waits, question="x" * 1001, by=SYSTEM, at=NOON)


@pytest.mark.parametrize("state", ["sent", "asked"])
def test_an_asking_may_be_taken_back_until_it_is_answered(state):
    row = answering.withdraw(ReferralFactory(state=state), reason="elsewhere", words="Shelter", by=SYSTEM, at=NOON)

    assert (row.state, row.withdrawn_on, row.withdraw_words) == ("withdrawn", TODAY, "Shelter")
    with pytest.raises(MoveNotAllowed, match="withdrawn on Mon 2 Mar and cannot be accepted"):
        accept(row)


def test_a_draft_may_be_put_away():
    draft = ReferralFactory(state="draft", received_on=None, due_on=None)

    row = answering.withdraw(draft, reason="mistake", by=SYSTEM, at=NOON)

    assert (row.state, row.received_on) == ("withdrawn", None)
    assert JournalEntry.objects.get(what="referrals.withdrawn").person_id is None


def test_taking_back_says_why_and_comes_before_the_answer():
    with pytest.raises(Refused, match="why"):
        answering.withdraw(ReferralFactory(), reason="", by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="over 500 letters"):
        answering.withdraw(ReferralFactory(), reason="other", words="x" * 501, by=SYSTEM, at=NOON)
    with pytest.raises(MoveNotAllowed, match="accepted on Mon 2 Mar and cannot be withdrawn"):
        answering.withdraw(accept(ReferralFactory()), reason="other", by=SYSTEM, at=NOON)


def test_what_came_of_it_is_kept():
    row = accept(ReferralFactory())

    helped = answering.record_helped(row, helped="helped", words="A flat", version=row.version, by=SYSTEM, at=LATER)

    assert (helped.helped, helped.helped_words, helped.helped_on) == ("helped", "A flat", LATER.date())
    with pytest.raises(Stale):
        answering.record_helped(row, helped="started", version=2, by=SYSTEM, at=LATER)


def test_only_what_was_accepted_can_have_helped():
    row = ReferralFactory()

    with pytest.raises(Refused, match="accepted"):
        answering.record_helped(row, helped="helped", version=row.version, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="what came of it"):
        answering.record_helped(row, helped="", version=row.version, by=SYSTEM, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_is_kept_and_the_other_told():
    row = ReferralFactory()
    together, answers = threading.Barrier(2), []

    def answer(act):
        try:
            together.wait()
            act(row)
            answers.append("kept")
        except MoveNotAllowed as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    workers = [threading.Thread(target=answer, args=(act,)) for act in (accept, decline)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    told = [each for each in answers if each != "kept"]
    assert len(answers) - len(told) == 1
    assert told[0].startswith("This referral was ")
