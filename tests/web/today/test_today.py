"""What needs someone today, and what does not."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    KeyDateFactory,
    MembershipFactory,
    PersonFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
    staff_of,
    worker_for,
)
from throughline.custody.actions.dates import NewDate
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import ReadEntry
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.release_person import Leaving, release_person
from throughline.notices.models import Notice
from throughline.sharing.actions import emergencies
from throughline.sharing.models import Restriction
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
HOME = "/"
SAVEPOINTS = 2
"""Statements a test's own transaction adds around a request."""


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team():
    return EveryoneFactory()


@pytest.fixture
def worker(team, sign_in):
    return sign_in(staff_of(team, role="case_manager"))


def leaving_in(days, team, *, name="CANARY Person", **facts):
    stay = StayFactory(person=PersonFactory(shown_name=name))
    GrantFactory(person=stay.person, team=team, tier=Tier.WORKS_WITH)
    KeyDateFactory(stay=stay, on=TODAY + timedelta(days=days), **facts)
    return stay


def moved(stay, days=20):
    return change_release_date(stay, new=_told(days), by=SYSTEM, at=NOON)


def _told(days, known_at=NOON):
    return NewDate(type="confirmed", on=TODAY + timedelta(days=days), known_at=known_at, source="Prison records")


def text_of(client, url=HOME):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_day_with_nothing_says_so(worker):
    text = text_of(worker)

    assert "Nothing needs you right now" in text
    assert "That is everything." not in text


def test_people_of_other_teams_are_nobody_on_this_page(worker):
    leaving_in(3, TeamFactory())
    leaving_in(-3, TeamFactory())
    moved(leaving_in(9, TeamFactory()))

    assert "CANARY" not in text_of(worker)


def test_a_team_that_only_knows_of_someone_is_not_told_when_they_leave(sign_in):
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=TODAY)

    assert "CANARY" not in text_of(sign_in(worker_for(stay.person, tier=Tier.KNOWS_OF)))


@pytest.mark.parametrize(("days", "shown"), [(-1, True), (0, True), (6, True), (7, False)])
def test_the_page_looks_a_week_ahead(worker, team, days, shown):
    leaving_in(days, team)

    assert ("CANARY" in text_of(worker)) is shown


def test_someone_leaving_soon_is_shown_with_the_date_its_type_and_place(worker, team):
    stay = leaving_in(3, team)

    text = text_of(worker)

    assert "1 person leaving." in text
    assert "3 days" in text
    assert "leaves Thu 5 Mar" in text
    assert "Confirmed release date" in text
    assert stay.prison.organisation.name in text
    assert "That is everything." in text


def test_a_date_that_passed_with_nobody_recorded_as_leaving_is_said(worker, team):
    stay = leaving_in(-2, team)

    text = text_of(worker)

    assert "Said to leave Sat 28 Feb, still here in our record" in text
    assert reverse("custody:leave", args=[stay.person_id]) in text


def test_someone_who_left_is_not_still_here(worker, team):
    stay = StayFactory(ended_on=TODAY, ended_how="release_planned")
    GrantFactory(person=stay.person, team=team)
    KeyDateFactory(stay=stay, on=TODAY - timedelta(days=2))

    assert "CANARY" not in text_of(worker)


def test_only_the_date_that_leads_counts(worker, team):
    stay = leaving_in(40, team)
    KeyDateFactory(stay=stay, type="automatic", on=TODAY + timedelta(days=2))

    assert "CANARY" not in text_of(worker)


def test_a_date_that_moved_waits_until_it_is_seen(worker, team, once, writer):
    stay = leaving_in(30, team, known_at=NOON - timedelta(days=1))
    moved(stay)
    text = text_of(worker)
    with writer():
        notice = Notice.objects.get()

    answer = worker.post(reverse("notices:acknowledge", args=[notice.pk]), {**once, "back": "today"})

    assert "Brought forward 10 days to Sun 22 Mar" in text
    assert "20 days" in text
    assert answer.headers["Location"] == f"{HOME}#moved"
    assert "Brought forward" not in text_of(worker)


def test_whoever_is_out_already_stands_before_dates_that_moved(worker, team, writer):
    moved(leaving_in(30, team, known_at=NOON - timedelta(days=1)))
    out = leaving_in(40, team)
    leaving = Leaving(how="release_court", on=TODAY, source="Court")
    with writer():
        release_person(out, leaving=leaving, by=SYSTEM, at=NOON)

    text = text_of(worker)

    assert text.index("Out already") < text.index("Brought forward")


def test_one_move_told_to_two_of_my_teams_is_one_line(sign_in, writer):
    stay = StayFactory()
    first = EveryoneFactory()
    user = staff_of(first, role="case_manager")
    second = TeamFactory(organisation=first.organisation)
    for team in (first, second):
        GrantFactory(person=stay.person, team=team)
    MembershipFactory(team=second, user=user)
    moved(stay)
    client = sign_in(user)
    text = text_of(client)
    with writer():
        notice = Notice.objects.first()

    client.post(reverse("notices:acknowledge", args=[notice.pk]))

    assert "1 date that moved" in text
    with writer():
        assert Notice.objects.filter(acknowledged_at=None).count() == 0


def test_a_date_that_moved_twice_is_one_line_and_seen_at_once(worker, team, once, writer):
    stay = leaving_in(30, team, known_at=NOON - timedelta(days=1))
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        moved(stay, days=20)
        change_release_date(stay, new=_told(18, NOON + timedelta(seconds=5)), by=SYSTEM, at=NOON + timedelta(minutes=1))
        text = text_of(worker)
        with writer():
            newest = Notice.objects.order_by("-queued_at").first()
        worker.post(reverse("notices:acknowledge", args=[newest.pk]), once)

    assert "1 date that moved" in text
    assert "Fri 20 Mar" in text
    with writer():
        assert not Notice.objects.filter(acknowledged_at=None).exists()


def test_a_record_closed_to_someone_tells_them_of_no_move(team, sign_in, writer):
    stay = leaving_in(30, team, known_at=NOON - timedelta(days=1))
    user = staff_of(team, role="case_manager")
    with writer():
        Restriction.objects.create(
            person=stay.person, kind="conflict", user=user, words="Cousins", starts_at=NOON, made_by="T"
        )
    moved(stay)

    text = text_of(sign_in(user))

    assert "Nothing needs you right now" in text


def test_a_request_to_be_let_in_waits_for_those_who_lead(sign_in, writer):
    person = PersonFactory()
    leader = sign_in(worker_for(person, role="case_manager"))
    asker = UserFactory()
    with writer():
        emergencies.ask(
            person,
            team=TeamFactory(organisation=asker.organisation),
            user=asker,
            reason="Housing duty from Monday",
            by=SYSTEM,
            at=NOON,
        )

    text = text_of(leader)

    assert "asks to be let in" in text
    assert "Housing duty from Monday" in text
    assert reverse("sharing:requests") in text


def test_an_emergency_waits_for_someone_else_to_review(sign_in, writer):
    person = PersonFactory()
    leader = sign_in(worker_for(person, role="manager"))
    opener = UserFactory(name="Kofi Lund")
    with writer():
        emergencies.break_glass(
            person,
            user=opener,
            team=TeamFactory(organisation=opener.organisation),
            reason="Taken to hospital tonight",
            review_by=TODAY - timedelta(days=1),
            by=SYSTEM,
            at=NOON,
        )

    text = text_of(leader)

    assert "Kofi Lund" in text
    assert "1 emergency to review" in text


def test_a_job_with_no_people_has_an_empty_day(sign_in):
    assert "Nothing needs you right now" in text_of(sign_in(UserFactory(role="evaluator")))


def test_a_section_shows_five_and_leads_to_the_rest(worker, team):
    for number in range(7):
        leaving_in(number % 7, team, name=f"CANARY {number}")

    text = text_of(worker)

    assert text.count("CANARY") == 2 * 5
    assert "7 people leaving" in text
    assert reverse("today:leaving") in text


def test_whom_the_page_showed_is_written_down(worker, team, writer):
    stay = leaving_in(2, team)

    text_of(worker)

    with writer():
        assert [entry.person_id for entry in ReadEntry.objects.all()] == [stay.person_id]


@pytest.mark.parametrize("many", [2, 60])
def test_the_page_costs_the_same_however_many_people(worker, team, django_assert_max_num_queries, many):
    for number in range(many):
        stay = leaving_in(number % 9 - 2, team)
        if number < 8:
            moved(stay)
    text_of(worker)

    with django_assert_max_num_queries(12 + SAVEPOINTS):
        text_of(worker)


@pytest.mark.parametrize(("url", "days"), [("today:leaving", 2), ("today:passed", -2)])
def test_the_whole_list_is_read_in_pages(worker, team, url, days, django_assert_max_num_queries):
    for number in range(30):
        leaving_in(days, team, name=f"CANARY {number:02}")
    first = text_of(worker, reverse(url))
    further = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]

    with django_assert_max_num_queries(12 + SAVEPOINTS):
        second = text_of(worker, reverse(url) + further.replace("&amp;", "&"))

    shown = [
        {name for name in (f"CANARY {number:02}" for number in range(30)) if name in text} for text in (first, second)
    ]
    assert [len(names) for names in shown] == [25, 5]
    assert shown[0] | shown[1] == {f"CANARY {number:02}" for number in range(30)}
    assert "That is everything." in second


@pytest.mark.parametrize("mark", ["nonsense", "2026-01-01~", "~", "2026-99-99~x"])
def test_a_link_that_names_no_place_starts_at_the_beginning(worker, team, mark):
    leaving_in(2, team)

    assert "CANARY" in text_of(worker, f"{reverse('today:leaving')}?after={mark}")


@pytest.mark.parametrize("url", ["today:leaving", "today:passed"])
def test_an_empty_list_says_so(worker, url):
    assert "Nobody is on this list" in text_of(worker, reverse(url))


@pytest.mark.parametrize("url", ["today:leaving", "today:passed"])
def test_a_role_without_custody_is_told_so(sign_in, url):
    assert sign_in(UserFactory(role="evaluator")).get(reverse(url)).status_code == 403
