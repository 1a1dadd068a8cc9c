"""Referrals told as stories: each consequence, in one transaction or not at all."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from tests.factories import (
    NOON,
    TODAY,
    ConsentFactory,
    EveryoneFactory,
    GrantFactory,
    PersonFactory,
    TeamFactory,
    acting,
    staff_of,
)
from tests.factories.journey import ReferralFactory, ServiceFactory
from tests.factories.referrals import new_referral, signed
from throughline.access import lookups
from throughline.access.permissions import Do
from throughline.assessments.actions.safety import NewSafety
from throughline.assessments.models import SafetyNote
from throughline.cases.models import Case
from throughline.foundations.errors import NotAllowed, Refused
from throughline.foundations.moves import MoveNotAllowed
from throughline.foundations.writing import writing
from throughline.journeys.accept_referral import accept_referral
from throughline.journeys.ask_about_referral import ask_about_referral
from throughline.journeys.decline_referral import decline_referral
from throughline.journeys.refer_person import Told, refer_person, send_draft
from throughline.journeys.reply_to_referral import reply_to_referral
from throughline.journeys.withdraw_referral import withdraw_referral
from throughline.notices.models import Notice
from throughline.people.models import Person
from throughline.referrals.actions import sending
from throughline.referrals.models import Referral
from throughline.sharing.models import Consent, Grant, Party
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db

YES = Told(how="Face to face", on=TODAY)


def kept(model, **facts):
    with writing():
        return list(model.objects.filter(**facts))


class Desk:
    """A prison's team that refers someone, and a service elsewhere that answers, with an agreement between them."""

    def __init__(self):
        self.sending = EveryoneFactory()
        self.service = ServiceFactory(team=TeamFactory(name="Bridge team"), answers_within=5)
        self.agreement = signed(self.sending.organisation, self.service.organisation)
        parts = list(Compartment.values)
        self.person = GrantFactory(team=self.sending, person=PersonFactory(), compartments=parts).person
        self.sender = staff_of(self.sending)
        self.receiver = staff_of(self.service.team)

    def new(self, **facts):
        given = {"person": self.person, "service": self.service, "from_team": self.sending, "from_user": self.sender}
        return new_referral(**(given | facts))

    def refer(self, *, told=YES, safety=None, **facts):
        return refer_person(self.new(**facts), safety=safety, told=told, by=acting(self.sender), at=NOON)

    def accept(self, row, *, support="full", key_worker=None, at=NOON):
        by = acting(self.receiver, at=at)
        return accept_referral(row, support=support, key_worker=key_worker, words="Glad to", by=by, at=at)

    def decline(self, row, *, at=NOON):
        by = acting(self.receiver, at=at)
        return decline_referral(
            row, reason="no_room", words="Full until May", would_change="A place comes free", by=by, at=at
        )

    def held(self, **facts):
        return kept(Grant, person=self.person, team=self.service.team, **facts)

    def told(self, team):
        return [(notice.subject, notice.body) for notice in kept(Notice, to_team_id=team.pk)]


@pytest.fixture
def desk():
    return Desk()


def test_a_referral_keeps_the_yes_lets_the_team_know_who_it_is_and_tells_it_by_when_to_answer(desk):
    row = desk.refer(opens=["contact", "needs"])

    (consent,) = kept(Consent, person=desk.person)
    assert (consent.to, consent.answer, consent.how, row.consent) == ("refer", "agreed", "Face to face", consent)
    (grant,) = desk.held()
    assert (grant.tier, grant.reason, grant.compartments, grant.consent) == (Tier.KNOWS_OF, "referral", [], consent)
    assert grant.agreement == desk.agreement
    ((subject, body),) = desk.told(desk.service.team)
    assert subject == "Someone is referred to your team"
    assert body.endswith("Answer by Mon 9 Mar.")


def test_the_name_shows_in_the_inbox_and_no_more_than_the_name(desk):
    row = desk.refer(opens=["contact"])

    by = acting(desk.receiver)
    assert lookups.get(Person, desk.person.pk, by=by, to=Do.SEE_PEOPLE) == desk.person
    assert lookups.get(Referral, row.pk, by=by, to=Do.SEE_REFERRALS) == row
    assert not lookups.visible(Consent, by=by, to=Do.SEE_SHARING).exists()


def test_nobody_is_referred_without_a_yes(desk):
    with pytest.raises(Refused, match="have not said yes yet") as refused:
        desk.refer(told=None)

    assert refused.value.field == "consent"
    assert kept(Referral) == []


def test_a_yes_on_record_is_enough_and_a_later_no_is_not(desk):
    facts = {"person": desk.person, "to": "refer", "organisation": desk.service.organisation}
    given = ConsentFactory(**facts, recorded_at=NOON - timedelta(days=2))

    first = desk.refer(told=None)

    assert first.consent == given
    withdraw_referral(first, reason="mistake", by=acting(desk.sender), at=NOON)
    ConsentFactory(**facts, answer="withdrawn")
    with pytest.raises(Refused, match="said no to"):
        desk.refer(told=None)


def test_a_yes_from_before_a_no_does_not_count(desk):
    asked = {"person": desk.person, "to": "refer", "organisation": desk.service.organisation}
    ConsentFactory(**asked, answer="declined", recorded_at=NOON - timedelta(hours=1))

    with pytest.raises(Refused, match="said no to"):
        desk.refer(told=Told(how="By letter", on=TODAY - timedelta(days=9)))

    assert desk.refer(told=YES).state == "sent"


def test_no_agreement_no_referral(desk):
    with writing():
        Party.objects.update(ended_on=TODAY)

    with pytest.raises(Refused, match="signed no agreement") as refused:
        desk.refer()

    assert refused.value.field == "service"
    assert kept(Referral) == kept(Consent) == []


def test_nothing_opens_that_the_agreement_does_not_cover(desk):
    with writing():
        Party.objects.update(compartments=["contact"])

    with pytest.raises(Refused, match="does not cover safety notes") as refused:
        desk.refer(opens=["contact", "risk"])

    assert refused.value.field == "opens"


def test_nothing_opens_that_the_sender_may_not_see(desk):
    with writing():
        Grant.objects.filter(team=desk.sending).update(compartments=["contact"])

    with pytest.raises(Refused, match="not shared with you: safety notes") as refused:
        desk.refer(opens=["contact", "risk"])
    assert refused.value.field == "opens"
    with pytest.raises(Refused, match="from the list"):
        desk.refer(pathways=["abuse"])
    with writing():
        Party.objects.update(compartments=["contact"])
    assert desk.refer(opens=["contact"], pathways=["work"]).state == "sent"


def test_one_refers_from_a_team_of_ones_own(desk):
    with pytest.raises(NotAllowed):
        refer_person(desk.new(), safety=None, told=YES, by=acting(desk.receiver), at=NOON)


def test_a_safety_note_goes_with_it_and_opens_by_its_own_key(desk):
    note = NewSafety(
        concern="self", words="Hurt himself", context="In 2024", keeps_safe="Calls", source="Me", noted_on=TODAY
    )

    desk.refer(safety=note)

    assert [row.words for row in kept(SafetyNote, person=desk.person)] == ["Hurt himself"]
    assert not lookups.visible(SafetyNote, by=acting(desk.receiver), to=Do.SEE_ASSESSMENTS).exists()


def test_a_draft_is_sent_as_it_is_written_now(desk):
    by = acting(desk.sender)
    begun = sending.draft(desk.new(hopes="A job"), by=by, at=NOON)

    row = send_draft(begun, new=desk.new(hopes="A flat"), version=1, safety=None, told=YES, by=by, at=NOON)

    assert (row.pk, row.state, row.hopes) == (begun.pk, "sent", "A flat")
    assert len(desk.held()) == len(desk.told(desk.service.team)) == 1


def test_a_yes_opens_what_was_asked_opens_a_case_and_tells_the_sender(desk):
    row = desk.refer(opens=["contact", "needs"])

    case = desk.accept(row, support="brief", key_worker=desk.receiver)

    assert (case.referral, case.support, case.key_worker, case.service) == (row, "brief", desk.receiver, desk.service)
    assert case.taking_part == "offered"
    (involved,) = desk.held(reason="involved")
    assert (involved.tier, involved.compartments, involved.ends_at) == (Tier.WORKS_WITH, ["contact", "needs"], None)
    assert involved.agreement == desk.agreement
    (known,) = desk.held(reason="referral")
    assert known.ends_at == NOON
    ((subject, body),) = desk.told(desk.sending)
    assert subject == "A referral was accepted"
    assert f"{desk.receiver.name} is their key worker. They say: Glad to" in body


@pytest.mark.parametrize(("answer", "part"), [("agreed", "accepted"), ("declined", "declined")])
def test_what_they_said_of_taking_part_stands(desk, answer, part):
    ConsentFactory(person=desk.person, to="take_part", answer=answer)

    assert desk.accept(desk.refer()).taking_part == part


def test_other_referrals_of_the_person_are_untouched(desk):
    other = ReferralFactory(person=desk.person)

    desk.accept(desk.refer())

    (still,) = kept(Referral, pk=other.pk)
    assert (still.state, still.version) == ("sent", 1)


def test_a_wider_sight_is_not_narrowed_by_a_yes(desk):
    GrantFactory(person=desk.person, team=desk.service.team, tier=Tier.LEADS, compartments=["family"])

    desk.accept(desk.refer(opens=["contact"]))

    (open_now,) = desk.held(reason="involved", ends_at=None)
    assert (open_now.tier, open_now.compartments) == (Tier.LEADS, ["contact", "family"])


def test_an_agreement_that_ended_meanwhile_opens_nothing(desk):
    row = desk.refer()
    with writing():
        Party.objects.update(ended_on=TODAY)

    with pytest.raises(Refused, match="signed no agreement"):
        desk.accept(row)

    assert kept(Case) == []
    assert kept(Referral)[0].state == "sent"


def test_someone_who_said_no_meanwhile_is_not_taken_on(desk):
    row = desk.refer()
    ConsentFactory(
        person=desk.person,
        to="refer",
        organisation=desk.service.organisation,
        answer="withdrawn",
        recorded_at=NOON + timedelta(minutes=1),
    )

    with pytest.raises(Refused, match="said no to this since"):
        desk.accept(row)


def test_a_no_ends_sight_after_a_while_and_tells_the_sender_why(desk):
    row = desk.refer()

    desk.decline(row)

    (known,) = desk.held()
    assert known.ends_at == NOON + timedelta(days=14)
    ((subject, body),) = desk.told(desk.sending)
    assert subject == "A referral was declined"
    assert "We have no room. Full until May. What would change this: A place comes free. Please tell" in body
    later = NOON + timedelta(days=15)
    by = acting(desk.receiver, at=later)
    assert not lookups.visible(Person, by=by, to=Do.SEE_PEOPLE).exists()
    assert lookups.get(Referral, row.pk, by=by, to=Do.SEE_REFERRALS).state == "declined"


def test_a_no_by_one_service_leaves_the_name_to_another_of_the_same_team(desk):
    other = ServiceFactory(team=desk.service.team)
    first, _ = desk.refer(), desk.refer(service=other)

    desk.decline(first)

    assert [grant.ends_at for grant in desk.held()] == [None]


def test_a_second_asking_soon_after_a_no_shows_the_name_again(desk):
    desk.decline(desk.refer())

    later = NOON + timedelta(days=3)
    refer_person(desk.new(received_on=later.date()), safety=None, by=acting(desk.sender, at=later), at=later)

    assert len(desk.held(ends_at=None)) == 1


def test_only_the_team_that_was_asked_answers(desk):
    row = desk.refer()

    by = acting(desk.sender)
    with pytest.raises(NotAllowed):
        accept_referral(row, support="full", key_worker=None, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        decline_referral(row, reason="other", words="No", by=by, at=NOON)
    with pytest.raises(NotAllowed):
        ask_about_referral(row, question="Why?", by=by, at=NOON)


def test_a_question_goes_to_the_sender_and_the_reply_comes_back(desk):
    row = desk.refer()

    ask_about_referral(row, question="Where will he live?", by=acting(desk.receiver), at=NOON)
    with pytest.raises(NotAllowed):
        reply_to_referral(row, words="Leith", by=acting(desk.receiver), at=NOON)
    reply_to_referral(row, words="Leith", by=acting(desk.sender), at=NOON)

    assert desk.told(desk.sending)[0][1].endswith("asks: Where will he live?")
    assert desk.told(desk.service.team)[-1] == ("A reply about a referral", "They say: Leith. Answer by Mon 9 Mar.")


def test_the_sender_may_take_it_back_and_the_other_team_is_told(desk):
    row = desk.refer()

    with pytest.raises(NotAllowed):
        withdraw_referral(row, reason="moved", by=acting(desk.receiver), at=NOON)
    withdraw_referral(row, reason="moved", words="To Perth", by=acting(desk.sender), at=NOON)

    assert desk.held()[0].ends_at == NOON + timedelta(days=14)
    assert desk.told(desk.service.team)[-1][0] == "A referral was withdrawn"
    with pytest.raises(MoveNotAllowed, match="withdrawn on Mon 2 Mar and cannot be accepted"):
        desk.accept(row)


def test_a_draft_put_away_tells_nobody(desk):
    by = acting(desk.sender)
    begun = sending.draft(desk.new(), by=by, at=NOON)

    withdraw_referral(begun, reason="not_needed", by=by, at=NOON)

    assert desk.told(desk.service.team) == desk.held() == []


def test_a_yes_takes_few_statements(desk, django_assert_max_num_queries):
    row, by = desk.refer(opens=["contact"]), acting(desk.receiver)

    with django_assert_max_num_queries(70):
        accept_referral(row, support="full", key_worker=desk.receiver, by=by, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_opens_a_case_and_the_other_is_told():
    service = ServiceFactory()
    row = ReferralFactory(service=service, source="self")
    user = staff_of(service.team)
    together, answers = threading.Barrier(2), []

    def accept():
        try:
            with writing():
                by = acting(user)
            together.wait()
            accept_referral(row, support="full", key_worker=None, by=by, at=NOON)
            answers.append("accepted")
        except MoveNotAllowed as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    workers = [threading.Thread(target=accept) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(answers) == ["This referral was accepted on Mon 2 Mar and cannot be accepted again.", "accepted"]
    assert len(kept(Case)) == 1
