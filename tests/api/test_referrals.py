"""Other systems refer someone, answer, and read what came of it; each change once."""

import uuid
from datetime import timedelta

import pytest

from tests.api.callers import Caller, stranger
from tests.factories import (
    NOON,
    ConsentFactory,
    EveryoneFactory,
    GrantFactory,
    PersonFactory,
    PrisonFactory,
    UserFactory,
)
from tests.factories.journey import CaseFactory, ReferralFactory, ServiceFactory
from tests.factories.referrals import signed
from throughline.assessments.models import SafetyNote
from throughline.cases.models import Case
from throughline.foundations.models import JournalEntry, ReadEntry
from throughline.foundations.writing import writing
from throughline.referrals.models import DutyContact, Referral
from throughline.sharing.models import Consent, Grant
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db

SCOPES = ["see_people", "see_referrals", "refer_people", "answer_referrals", "log_duty", "assess"]
TOLD = {"how": "Face to face", "on": "2026-03-01"}


def kept(model, **facts):
    with writing():
        return list(model.objects.filter(**facts))


class Sides:
    """A system of the organisation that refers, and one of the organisation that answers."""

    def __init__(self):
        self.from_team, self.team = EveryoneFactory(), EveryoneFactory()
        self.service = ServiceFactory(team=self.team)
        signed(self.from_team.organisation, self.service.organisation)
        parts = list(Compartment.values)
        self.person = GrantFactory(person=PersonFactory(), team=self.from_team, compartments=parts).person
        self.sender = Caller(self.from_team.organisation, scopes=SCOPES)
        self.receiver = Caller(self.service.organisation, scopes=SCOPES)

    def send(self, *, key=None, **facts):
        given = {"person_id": str(self.person.pk), "service": self.service.slug, "source": "agency", "told": TOLD}
        return self.sender.post("/referrals", {**given, **facts}, key=key)

    def sent(self, **facts):
        return self.send(**facts).json()["referral"]["id"]


@pytest.fixture
def sides():
    return Sides()


def field(response):
    return response.status_code, [each["field"] for each in response.json()["error"]["fields"]]


def test_someone_is_referred_with_the_yes_they_gave(sides):
    response = sides.send(hopes="A flat\nwith a window", pathways=["accommodation"], opens=["contact"])

    assert response.status_code == 201
    referral = response.json()["referral"]
    assert (referral["state"], referral["arrived"], referral["opens"]) == ("sent", "system", ["contact"])
    assert referral["person"]["name"] == sides.person.shown_name
    (row,) = kept(Referral)
    assert (row.from_team, row.from_user, row.hopes) == (sides.from_team, None, "A flat\nwith a window")
    assert [consent.to for consent in kept(Consent)] == ["refer"]
    assert kept(JournalEntry, what="referrals.sent")[0].by_kind == "key"
    assert response.json()["already_with"] == []


def test_the_same_call_again_is_answered_the_same_and_sends_nothing(sides):
    key = str(uuid.uuid4())

    first, second = sides.send(key=key), sides.send(key=key)

    assert (second.status_code, second.json()) == (201, first.json())
    assert len(kept(Referral)) == 1


def test_sending_warns_of_who_is_with_them_already(sides):
    elsewhere = CaseFactory(person=sides.person, service=ServiceFactory(phone="0131 496 0000"))

    (already,) = sides.send().json()["already_with"]

    assert already["service"] == elsewhere.service.name
    assert (already["phone"], already["waits"]) == ("0131 496 0000", False)


def test_a_safety_note_goes_with_it(sides):
    note = {"concern": "health", "words": "Seizures", "context": "When he drinks", "source": "GP"}

    response = sides.send(safety={**note, "noted_on": "2026-03-01"})

    assert response.status_code == 201
    assert [row.words for row in kept(SafetyNote)] == ["Seizures"]


def test_nobody_is_referred_without_a_yes(sides):
    assert field(sides.send(told=None)) == (409, ["consent"])

    ConsentFactory(person=sides.person, to="refer", organisation=sides.service.organisation)
    assert sides.send(told=None).status_code == 201


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"service": "no-such-service"}, (409, ["service"])),
        ({"source": "self"}, (422, ["source"])),
        ({"pathways": ["nonsense"]}, (422, ["pathways.0"])),
        ({"reason": "x" * 10_000}, (422, ["reason"])),
        ({"surprise": 1}, (422, ["surprise"])),
        ({"told": {"how": "By letter", "on": "2126-03-01"}}, (409, ["answered_on"])),
    ],
)
def test_what_cannot_be_sent_says_which_answer_is_wrong(sides, facts, answer):
    assert field(sides.send(**facts)) == answer
    assert kept(Referral) == []


def test_someone_whom_the_key_only_knows_of_is_not_referred(sides):
    with writing():
        Grant.objects.update(tier=Tier.KNOWS_OF)

    assert sides.send().status_code == 403


def test_what_is_not_shared_with_the_sender_is_not_opened_to_others(sides):
    with writing():
        Grant.objects.update(compartments=["contact"])

    assert field(sides.send(opens=["risk"])) == (409, ["opens"])
    assert field(sides.send(pathways=["abuse"])) == (409, ["pathways"])


def test_someone_elses_person_or_referral_is_not_there(sides):
    other = stranger()
    body = {"person_id": str(sides.person.pk), "service": sides.service.slug, "source": "agency", "told": TOLD}
    asking = Caller(other.organisation, scopes=SCOPES)
    row = sides.sent()

    assert asking.post("/referrals", body).status_code == 404
    assert asking.get(f"/referrals/{row}").status_code == 404
    assert asking.post(f"/referrals/{row}/answer", {"answer": "accept"}).status_code == 404
    assert asking.get("/referrals").json()["referrals"] == []


def test_a_key_without_the_scope_may_not(sides):
    narrow = Caller(sides.from_team.organisation, scopes=["see_people"])

    assert narrow.get("/referrals").status_code == 403
    assert narrow.post("/duty-contacts", duty(sides, sides.sender)).status_code == 403


def test_each_side_lists_its_own_way(sides):
    row = sides.sent()

    def ids(caller, direction):
        return [each["id"] for each in caller.get("/referrals", direction=direction).json()["referrals"]]

    assert (ids(sides.sender, "out"), ids(sides.sender, "in")) == ([row], [])
    assert (ids(sides.receiver, "out"), ids(sides.receiver, "in")) == ([], [row])
    assert kept(ReadEntry, where="api:list_referrals", person_id=sides.person.pk)


def test_a_list_goes_page_by_page_and_narrows_by_state_and_service(sides):
    rows = [
        ReferralFactory(service=sides.service, started_at=NOON - timedelta(minutes=number), state=state)
        for number, state in enumerate(["sent", "asked", "sent"])
    ]

    first = sides.receiver.get("/referrals", limit="2").json()
    second = sides.receiver.get("/referrals", limit="2", after=first["next"]).json()

    assert [each["id"] for each in first["referrals"] + second["referrals"]] == [str(row.pk) for row in rows]
    assert second["next"] is None
    narrowed = sides.receiver.get("/referrals", state="asked", service=sides.service.slug).json()["referrals"]
    assert [each["id"] for each in narrowed] == [str(rows[1].pk)]
    assert narrowed[0]["person"] is None
    assert sides.receiver.get("/referrals", after=str(uuid.uuid4())).status_code == 409


@pytest.mark.parametrize("number", [2, 60])
def test_a_list_asks_few_questions_however_long(sides, number, django_assert_max_num_queries):
    for _ in range(number):
        ReferralFactory(service=sides.service)

    with django_assert_max_num_queries(20):
        assert len(sides.receiver.get("/referrals", limit="100").json()["referrals"]) == number


def test_a_yes_opens_a_case_with_its_key_worker(sides):
    row, worker = sides.sent(), UserFactory(organisation=sides.service.organisation)

    response = sides.receiver.post(
        f"/referrals/{row}/answer", {"answer": "accept", "support": "full", "key_worker_id": str(worker.pk)}
    )

    assert response.status_code == 201
    assert (response.json()["state"], response.json()["support"]) == ("accepted", "full")
    (case,) = kept(Case)
    assert case.key_worker == worker


def test_a_no_says_why_and_a_second_answer_is_refused_with_the_day(sides):
    row = sides.sent()

    no = sides.receiver.post(f"/referrals/{row}/answer", {"answer": "decline", "reason": "no_room", "words": "Full"})
    late = sides.receiver.post(f"/referrals/{row}/answer", {"answer": "accept", "support": "full"})

    assert (no.status_code, no.json()["decline_reason"]) == (201, "no_room")
    assert late.status_code == 409
    assert "declined on" in late.json()["error"]["message"]
    assert sides.sender.get(f"/referrals/{row}").json()["answer_words"] == "Full"


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"answer": "accept"}, (409, ["support"])),
        ({"answer": "decline"}, (409, ["reason"])),
        ({"answer": "ask"}, (409, ["question"])),
        ({"answer": "maybe"}, (422, ["answer"])),
    ],
)
def test_an_answer_says_what_it_must(sides, given, answer):
    assert field(sides.receiver.post(f"/referrals/{sides.sent()}/answer", given)) == answer


def test_only_the_side_that_was_asked_answers(sides):
    response = sides.sender.post(f"/referrals/{sides.sent()}/answer", {"answer": "accept", "support": "full"})

    assert response.status_code == 403


def test_a_question_is_replied_to_by_the_sender(sides):
    row = sides.sent()
    sides.receiver.post(f"/referrals/{row}/answer", {"answer": "ask", "question": "Where?"})

    assert sides.receiver.post(f"/referrals/{row}/reply", {"words": "Leith"}).status_code == 403
    reply = sides.sender.post(f"/referrals/{row}/reply", {"words": "Leith"})

    assert (reply.status_code, reply.json()["state"], reply.json()["reply"]) == (201, "sent", "Leith")


def test_a_referral_is_taken_back_by_the_sender(sides):
    row = sides.sent()

    back = sides.sender.post(f"/referrals/{row}/withdrawal", {"reason": "moved", "words": "To Perth"})

    assert (back.status_code, back.json()["withdraw_reason"]) == (201, "moved")
    assert sides.receiver.post(f"/referrals/{row}/withdrawal", {"reason": "moved"}).status_code == 403


def duty(sides, caller, **facts):
    user = UserFactory(organisation=caller.organisation)
    given = {"service": sides.service.slug, "by_user_id": str(user.pk), "happened_at": "2026-03-01T19:55:00Z"}
    return {**given, "words": "Rang the housing office", **facts}


def test_help_at_a_duty_desk_is_kept_for_someone_not_on_record(sides):
    prison = PrisonFactory()
    signed(sides.service.organisation, prison.organisation)
    body = duty(sides, sides.receiver, named="Big Davie", prison=prison.code, hall="B", minutes=10)

    response = sides.receiver.post("/duty-contacts", body)

    assert (response.status_code, response.json()["named"]) == (201, "Big Davie")
    (row,) = kept(DutyContact)
    assert (row.prison, row.hall, row.minutes) == (prison, "B", 10)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, (409, ["named"])),
        ({"named": "A", "happened_at": "2126-03-01T19:55:00Z"}, (409, ["happened_at"])),
        ({"named": "A", "prison": "NONE"}, (409, ["prison"])),
        ({"named": "A", "service": "no-such"}, (409, ["service"])),
        ({"named": "A", "by_user_id": str(uuid.uuid4())}, (409, ["by_user_id"])),
        ({"named": "A", "minutes": 0}, (422, ["minutes"])),
    ],
)
def test_help_that_cannot_be_kept_says_which_answer_is_wrong(sides, facts, answer):
    assert field(sides.receiver.post("/duty-contacts", duty(sides, sides.receiver, **facts))) == answer


def test_help_for_someone_the_key_does_not_know_is_not_kept(sides):
    body = duty(sides, sides.receiver, person_id=str(PersonFactory().pk))

    assert sides.receiver.post("/duty-contacts", body).status_code == 404
