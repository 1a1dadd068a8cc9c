"""Who works a case: handing over, working beside, and standing in."""

from datetime import date, timedelta

import pytest

from tests.cases.arranging import BY, at_once, opened
from tests.factories import NOON, TODAY, GrantFactory, MembershipFactory, TeamFactory, UserFactory, staff_of
from tests.factories.journey import CaseFactory, CoverFactory, ServiceFactory
from throughline.agencies.models import User
from throughline.cases import queries
from throughline.cases.actions import moving, workers
from throughline.cases.models import Beside, Case, Cover, WorkerSpell
from throughline.foundations.errors import NotFound, Refused
from throughline.foundations.models import JournalEntry

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def covered(**facts):
    team = facts.pop("team", None) or TeamFactory()
    given = {"away": staff_of(team), "stand_in": staff_of(team), "from_on": TODAY, "until_on": LATER} | facts
    return workers.arrange_cover(team, **given, **BY)


def test_a_case_is_handed_over_and_says_why():
    case = opened()
    other = staff_of(case.team)

    (given,) = workers.hand_over([case], to=other, words="Ann is on leave", on=TODAY, **BY)

    spells = queries.newest_first(WorkerSpell.objects.filter(case=case))
    assert given.key_worker == other
    assert [(row.worker, row.words, row.until_on) for row in spells] == [
        (other, "Ann is on leave", None),
        (case.key_worker, "", TODAY),
    ]
    said = JournalEntry.objects.get(what="cases.key_worker_changed").facts
    assert (said["before"], said["after"]) == (case.key_worker.name, other.name)
    assert "Ann is on leave" not in str(said)


def test_a_whole_caseload_is_handed_over_in_few_statements(django_assert_max_num_queries):
    service = ServiceFactory()
    worker, other = staff_of(service.team), staff_of(service.team)
    cases = [opened(service=service, key_worker=worker) for _ in range(30)]

    with django_assert_max_num_queries(10):
        workers.hand_over(cases, to=other, words="Moved on", on=TODAY, **BY)

    assert Case.objects.filter(key_worker=other, version=2).count() == 30


def test_a_case_that_is_theirs_already_stays_as_it_is():
    service = ServiceFactory()
    worker, other = staff_of(service.team), staff_of(service.team)
    mine, theirs = opened(service=service, key_worker=worker), opened(service=service, key_worker=other)

    given = workers.hand_over([mine, theirs], to=other, words="Fair shares", on=TODAY, **BY)

    assert given == [mine]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"words": " "}, "Say why"),
        ({"on": date(2026, 3, 3)}, "has not come yet"),
        ({"on": date(2026, 2, 1)}, "The change before this one"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(facts, words):
    case = opened()
    given = {"to": staff_of(case.team), "words": "Leave", "on": TODAY} | facts

    with pytest.raises(Refused, match=words):
        workers.hand_over([case], **given, **BY)


def test_nothing_is_handed_to_someone_outside_the_team():
    case = opened()

    with pytest.raises(Refused, match="is not in") as refusal:
        workers.hand_over([case], to=UserFactory(), words="Leave", on=TODAY, **BY)

    assert refusal.value.field == "to"


def test_handing_over_to_who_has_them_is_refused():
    case = opened()

    with pytest.raises(Refused, match="key worker already"):
        workers.hand_over([case], to=case.key_worker, words="Leave", on=TODAY, **BY)


def test_a_closed_case_among_many_refuses_them_all():
    service = ServiceFactory()
    worker, other = staff_of(service.team), staff_of(service.team)
    cases = [opened(service=service, key_worker=worker) for _ in range(2)]
    moving.close(cases[1], reason="moved", on=TODAY, **BY)

    with pytest.raises(Refused, match="closed"):
        workers.hand_over(cases, to=other, words="Leave", on=TODAY, **BY)

    assert not Case.objects.filter(key_worker=other).exists()


def test_a_case_that_is_gone_is_not_found():
    with pytest.raises(NotFound):
        workers.hand_over([Case()], to=UserFactory(), words="Leave", on=TODAY, **BY)


def test_a_peer_mentor_works_beside_the_key_worker_and_stops():
    case = opened()
    mentor = staff_of(case.team, role="peer_mentor")

    beside = workers.bring_in(case, worker=mentor, role="peer_mentor", on=date(2026, 2, 9), words="Asked for", **BY)
    ended = workers.let_go(beside, on=TODAY, words="Got a job", **BY)

    assert (ended.until_on, ended.words) == (TODAY, "Asked for / Got a job")
    assert list(queries.worked_by(Case.objects.all(), [mentor])) == []


def test_someone_whose_team_works_with_the_person_may_work_beside():
    case = opened()
    scheme = TeamFactory()
    GrantFactory(person=case.person, team=scheme)
    mentor = staff_of(scheme)

    workers.bring_in(case, worker=mentor, role="peer_mentor", on=TODAY, **BY)

    assert list(queries.worked_by(Case.objects.all(), [mentor.pk])) == [case]


@pytest.mark.parametrize("who", ["stranger", "leaver", "key worker", "beside already"])
def test_nobody_is_brought_in_who_cannot_be(who):
    case = opened()
    worker = UserFactory() if who == "stranger" else staff_of(case.team)
    said = {"stranger": "in no team that works with", "leaver": "has left"}.get(who, "key worker")
    if who == "leaver":
        User.objects.filter(pk=worker.pk).update(is_active=False, left_on=TODAY)
    if who == "key worker":
        worker = case.key_worker
    if who == "beside already":
        workers.bring_in(case, worker=worker, role="second_worker", on=TODAY, **BY)

    with pytest.raises(Refused, match=said):
        workers.bring_in(case, worker=worker, role="peer_mentor", on=TODAY, **BY)


def test_nobody_is_let_go_twice():
    case = opened()
    beside = workers.bring_in(case, worker=staff_of(case.team), role="second_worker", on=TODAY, **BY)
    workers.let_go(beside, on=TODAY, words="Not needed", **BY)

    with pytest.raises(Refused, match="stopped working beside"):
        workers.let_go(beside, on=TODAY, words="Not needed", **BY)


def test_cover_holds_until_the_first_day_back():
    cover = covered()

    days = [TODAY - timedelta(days=1), TODAY, LATER - timedelta(days=1), LATER]
    assert [cover in queries.covers_on(Cover.objects.all(), on) for on in days] == [False, True, True, False]


def test_cover_that_ended_holds_no_more():
    cover = workers.end_cover(covered(), **BY)

    again = workers.end_cover(cover, by=BY["by"], at=NOON + timedelta(days=1))

    assert again.ended_at == NOON
    assert not queries.covers_on(Cover.objects.all(), TODAY).exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"until_on": TODAY}, "after the first day away"),
        ({"from_on": TODAY - timedelta(days=9), "until_on": TODAY}, "over already"),
    ],
)
def test_cover_that_cannot_be_is_refused(facts, words):
    with pytest.raises(Refused, match=words):
        covered(**facts)


def test_nobody_stands_in_for_themself():
    team = TeamFactory()
    worker = staff_of(team)

    with pytest.raises(Refused, match="themself"):
        covered(team=team, away=worker, stand_in=worker)


def test_only_members_of_the_team_stand_in():
    with pytest.raises(Refused, match="is not in") as refusal:
        covered(stand_in=UserFactory())

    assert refusal.value.field == "stand_in"


def test_nobody_is_covered_twice_on_one_day():
    cover = covered()

    with pytest.raises(Refused, match="already"):
        covered(team=cover.team, away=cover.away, from_on=LATER - timedelta(days=1), until_on=LATER + timedelta(days=5))
    assert covered(team=cover.team, away=cover.away, from_on=LATER, until_on=LATER + timedelta(days=5))


def test_a_leaver_stops_working_beside_and_standing_in():
    case = opened()
    worker = staff_of(case.team)
    workers.bring_in(case, worker=worker, role="second_worker", on=TODAY, **BY)
    CoverFactory(team=case.team, stand_in=worker)

    workers.stop_all(worker, on=TODAY, **BY)

    assert not Beside.objects.filter(until_on=None).exists()
    assert not Cover.objects.filter(ended_at=None).exists()


def test_cases_whose_key_worker_is_gone_need_one():
    here, left, moved, none = opened(), opened(), opened(), CaseFactory()
    User.objects.filter(pk=left.key_worker_id).update(is_active=False, left_on=TODAY)
    outsider = UserFactory()
    MembershipFactory(team=moved.team, user=outsider, ends_on=TODAY)
    Case.objects.filter(pk=moved.pk).update(key_worker=outsider)

    found = set(queries.without_worker(Case.objects.all()))

    assert found == {left, moved, none}
    assert here not in found


@pytest.mark.django_db(transaction=True)
def test_two_at_once_hand_a_case_over_once():
    service = ServiceFactory()
    other = staff_of(service.team)
    case = CaseFactory(service=service)

    answers = at_once(lambda: workers.hand_over([case], to=other, words="Leave", on=TODAY, **BY))

    assert answers == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_arrange_cover_once():
    team = TeamFactory()
    away, stand_in = staff_of(team), staff_of(team)

    answers = at_once(lambda: covered(team=team, away=away, stand_in=stand_in))

    assert answers == ["done", "refused"]
