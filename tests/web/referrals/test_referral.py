"""One referral on one page: what each side reads, the decision, the reply, and what came of it."""

import pytest
from django.urls import reverse

from tests.factories import ContactPointFactory, GrantFactory, StayFactory, TeamFactory, staff_of
from tests.factories.journey import CaseFactory, ReferralFactory, SafetyNoteFactory, ServiceFactory
from throughline.cases.models import Case
from throughline.foundations.models import ReadEntry
from throughline.referrals.models import Referral
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
QUERIES = 25 + 2
"""The budget of a page about one person, and a test's own savepoints."""


def page(row):
    return reverse("referrals:referral", args=[row.pk])


def kept(writer, row):
    with writer():
        return Referral.objects.get(pk=row.pk)


def deciding(answer, **more):
    return {"act": "decide", "answer": answer, **more}


def test_the_receiver_reads_what_was_written_and_not_yet_the_record(two, sent):
    ContactPointFactory(person=two.person)
    StayFactory(person=two.person, hall="CANARYhall")

    text = two.decider.get(page(sent)).content.decode()

    for words in ("Yusuf Hadden", "Somewhere I can shut the door", "nowhere to go", "Only if they accept", "Never"):
        assert words in text
    assert "CANARY" not in text
    assert "07700 900123" not in text


def test_the_sender_reads_the_record_beside_when_the_service_will(two, sent):
    StayFactory(person=two.person, hall="CANARYhall")

    text = two.sender.get(page(sent)).content.decode()

    assert "CANARYhall" in text
    assert "Only if they accept" in text
    assert "Send this answer" not in text


def test_safety_notes_are_on_it_for_those_they_are_shared_with(two, sent):
    SafetyNoteFactory(person=two.person)

    assert "CANARY context" in two.sender.get(page(sent)).content.decode()
    assert "CANARY" not in two.decider.get(page(sent)).content.decode()


def test_whoever_looks_is_written_down(two, sent, writer):
    two.decider.get(page(sent))

    with writer():
        assert ReadEntry.objects.filter(person_id=two.person.pk, where="referrals:referral").count() == 1


def test_a_stranger_finds_nothing_and_another_job_is_turned_away(two, sent, sign_in):
    stranger = sign_in(staff_of(TeamFactory()))
    evaluator = sign_in(staff_of(two.answering, role="evaluator"))

    assert stranger.get(page(sent)).status_code == 404
    assert stranger.post(page(sent), deciding("accept", support="full")).status_code == 404
    assert evaluator.get(page(sent)).status_code == 403


def test_a_yes_opens_a_case_and_tells_both(two, sent, once, writer):
    response = two.decider.post(
        page(sent), once | deciding("accept", support="full", key_worker=str(two.decider_user.pk), words="See you soon")
    )

    assert response.status_code == 302
    row = kept(writer, sent)
    assert (row.state, row.support, row.answer_words) == ("accepted", "full", "See you soon")
    with writer():
        assert Case.objects.get(referral=row).key_worker_id == two.decider_user.pk
    text = two.sender.get(page(sent)).content.decode()
    assert "Northgate Homes accepted: full support" in text
    assert "said yes" in text
    assert "Answered the same day" in text


def test_pressing_twice_decides_once(two, sent, once, writer):
    answers = [two.decider.post(page(sent), once | deciding("accept", support="brief")) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with writer():
        assert Case.objects.filter(referral_id=sent.pk).count() == 1


def test_a_no_says_why_and_what_would_change_it(two, sent, writer):
    no = deciding(
        "decline",
        reason="needs_too_high",
        decline_words="We have nobody awake at night",
        would_change="Someone with him",
    )

    response = two.decider.post(page(sent), no)

    assert response.status_code == 302
    assert kept(writer, sent).decline_reason == "needs_too_high"
    text = two.sender.get(page(sent)).content.decode()
    for words in ("said not now", "We have nobody awake at night", "Someone with him"):
        assert words in text


def test_what_both_will_read_is_shown_before_it_is_sent(two, sent, writer):
    no = deciding("decline", reason="no_room", decline_words="Full until May", would_change="A room", step="preview")

    text = two.decider.post(page(sent), no).content.decode()

    assert "The sender will read" in text
    assert "They have no room now." in text
    assert "Full until May" in text
    assert kept(writer, sent).state == "sent"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose your decision"),
        ({"answer": "accept"}, "Choose the kind of support"),
        ({"answer": "ask"}, "Enter your question"),
        ({"answer": "decline", "decline_words": "Full"}, "Choose why"),
        ({"answer": "decline", "reason": "no_room"}, "Say why"),
        ({"answer": "decline", "reason": "no_room", "decline_words": "x" * 10_000}, "1000 characters or fewer"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(two, sent, writer, said, sentence):
    text = two.decider.post(page(sent), {"act": "decide", "would_change": "A quiet room 🏠", **said}).content.decode()

    assert sentence in text
    assert "A quiet room 🏠" in text
    assert kept(writer, sent).state == "sent"


def test_answers_to_what_was_not_chosen_are_not_read(two, sent, writer):
    mixed = deciding("accept", support="duty", look_again_on_day="99", reason="nonsense", question="x" * 5000)

    response = two.decider.post(page(sent), mixed)

    assert response.status_code == 302
    row = kept(writer, sent)
    assert (row.state, row.question, row.decline_reason) == ("accepted", "", "")


def test_a_day_to_look_again_is_still_to_come(two, sent):
    on = {"look_again_on_day": "1", "look_again_on_month": "2", "look_again_on_year": "2026"}

    text = two.decider.post(page(sent), deciding("decline", reason="no_room", decline_words="Full", **on))

    assert "Choose a day after today" in text.content.decode()


def test_the_second_of_two_who_decide_is_told_and_shown_the_decision(two, sent, sign_in, writer):
    colleague = sign_in(staff_of(two.answering))
    two.decider.post(page(sent), deciding("accept", support="full"))

    second = colleague.post(page(sent), deciding("decline", reason="no_room", decline_words="Full"))

    assert second.status_code == 409
    text = second.content.decode()
    assert "This referral was accepted on Mon 2 Mar and cannot be declined" in text
    assert "Northgate Homes accepted: full support" in text
    assert "Send this answer" not in text
    assert kept(writer, sent).state == "accepted"


def test_a_question_stops_the_clock_and_the_reply_starts_it(two, sent, writer):
    two.decider.post(page(sent), deciding("ask", question="Does he have ID?"))
    asked = two.sender.get(page(sent)).content.decode()

    two.sender.post(page(sent), {"act": "reply", "words": "Yes, a passport"})

    assert "Does he have ID?" in asked
    assert "Send the reply" in asked
    row = kept(writer, sent)
    assert (row.state, row.reply) == ("sent", "Yes, a passport")


def test_an_empty_reply_is_refused(two, sent):
    two.decider.post(page(sent), deciding("ask", question="Does he have ID?"))

    assert "Enter your reply" in two.sender.post(page(sent), {"act": "reply", "words": ""}).content.decode()


def test_the_sender_takes_it_back_with_a_reason(two, sent, writer):
    bare = two.sender.post(page(sent), {"act": "withdraw", "words": "He moved"})
    two.sender.post(page(sent), {"act": "withdraw", "reason": "moved", "words": "He moved"})

    assert "Answer “Why?”" in bare.content.decode()
    assert "He moved" in bare.content.decode()
    assert kept(writer, sent).state == "withdrawn"
    assert "Moved away or transferred" in two.decider.get(page(sent)).content.decode()


def test_only_the_side_that_was_asked_decides_and_only_the_other_takes_back(two, sent, writer):
    assert two.sender.post(page(sent), deciding("accept", support="full")).status_code == 403
    assert two.decider.post(page(sent), {"act": "withdraw", "reason": "moved"}).status_code == 403
    assert kept(writer, sent).state == "sent"


def test_whether_it_helped_is_kept_once_accepted(two, sent, writer):
    two.decider.post(page(sent), deciding("accept", support="full"))
    version = str(kept(writer, sent).version)

    two.sender.post(page(sent), {"act": "helped", "version": version, "helped": "helped", "words": "I have a key"})
    stale = two.sender.post(page(sent), {"act": "helped", "version": version, "helped": "started", "words": "Hm"})

    assert kept(writer, sent).helped == "helped"
    assert "Someone else changed this" in stale.content.decode()
    assert "I have a key" in two.sender.get(page(sent)).content.decode()


def test_others_who_work_with_the_person_read_it_and_can_do_nothing(two, sent, sign_in):
    team = TeamFactory()
    GrantFactory(person=two.person, team=team, tier=Tier.WORKS_WITH)
    other = sign_in(staff_of(team))

    text = other.get(page(sent)).content.decode()

    assert "Northgate Homes" in text
    for button in ("Send this answer", "Withdraw the referral", "Send the reply"):
        assert button not in text
    assert other.post(page(sent), {"act": "helped", "helped": "helped"}).status_code == 403


def test_once_their_sight_has_ended_the_team_still_reads_what_it_was_asked(two, sent, writer):
    with writer():
        Referral.objects.filter(pk=sent.pk).update(
            state="withdrawn", withdrawn_on="2026-03-02", withdraw_reason="moved"
        )
    other = ReferralFactory(service=two.service, reason="Asked before")

    text = two.decider.get(page(other)).content.decode()

    assert "Asked before" in text
    assert "Someone no longer shared with you" in text or "closed to you again" in text
    assert "CANARY Person" not in text


def test_restricted_parts_of_life_are_named_only_where_sensitive_history_is_open(two, sent, writer):
    with writer():
        Referral.objects.filter(pk=sent.pk).update(pathways=["accommodation", "abuse"])

    receiver, sender = (client.get(page(sent)).content.decode() for client in (two.decider, two.sender))

    assert "lived with abuse" in sender
    assert "lived with abuse" not in receiver
    assert "a part that is not shared with you" in receiver


@pytest.mark.parametrize("who", ["sender", "decider"])
def test_the_page_stays_within_its_budget(two, sent, django_assert_max_num_queries, who):
    for _ in range(3):
        CaseFactory(person=two.person, service=ServiceFactory())
        SafetyNoteFactory(person=two.person)
    client = getattr(two, who)
    client.get(page(sent))

    with django_assert_max_num_queries(QUERIES):
        client.get(page(sent))
