"""Other systems read an organisation's open cases, and how one came to stand where it stands."""

import uuid
from datetime import date

import pytest

from tests.api.callers import Caller, caller_for, stranger
from tests.factories import NOON, GrantFactory, PersonFactory, TeamFactory, acting, staff_of, worker_for
from tests.factories.journey import CaseFactory, ServiceFactory
from throughline.agencies.models import Team
from throughline.cases.actions import moving, opening
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import ReadEntry
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    return caller_for()


def supported(caller, **facts):
    """Open a case of the caller's organisation, with its team let in to the person."""
    team = Team.objects.filter(organisation=caller.organisation).first()
    person = facts.pop("person", None) or PersonFactory()
    service = facts.pop("service", None) or ServiceFactory(team=team)
    GrantFactory(person=person, team=team)
    return CaseFactory(person=person, service=service, **facts)


def listed(caller, **questions):
    response = caller.get("/cases", **questions)
    assert response.status_code == 200, response.content
    return [case["id"] for case in response.json()["cases"]]


def test_open_cases_are_listed_by_family_name(caller):
    late = supported(caller, person=PersonFactory(sort_name="zephyr"), setting="prison")
    early = supported(caller, person=PersonFactory(sort_name="abel"))
    supported(caller, setting="closed", closed_on=date(2026, 3, 1), close_reason="completed")

    assert listed(caller) == [str(early.pk), str(late.pk)]
    assert listed(caller, setting="prison") == [str(late.pk)]


def test_a_case_says_who_holds_it_and_where_it_stands(caller):
    team = Team.objects.get(organisation=caller.organisation)
    worker = staff_of(team, name="Dougie Penn")
    case = supported(caller, key_worker=worker, quiet_from=date(2026, 3, 9))

    (said,) = caller.get("/cases").json()["cases"]

    assert said["key_worker"] == {"id": str(worker.pk), "name": "Dougie Penn"}
    assert (said["person_id"], said["setting"]) == (str(case.person_id), "assessment")
    assert said["service"] == {"slug": case.service.slug, "name": case.service.name}
    assert (said["quiet_from"], said["review_due_on"], said["close_reason"]) == ("2026-03-09", None, None)


def test_cases_are_narrowed_to_a_worker_and_to_quiet_ones(caller):
    worker = staff_of(Team.objects.get(organisation=caller.organisation))
    mine = supported(caller, key_worker=worker, quiet_from=date(2026, 1, 1))
    other = supported(caller, quiet_from=date(2199, 1, 1))

    assert listed(caller, worker=str(worker.pk)) == [str(mine.pk)]
    assert listed(caller, quiet="yes") == [str(mine.pk)]
    assert set(listed(caller, quiet="")) == {str(mine.pk), str(other.pk)}


def test_a_long_list_goes_on_where_it_stopped(caller):
    cases = [supported(caller, person=PersonFactory(sort_name=f"name {number}")) for number in range(5)]
    seen, after = [], None

    while after or not seen:
        page = caller.get("/cases", limit="2", **({"after": after} if after else {})).json()
        seen += [case["id"] for case in page["cases"]]
        after = page["next"]

    assert seen == [str(case.pk) for case in cases]


def test_a_page_that_is_gone_says_to_start_again(caller):
    response = caller.get("/cases", after=str(uuid.uuid4()))

    assert response.status_code == 409
    assert response.json()["error"]["code"] == "page_gone"


@pytest.mark.parametrize("questions", [{"setting": "lost"}, {"quiet": "maybe"}, {"limit": "-1"}, {"order": "id"}])
def test_a_question_that_is_not_right_is_refused(caller, questions):
    assert caller.get("/cases", **questions).status_code == 422


def test_another_organisations_cases_are_not_listed_and_can_be_read_when_shared(caller):
    theirs = supported(caller, service=ServiceFactory(team=TeamFactory()))

    assert listed(caller) == []
    assert caller.get(f"/cases/{theirs.pk}").status_code == 200


def test_a_case_is_read_with_its_whole_course(caller, writer):
    team = Team.objects.get(organisation=caller.organisation)
    worker = staff_of(team, name="Dougie Penn")
    person = PersonFactory()
    GrantFactory(person=person, team=team)
    new = opening.NewCase(
        person=person,
        service=ServiceFactory(team=team),
        referral=None,
        support="full",
        key_worker=worker,
        opened_on=date(2026, 2, 2),
    )
    with writer():
        case = opening.open_case(new, by=SYSTEM, at=NOON)
        moving.move(case, setting="community", on=date(2026, 2, 9), words="Released", by=SYSTEM, at=NOON)

    said = caller.get(f"/cases/{case.pk}").json()

    assert said["settings"] == [
        {"what": "community", "from_on": "2026-02-09", "until_on": None, "words": "Released"},
        {"what": "assessment", "from_on": "2026-02-02", "until_on": "2026-02-09", "words": ""},
    ]
    assert [row["what"] for row in said["key_workers"]] == ["Dougie Penn"]
    assert [row["what"] for row in said["answers"]] == ["accepted"]
    assert [row["what"] for row in said["stages"]] == [said["stage"]]


def test_a_case_nobody_shared_does_not_exist():
    case = CaseFactory()
    knows_of = caller_for(case.person, tier=Tier.KNOWS_OF, parts=[])

    for caller in (stranger(), knows_of):
        assert caller.get(f"/cases/{case.pk}").status_code == 404


def test_a_key_that_may_not_read_cases_is_refused():
    case = CaseFactory()
    caller = caller_for(case.person, scopes=["see_people"])

    assert caller.get("/cases").status_code == 403
    assert caller.get(f"/cases/{case.pk}").status_code == 403


def test_every_person_shown_is_written_down(caller):
    case = supported(caller)

    caller.get("/cases")
    caller.get(f"/cases/{case.pk}")

    acting(worker_for(case.person))
    looks = ReadEntry.objects.filter(person_id=case.person_id).order_by("seq")
    assert [look.where for look in looks] == ["api:list_cases", "api:read_case"]


@pytest.mark.parametrize("count", [2, 60])
def test_a_list_asks_as_much_whatever_its_length(caller, count, django_assert_max_num_queries):
    service = ServiceFactory(team=Team.objects.get(organisation=caller.organisation))
    for _ in range(count):
        supported(caller, service=service)
    caller.get("/cases")

    with django_assert_max_num_queries(16):
        assert len(listed(caller, limit="100")) == count
