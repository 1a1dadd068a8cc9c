"""The inbox of notices, and saying that one was seen."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, EveryoneFactory, GrantFactory, PersonFactory, TeamFactory, UserFactory, staff_of
from throughline.foundations.models import ReadEntry
from throughline.notices import actions
from throughline.notices.models import Notice
from throughline.sharing.models import Restriction

pytestmark = pytest.mark.django_db
INBOX = "/notices/"
SAVEPOINTS = 2


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team():
    return EveryoneFactory()


@pytest.fixture
def worker(team, sign_in):
    return sign_in(staff_of(team))


def told(team, *, person=None, subject="A date moved", ago=0, asks=False):
    (notice,) = actions.tell_teams(
        [team.pk],
        kind="test",
        subject=subject,
        body="CANARY body",
        person_id=person.pk if person else None,
        at=NOON - timedelta(minutes=ago),
        needs_acknowledging=asks,
    )
    return notice


def text_of(client, url=INBOX):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def seen(notice):
    return reverse("notices:acknowledge", args=[notice.pk])


def test_an_empty_inbox_says_so(worker):
    assert "No notices yet" in text_of(worker)


def test_a_stranger_sees_and_marks_nothing(sign_in, team, writer):
    notice = told(team, person=PersonFactory())
    stranger = sign_in(staff_of(EveryoneFactory()))

    assert "CANARY" not in text_of(stranger)
    assert stranger.post(seen(notice)).status_code == 404
    with writer():
        assert Notice.objects.get().acknowledged_at is None


def test_a_role_without_notices_is_told_so(sign_in):
    assert sign_in(UserFactory(role="evaluator")).get(INBOX).status_code == 403


def test_the_person_is_named_only_to_those_who_may_know_of_them(worker, team):
    shared, other = PersonFactory(shown_name="Ewan Quigley"), PersonFactory(shown_name="Somebody Else")
    GrantFactory(person=shared, team=team)
    told(team, person=shared)
    told(team, person=other)

    text = text_of(worker)

    assert "Ewan Quigley" in text
    assert "Somebody Else" not in text
    assert "Not shared with you" in text


def test_a_notice_about_a_record_closed_to_someone_does_not_reach_them(team, sign_in, writer):
    person, user = PersonFactory(), staff_of(team)
    GrantFactory(person=person, team=team)
    with writer():
        Restriction.objects.create(
            person=person, kind="conflict", user=user, words="Cousins", starts_at=NOON, made_by="T"
        )
    notice = told(team, person=person)
    client = sign_in(user)

    assert "CANARY" not in text_of(client)
    assert client.post(seen(notice)).status_code == 404


def test_what_asks_to_be_seen_comes_first(worker, team):
    told(team, subject="Newest", ago=1)
    told(team, subject="Asks", ago=60, asks=True)
    told(team, subject="Oldest", ago=90)

    text = text_of(worker)

    assert text.index("<b>Asks") < text.index("<b>Newest") < text.index("<b>Oldest")


def test_the_first_to_say_they_saw_it_is_kept(worker, team, sign_in, writer):
    notice = told(team, asks=True)
    second = sign_in(staff_of(team, name="Second Reader"))

    answers = [client.post(seen(notice)) for client in (worker, second)]

    with writer():
        words = Notice.objects.get().acknowledged_by_words
    assert [answer.headers["Location"] for answer in answers] == [INBOX, INBOX]
    assert "Second Reader" not in words
    assert "Seen" in text_of(second)


def test_looking_at_a_notice_marks_nothing(worker, team):
    notice = told(team)

    assert worker.get(seen(notice)).status_code == 405


def test_someone_elses_notice_is_not_mine_because_i_lead_the_record(sign_in, team):
    person = PersonFactory()
    leader_team = EveryoneFactory()
    GrantFactory(person=person, team=leader_team, tier=3)
    notice = told(TeamFactory(), person=person)
    client = sign_in(staff_of(leader_team))

    assert "CANARY" not in text_of(client)
    assert client.post(seen(notice)).status_code == 404


@pytest.mark.parametrize("many", [2, 60])
def test_the_inbox_costs_the_same_however_full(worker, team, django_assert_max_num_queries, many):
    for number in range(many):
        person = PersonFactory()
        GrantFactory(person=person, team=team)
        told(team, person=person, ago=number)
    text_of(worker)

    with django_assert_max_num_queries(12 + SAVEPOINTS):
        text_of(worker)


def test_the_inbox_is_read_in_pages_and_every_notice_once(worker, team):
    for number in range(55):
        told(team, subject=f"Number {number:02}", ago=number // 3, asks=number % 2 == 0)
    url, found = INBOX, []

    while url:
        text = text_of(worker, url)
        found += [f"Number {number:02}" for number in range(55) if f"<b>Number {number:02}" in text]
        parts = text.split('rel="next"')
        url = INBOX + parts[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&") if len(parts) > 1 else ""

    assert sorted(found) == [f"Number {number:02}" for number in range(55)]


@pytest.mark.parametrize("mark", ["x", "1~2026-01-01~y", "1~2026-01-01T00:00:00~11111111-1111-1111-1111-111111111111"])
def test_a_link_that_names_no_place_starts_at_the_beginning(worker, team, mark):
    told(team)

    assert "CANARY" in text_of(worker, f"{INBOX}?after={mark}")


def test_whom_the_inbox_named_is_written_down(worker, team, writer):
    person = PersonFactory()
    GrantFactory(person=person, team=team)
    told(team, person=person)

    text_of(worker)

    with writer():
        assert [entry.where for entry in ReadEntry.objects.all()] == ["notices:inbox"]
