"""Asking to be let in, which never says whether there is anyone, and answering."""

import re

import pytest
from django.urls import reverse

from tests.factories import NOON, EveryoneFactory, PersonFactory, staff_of
from throughline.notices.models import Notice
from throughline.people import matching
from throughline.people.models import Person
from throughline.sharing.models import AccessRequest, Grant

pytestmark = pytest.mark.django_db

ASK = reverse("sharing:ask")
REQUESTS = reverse("sharing:requests")
WHY = "She has applied to us for a flat"


def question(reference, other, **more):
    return {"reference": reference, "team": str(other.team.pk), "reason": WHY, **more}


def kept(writer, model=AccessRequest, **facts):
    with writer():
        return list(model.objects.filter(**facts))


def masked(response) -> str:
    return re.sub(r'(name="(submission|csrfmiddlewaretoken)" value=")[^"]*', r"\1", response.content.decode())


@pytest.fixture
def asker(other, sign_in):
    return sign_in(other.user)


@pytest.fixture
def asked(cast, other, asker, writer):
    asker.post(ASK, question(cast.person.reference, other))
    (row,) = kept(writer)
    return row


def answer(asked, **more):
    return {
        "version": "1", "agreed": "yes", "tier": "1", "grant_reason": "involved", "basis": "public_task",
        "reason": "They will house her", **more,
    }  # fmt: skip


def test_the_answer_is_the_same_whether_or_not_there_is_such_a_person(cast, other, asker, writer):
    known = asker.post(ASK, question(cast.person.reference, other), follow=True)
    unknown = asker.post(ASK, question("TL-ZZZZZZ", other), follow=True)

    assert [each.redirect_chain for each in (known, unknown)] == [[(ASK, 302)]] * 2
    assert masked(known) == masked(unknown)
    assert len(kept(writer)) == 1


def test_asking_twice_says_the_same_again(cast, other, asker, writer):
    first, second = (asker.post(ASK, question(cast.person.reference, other), follow=True) for _ in range(2))

    assert masked(first) == masked(second)
    assert len(kept(writer)) == 1


def test_no_page_shows_the_asker_their_own_request(cast, other, asker, sign_in, asked):
    sees = [asker.get(address).content.decode() for address in (ASK, REQUESTS)]

    assert all(cast.person.reference not in text and WHY not in text for text in sees)


def test_a_number_on_the_record_finds_the_same_person(cast, other, asker, writer):
    with writer():
        Person.objects.filter(pk=cast.person.pk).update(search_keys=[matching.number_key("A1234BC")])

    asker.post(ASK, question("A1234BC", other))

    assert [row.person_id for row in kept(writer)] == [cast.person.pk]


def test_a_name_finds_nobody(cast, other, asker, writer):
    asker.post(ASK, question(cast.person.shown_name, other))

    assert kept(writer) == []


def test_those_who_lead_are_told_once(cast, other, asker, writer):
    for _ in range(2):
        asker.post(ASK, question(cast.person.reference, other))

    told = kept(writer, Notice, kind="sharing.asked")
    assert len({notice.to_team_id for notice in told}) == len(told) >= 1


def test_a_reference_alone_is_the_first_sight_of_the_questions(asker):
    text = asker.post(ASK, {"reference": "TL-ABC234"}).content.decode()

    assert "TL-ABC234" in text
    assert "There is a problem" not in text


def test_a_team_one_is_not_in_cannot_ask(cast, other, asker, writer):
    with writer():
        theirs = Grant.objects.filter(person=cast.person).first().team_id

    response = asker.post(ASK, question(cast.person.reference, other, team=str(theirs)))

    assert response.status_code == 200
    assert kept(writer) == []


def test_the_lead_sees_the_request_and_lets_the_team_in(cast, other, asked, asker, writer):
    assert WHY in cast.worker.get(REQUESTS).content.decode()

    response = cast.worker.post(reverse("sharing:answer", args=[asked.pk]), answer(asked))

    assert response.status_code == 302
    assert kept(writer, Grant, team=other.team)[0].tier == 1
    assert asker.get(reverse("sharing:who", args=[cast.person.pk])).status_code == 200


def test_a_no_tells_the_team_nothing(cast, other, asked, asker, writer):
    before = len(kept(writer, Notice, to_team_id=other.team.pk))

    cast.worker.post(reverse("sharing:answer", args=[asked.pk]), answer(asked, agreed="no"))

    assert kept(writer)[0].agreed is False
    assert kept(writer, Grant, team=other.team) == []
    assert len(kept(writer, Notice, to_team_id=other.team.pk)) == before


def test_a_yes_beyond_the_agreement_is_refused_and_nothing_is_answered(cast, asked, writer):
    response = cast.worker.post(
        reverse("sharing:answer", args=[asked.pk]), answer(asked, tier="2", compartments=["sensitive"])
    )

    assert "does not cover sensitive history" in response.content.decode()
    assert kept(writer)[0].answered_at is None


def test_a_stale_answer_is_refused(cast, asked, writer):
    response = cast.worker.post(reverse("sharing:answer", args=[asked.pk]), answer(asked, version="9"))

    assert "Someone else changed this" in response.content.decode()
    assert "They will house her" in response.content.decode()


@pytest.mark.parametrize("who", ["colleague", "stranger", "knows_of"])
def test_only_those_who_lead_find_the_request(cast, asked, who):
    assert getattr(cast, who).get(reverse("sharing:answer", args=[asked.pk])).status_code == 404


@pytest.mark.parametrize("requests", [2, 60])
def test_the_list_costs_the_same_however_many_ask(cast, writer, django_assert_max_num_queries, requests):
    for _ in range(requests):
        team = EveryoneFactory()
        with writer():
            AccessRequest.objects.create(
                person=cast.person, team=team, asked_by=staff_of(team), reason=WHY, asked_at=NOON
            )
    cast.worker.get("/")

    with django_assert_max_num_queries(12):
        response = cast.worker.get(REQUESTS)

    assert len(response.context["waiting"]) == min(requests, 25)


def test_nobody_is_asked_about_someone_unknown(other, asker, writer):
    PersonFactory()

    asker.post(ASK, question("TL-ZZZZZZ", other))

    assert kept(writer, Notice) == []
