"""Key workers change and leave; services open and close: told as stories."""

from datetime import date

import pytest

from tests.factories import NOON, TODAY, GrantFactory, TeamFactory, acting, staff_of
from tests.factories.journey import BesideFactory, CaseFactory, ReferralFactory, ServiceFactory, WorkerSpellFactory
from throughline.agencies.models import Service
from throughline.cases import queries
from throughline.cases.models import Beside, Case, Stage
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.journeys.hand_over_cases import hand_over_cases
from throughline.journeys.open_service import NewService, close_service, open_service
from throughline.journeys.part_with_staff import part_with_staff
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db

BY = {"by": SYSTEM, "at": NOON}


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def caseload(worker, team, count):
    service = ServiceFactory(team=team)
    return [CaseFactory(service=service, key_worker=worker) for _ in range(count)]


def test_everyone_who_works_with_them_hears_of_a_new_key_worker_and_why():
    team, partner = TeamFactory(), TeamFactory()
    before, to = staff_of(team), staff_of(team)
    (case,) = caseload(before, team, 1)
    for each in (team, partner):
        GrantFactory(person=case.person, team=each)

    hand_over_cases([case], to=to, words="Closer to home", on=TODAY, **BY)

    told = Notice.objects.filter(kind="cases.key_worker_changed")
    assert {notice.to_team_id for notice in told} == {team.pk, partner.pk}
    assert {notice.person_id for notice in told} == {case.person_id}
    assert f"{to.name} is now their key worker" in told[0].body
    assert f"It was {before.name}. Closer to home" in told[0].body


def test_the_new_key_worker_gets_one_email_that_names_nobody():
    team = TeamFactory()
    to = staff_of(team)
    cases = caseload(staff_of(team), team, 3)

    hand_over_cases(cases, to=to, words="Leave", on=TODAY, **BY)

    email = Notice.objects.get(way="email")
    assert (email.to_user_id, email.address) == (to.pk, to.email)
    assert "3 more people" in email.body
    assert "CANARY" not in email.subject + email.body


def test_nobody_is_written_to_about_what_they_took_themself(writer):
    team = TeamFactory()
    to = staff_of(team)
    cases = caseload(None, team, 2)

    hand_over_cases(cases, to=to, words="I have room", on=TODAY, by=acting(to), at=NOON)

    assert not Notice.objects.filter(way="email").exists()


def test_a_hand_over_of_a_caseload_takes_few_statements(django_assert_max_num_queries):
    team = TeamFactory()
    to = staff_of(team)
    cases = caseload(staff_of(team), team, 30)

    with django_assert_max_num_queries(28):
        hand_over_cases(cases, to=to, words="Leave", on=TODAY, **BY)


def test_a_leavers_cases_wait_for_someone_and_the_managers_hear_of_it():
    team = TeamFactory()
    managers = TeamFactory(organisation=team.organisation, kind="management")
    worker = staff_of(team, name="Bel")
    cases = caseload(worker, team, 2)
    WorkerSpellFactory(case=cases[0], worker=worker)

    part_with_staff(worker, version=1, **BY)

    told = Notice.objects.filter(kind="agencies.team_left")
    assert {notice.to_team_id for notice in told} == {team.pk, managers.pk}
    assert all(notice.needs_acknowledging for notice in told)
    assert told[0].subject == f"Bel has left {team.name}"
    assert told[0].body.startswith("2 people have no key worker by it.")
    assert set(queries.without_worker(Case.objects.all())) == set(cases)


def test_a_leaver_no_longer_works_beside_anyone():
    team = TeamFactory()
    mentor = staff_of(team)
    case = CaseFactory(service=ServiceFactory(team=team))
    BesideFactory(case=case, worker=mentor, from_on=date(2026, 2, 9))

    part_with_staff(mentor, version=1, **BY)

    assert not Beside.objects.filter(until_on=None).exists()


def new_service(team, **facts):
    given = {
        "organisation": team.organisation,
        "team": team,
        "slug": "upstream",
        "name": "Upstream",
        "opened_on": TODAY,
    }
    return NewService(**(given | facts))


def test_a_service_opens_with_stages_to_start_from():
    service = open_service(new_service(TeamFactory()), **BY)

    assert queries.stages_of(Stage.objects.all(), service).count() == 6


def test_a_service_closes_once_nobody_waits_or_is_supported():
    service = open_service(new_service(TeamFactory(), opened_on=date(2026, 1, 5)), **BY)

    closed = close_service(service, on=TODAY, version=1, **BY)

    assert closed.closed_on == TODAY


@pytest.mark.parametrize(
    ("make", "words"), [(CaseFactory, "1 person is supported"), (ReferralFactory, "1 referral waits")]
)
def test_a_service_that_people_lean_on_stays_open(make, words):
    service = ServiceFactory()
    make(service=service)

    with pytest.raises(Refused, match=words):
        close_service(service, on=TODAY, version=1, **BY)

    assert Service.objects.get(pk=service.pk).closed_on is None


def test_a_service_someone_else_changed_is_not_closed_unseen():
    with pytest.raises(Stale):
        close_service(ServiceFactory(version=2), on=TODAY, version=1, **BY)
