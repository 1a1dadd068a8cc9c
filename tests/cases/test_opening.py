"""Taking people on: what is kept, what is refused, and what two at once may do."""

from datetime import date, timedelta

import pytest

from tests.cases.arranging import BY, at_once, new_case, opened
from tests.factories import (
    EveryoneFactory,
    MembershipFactory,
    PersonFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
    staff_of,
)
from tests.factories.journey import ServiceFactory
from throughline.agencies.models import User
from throughline.cases.actions import opening
from throughline.cases.actions.stages import default_stages
from throughline.cases.models import Case, SettingSpell, Stage, StageSpell, TakingPartSpell, WorkerSpell
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry

pytestmark = pytest.mark.django_db

KINDS = [SettingSpell, StageSpell, TakingPartSpell, WorkerSpell]


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def test_a_case_opens_with_a_spell_of_each_kind():
    case = opened()

    spells = [kind.objects.get(case=case) for kind in KINDS]
    assert {(spell.from_on, spell.until_on) for spell in spells} == {(case.opened_on, None)}
    assert (case.setting, case.taking_part, case.stage.position) == ("assessment", "accepted", 1)
    assert JournalEntry.objects.get(what="cases.opened").person_id == case.person_id


def test_the_first_case_of_a_service_lays_its_six_stages():
    case = opened()

    names = Stage.objects.filter(service=case.service).order_by("position").values_list("name", flat=True)
    assert list(names) == [stage.name for stage in default_stages()]
    assert len(names) == 6


def test_someone_on_remand_with_no_date_is_taken_on_and_reviewed_monthly():
    person = StayFactory(legal_status="remand").person

    case = opened(person=person, setting="prison", opened_on=date(2026, 1, 31))

    assert (case.quiet_from, case.review_due_on) == (date(2026, 2, 28), date(2026, 2, 28))


def test_outside_no_review_is_promised():
    case = opened(setting="community")

    assert (case.quiet_from, case.review_due_on) == (date(2026, 3, 2), None)


def test_someone_just_released_is_looked_for_within_a_week():
    person = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_court").person

    case = opened(person=person, setting="community", opened_on=date(2026, 2, 23))

    assert case.quiet_from == date(2026, 3, 2)


def test_a_case_may_open_without_a_key_worker():
    service = ServiceFactory()
    new = opening.NewCase(
        person=PersonFactory(),
        service=service,
        referral=None,
        support="brief",
        key_worker=None,
        opened_on=date(2026, 3, 2),
    )

    case = opening.open_case(new, **BY)

    assert case.key_worker is None
    assert not WorkerSpell.objects.exists()


def test_a_key_worker_may_be_employed_by_another_organisation():
    service = ServiceFactory()
    officer = UserFactory()
    MembershipFactory(team=service.team, user=officer)

    assert opened(service=service, key_worker=officer).key_worker == officer


def test_everyone_in_an_organisation_is_in_its_own_team():
    team = EveryoneFactory()
    worker = UserFactory(organisation=team.organisation)

    assert opened(service=ServiceFactory(team=team), key_worker=worker).key_worker == worker


@pytest.mark.parametrize("who", ["stranger", "leaver", "was in the team"])
def test_a_key_worker_who_is_not_in_the_team_is_refused(who):
    service = ServiceFactory()
    worker = UserFactory() if who == "stranger" else staff_of(service.team)
    if who == "leaver":
        User.objects.filter(pk=worker.pk).update(is_active=False, left_on=date(2026, 3, 1))
    if who == "was in the team":
        worker = UserFactory()
        MembershipFactory(team=service.team, user=worker, ends_on=date(2026, 3, 2))

    with pytest.raises(Refused, match="has left" if who == "leaver" else "is not in") as refusal:
        opened(service=service, key_worker=worker)

    assert refusal.value.field == "key_worker"


def test_nobody_has_two_open_cases_with_a_service():
    case = opened()

    with pytest.raises(Refused, match="works with them already"):
        opened(person=case.person, service=case.service)


def test_two_services_each_have_a_case():
    case = opened()

    opened(person=case.person)

    assert Case.objects.filter(person=case.person).count() == 2


def test_a_closed_service_takes_nobody_on():
    service = ServiceFactory(closed_on=date(2026, 2, 1))

    with pytest.raises(Refused, match="takes nobody on"):
        opened(service=service)


def test_history_of_a_service_that_closed_since_can_be_kept():
    service = ServiceFactory(closed_on=date(2026, 2, 1))

    assert opened(service=service, opened_on=date(2026, 1, 5)).service == service


def test_many_cases_leave_the_rows_that_one_at_a_time_leaves(django_assert_max_num_queries):
    service = ServiceFactory()
    worker = staff_of(service.team)
    news = [new_case(service=service, key_worker=worker) for _ in range(30)]

    with django_assert_max_num_queries(25):
        cases = opening.open_many(news, **BY)

    assert [case.person for case in cases] == [new.person for new in news]
    assert [kind.objects.count() for kind in KINDS] == [30] * 4
    assert JournalEntry.objects.filter(what="cases.opened").count() == 30


def test_many_at_once_refuse_someone_twice():
    new = new_case()

    with pytest.raises(Refused, match="already"):
        opening.open_many([new, new], **BY)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one_case():
    new = new_case(service=ServiceFactory(team=TeamFactory()), opened_on=date(2026, 3, 2) - timedelta(days=1))

    assert at_once(lambda: opening.open_case(new, **BY)) == ["done", "refused"]
