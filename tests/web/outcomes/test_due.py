"""Reviews that are due, overdue or were never held: a page, and a part of today's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import EveryoneFactory, GrantFactory, PersonFactory, UserFactory, acting, staff_of
from tests.factories.journey import CaseFactory, CoverFactory, ServiceFactory
from throughline.foundations import clock
from throughline.foundations.models import ReadEntry
from throughline.web.today.desk import Desk
from throughline.web.today.review_section import reviews_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return EveryoneFactory()


@pytest.fixture
def worker(team):
    return staff_of(team)


@pytest.fixture
def page(worker, sign_in):
    browser = sign_in(worker)
    return lambda **asked: browser.get(reverse("reviews:due"), asked)


def supported(team, *, due_in=None, last=None, **facts):
    person = PersonFactory()
    GrantFactory(person=person, team=team)
    today = clock.today()
    return CaseFactory(
        person=person,
        service=ServiceFactory(team=team),
        setting="community" if due_in is None else "prison",
        review_due_on=None if due_in is None else today + timedelta(days=due_in),
        last_review_on=None if last is None else today - timedelta(days=last),
        opened_on=today - timedelta(days=200),
        **facts,
    )


def names(response):
    return [line.case.person.shown_name for line in response.context["lines"]]


def text(response):
    return " ".join(response.content.decode().split())


def test_those_due_within_a_week_or_overdue_are_listed_the_longest_overdue_first(team, page):
    soon, late = supported(team, due_in=6, last=24), supported(team, due_in=-4)
    supported(team, due_in=8, last=20)
    supported(team, last=90)

    shown = page()

    assert names(shown) == [late.person.shown_name, soon.person.shown_name]
    assert "4 days ago" in text(shown)
    assert "Never reviewed" in text(shown)


def test_those_never_reviewed_and_those_outside_have_lists_of_their_own(team, page):
    never, outside = supported(team, due_in=20), supported(team, last=90)

    assert names(page(show="never")) == [never.person.shown_name]
    assert names(page(show="outside")) == [outside.person.shown_name]
    assert "90 days ago" in text(page(show="outside"))


def test_the_list_can_be_of_those_one_works_with(team, worker, page):
    mine = supported(team, due_in=1, key_worker=worker)
    supported(team, due_in=1, key_worker=UserFactory(organisation=team.organisation))

    assert names(page(who="mine")) == [mine.person.shown_name]
    assert len(names(page())) == 2


def test_nobody_of_another_team_is_listed_though_their_grant_lets_one_see_them(team, page):
    case = supported(EveryoneFactory(), due_in=-1)
    GrantFactory(person=case.person, team=team)

    shown = page()

    assert names(shown) == []
    assert "Nobody is on this list" in text(shown)


def test_a_closed_case_owes_nothing(team, page):
    person = PersonFactory()
    GrantFactory(person=person, team=team)
    CaseFactory(
        person=person, service=ServiceFactory(team=team), setting="closed", closed_on=clock.today(),
        close_reason="completed", review_due_on=clock.today(),
    )  # fmt: skip

    assert person.shown_name not in names(page())


def test_each_list_goes_on_to_the_next_page(team, page):
    for _ in range(30):
        supported(team, due_in=-1)

    first = page()
    again = page(**dict(part.split("=") for part in first.context["next"].replace("%7E", "~")[1:].split("&")))

    assert (len(names(first)), len(names(again))) == (25, 5)
    assert not set(names(first)) & set(names(again))


@pytest.mark.parametrize("after", ["", "x", "2026-01-01~x", "~", "🙂~🙂"])
def test_a_link_that_names_no_place_starts_at_the_beginning(team, page, after):
    supported(team, due_in=-1)

    assert len(names(page(after=after, show="no-such"))) == 1


def test_those_listed_are_written_down(team, worker, page, writer):
    case = supported(team, due_in=-1)

    page()

    with writer():
        assert ReadEntry.objects.filter(where="reviews:due", person_id=case.person_id, by_id=worker.pk).exists()


def test_other_jobs_are_refused(team, sign_in):
    assert sign_in(staff_of(team, role="evaluator")).get(reverse("reviews:due")).status_code == 403


@pytest.mark.parametrize("number", [2, 60])
def test_a_long_list_asks_no_more_questions(team, page, number, django_assert_max_num_queries):
    for _ in range(number):
        supported(team, due_in=-1)

    with django_assert_max_num_queries(12):
        page()


def test_today_shows_what_is_due_of_those_one_works_with_or_covers(team, worker):
    away = UserFactory(organisation=team.organisation)
    CoverFactory(
        team=team, away=away, stand_in=worker,
        from_on=clock.today(), until_on=clock.today() + timedelta(days=3),
    )  # fmt: skip
    supported(team, due_in=-2, key_worker=worker)
    supported(team, due_in=3, key_worker=away)
    supported(team, due_in=3)

    section = reviews_due(Desk(acting(worker, at=clock.now()), clock.today()))

    assert [line.clock for line in section.lines] == ["2 days ago", "3 days"]
    assert [line.late for line in section.lines] == [True, False]


def test_today_has_no_such_part_for_who_records_no_reviews(team):
    mentor = staff_of(team, role="peer_mentor")

    assert reviews_due(Desk(acting(mentor, at=clock.now()), clock.today())) is None
