"""A day with everything on it: others who have not answered, presses in place, and what the page costs."""

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
)
from tests.factories.journey import (
    CaseFactory,
    CoverFactory,
    PlanFactory,
    ReferralFactory,
    ServiceFactory,
    TaskFactory,
)
from throughline.custody.actions.dates import NewDate
from throughline.foundations.actors import SYSTEM
from throughline.journeys.change_release_date import change_release_date
from throughline.notices.models import Notice, Way
from throughline.sharing.actions import emergencies
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db
HOME = "/"
SAVEPOINTS = 2
BEFORE = NOON - timedelta(days=3)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team():
    return EveryoneFactory()


@pytest.fixture
def manager(team):
    """A manager who is also a key worker, and stands in for a colleague."""
    return staff_of(team, role="manager")


def led(team, *, also=(), days=20):
    """Make someone in prison whose record a team leads, and whom others work with."""
    stay = StayFactory(person=PersonFactory(), admitted_on=TODAY - timedelta(days=60))
    GrantFactory(person=stay.person, team=team, tier=Tier.LEADS, compartments=list(Compartment.values))
    for other in also:
        GrantFactory(person=stay.person, team=other, tier=Tier.WORKS_WITH)
    KeyDateFactory(stay=stay, on=TODAY + timedelta(days=days), known_at=BEFORE, recorded_at=BEFORE)
    return stay


def moved(stay, *, days=10, at=BEFORE + timedelta(hours=1)):
    new = NewDate(type="confirmed", on=TODAY + timedelta(days=days), known_at=at, source="Prison records")
    return change_release_date(stay, new=new, by=SYSTEM, at=at)


def text(client):
    answer = client.get(HOME)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_agency_that_has_not_answered_is_said_to_those_who_lead(sign_in, team, manager):
    housing = EveryoneFactory()
    moved(led(team, also=[housing]))

    page = text(sign_in(manager))

    assert "Told, and not answered" in page
    assert f"{housing.organisation.name} has not answered" in page
    assert f"Chase {housing.organisation.name}" in page


def test_those_who_only_work_with_someone_are_not_told_who_is_silent(sign_in, team):
    housing = EveryoneFactory()
    moved(led(team, also=[housing]))

    assert "has not answered" not in text(sign_in(staff_of(housing)))


def test_what_was_told_today_is_not_silence_yet(sign_in, team, manager):
    moved(led(team, also=[EveryoneFactory()]), at=NOON - timedelta(hours=1))

    assert "has not answered" not in text(sign_in(manager))


def test_an_agency_is_chased_from_the_row_once_a_day(sign_in, team, manager, once, writer):
    housing = EveryoneFactory()
    UserFactory(organisation=housing.organisation)
    moved(led(team, also=[housing]))
    client = sign_in(manager)
    with writer():
        notice = Notice.objects.get(to_team_id=housing.pk, way=Way.INBOX)

    first = client.post(reverse("today:chase", args=[notice.pk]), once)
    again = client.post(reverse("today:chase", args=[notice.pk]), follow=True)

    assert first.headers["Location"] == f"{HOME}#unanswered"
    assert "They were chased already" in again.content.decode()
    assert "See who has seen it" in again.content.decode()
    with writer():
        notice.refresh_from_db()
        assert notice.chases == 1


def test_a_notice_of_others_is_not_theirs_to_chase(sign_in, team, writer):
    moved(led(team, also=[EveryoneFactory()]))
    stranger = sign_in(staff_of(EveryoneFactory()))
    with writer():
        notice = Notice.objects.first()

    assert stranger.post(reverse("today:chase", args=[notice.pk])).status_code == 404


def test_a_press_is_answered_in_place_and_without_scripts_at_its_section(sign_in, team, once):
    worker = staff_of(team)
    stay = led(team)
    task = TaskFactory(
        plan=PlanFactory(person=stay.person), owner="non_statutory", organisation=team.organisation, due_on=TODAY
    )
    client = sign_in(worker)

    page = text(client)
    answer = client.post(reverse("plans:done", args=[stay.person_id, task.pk]), {**once, "back": "today"})

    assert "data-in-place" in page
    assert 'hx-select="#main"' in page
    assert answer.headers["Location"] == f"{HOME}#steps"


def fill(team, manager, many: int) -> None:
    """Put everything on the page that can be on it."""
    service = ServiceFactory(team=team, organisation=team.organisation)
    colleague, away = UserFactory(organisation=team.organisation), UserFactory(organisation=team.organisation)
    work = TeamFactory(organisation=team.organisation)
    for user in (manager, colleague, away):
        MembershipFactory(team=work, user=user)
    CoverFactory(team=work, away=away, stand_in=manager, from_on=TODAY, until_on=TODAY + timedelta(days=7))
    for number in range(many):
        stay = led(team, also=[EveryoneFactory()], days=30)
        moved(stay, days=number % 5 - 1)
        _work(stay.person, service, work, number, workers=(manager, away, colleague))
        ReferralFactory(person=PersonFactory(), service=service)
    _asked(team)


def _work(person, service, team, number, *, workers) -> None:
    manager, away, colleague = workers
    worker = (manager, away, None)[number % 3]
    CaseFactory(person=person, service=service, team=team, key_worker=worker,
                quiet_from=TODAY - timedelta(days=1), review_due_on=TODAY)  # fmt: skip
    plan, own = PlanFactory(person=person), {"owner": "non_statutory", "organisation": team.organisation}
    TaskFactory(plan=plan, key="id", user=manager, due_on=TODAY - timedelta(days=number % 7), **own)
    TaskFactory(plan=plan, key="bank", needs=["id"], team=team, user=colleague, due_on=TODAY - timedelta(days=1), **own)


def _asked(team) -> None:
    stay, asker = led(team), UserFactory()
    facts = {"team": TeamFactory(organisation=asker.organisation), "user": asker, "by": SYSTEM, "at": NOON}
    emergencies.ask(stay.person, reason="Housing duty from Monday", **facts)
    emergencies.break_glass(stay.person, reason="Taken to hospital tonight", review_by=TODAY, **facts)


@pytest.mark.parametrize("many", [3, 60])
def test_a_full_day_costs_no_more_than_a_list(sign_in, team, manager, many, django_assert_max_num_queries):
    fill(team, manager, many)
    client = sign_in(manager)
    full = text(client)

    with django_assert_max_num_queries(12 + SAVEPOINTS):
        client.get(HOME)

    for part in ("moved", "passed", "leaving", "referrals", "steps", "unanswered", "colleagues", "covering", "reviews",
                 "quiet", "nobody", "requests", "emergencies"):  # fmt: skip
        assert f'id="{part}"' in full, part
