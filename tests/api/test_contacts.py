"""Other systems read every contact with someone, and record their own once."""

import uuid
from datetime import timedelta

import pytest

from tests.api.callers import caller_for, stranger
from tests.factories import NOON, OrganisationFactory, PersonFactory, UserFactory, acting, worker_for
from tests.factories.journey import CaseFactory, ContactFactory, NoteFactory, ServiceFactory
from throughline.agencies.models import Team
from throughline.cases.models import Case, Contact, Note
from throughline.foundations.models import JournalEntry, ReadEntry
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db

GIVEN = {"activity": "housing", "place": "phone", "happened_at": "2026-03-01T14:00:00Z", "words": "Rang\nthe council"}


@pytest.fixture
def case():
    return CaseFactory()


def seen(model, person):
    """Return the rows about a person, whoever asked last."""
    acting(worker_for(person))
    return model.objects.filter(person_id=person.pk)


def address(person):
    return f"/people/{person.pk}/contacts"


def test_contacts_of_every_organisation_are_listed_and_counted(case):
    other = OrganisationFactory(name="Aardvark")
    early = ContactFactory(case=case, organisation=other, happened_at=NOON - timedelta(days=2))
    late = ContactFactory(case=None, person=case.person, team=case.team, organisation=other, by_user=None)
    mine = ContactFactory(case=case, happened_at=NOON - timedelta(days=1))

    said = caller_for(case.person).get(address(case.person)).json()

    assert [row["id"] for row in said["contacts"]] == [str(late.pk), str(mine.pk), str(early.pk)]
    assert said["total"] == 3
    assert said["by_organisation"] == [
        {"organisation": "Aardvark", "contacts": 2},
        {"organisation": case.team.organisation.name, "contacts": 1},
    ]
    assert [row["by"] is None for row in said["contacts"]] == [True, False, False]


def test_only_what_was_written_for_the_organisation_is_said(case):
    contact = ContactFactory(case=case)
    about = {"person": case.person, "team": case.team, "contact": contact, "kind": "contact"}
    NoteFactory(**about, audience="network", words="For all")
    NoteFactory(**about, audience="team", words="CANARY for their team")
    NoteFactory(**about, audience="private", words="CANARY for one")
    NoteFactory(**about, audience="network", words="CANARY of before", current=False)

    (said,) = caller_for(case.person).get(address(case.person)).json()["contacts"]

    assert [note["words"] for note in said["said"]] == ["For all"]


def test_a_long_list_goes_on_where_it_stopped(case):
    for hours in range(5):
        ContactFactory(case=case, happened_at=NOON - timedelta(hours=hours // 2))
    caller, found, after = caller_for(case.person), [], None

    while after or not found:
        page = caller.get(address(case.person), limit="2", **({"after": after} if after else {})).json()
        found += [row["id"] for row in page["contacts"]]
        after = page["next"]

    assert len(found) == len(set(found)) == 5
    assert caller.get(address(case.person), after=str(uuid.uuid4())).status_code == 409


def test_a_contact_is_recorded_and_moves_the_clock(case):
    caller = caller_for(case.person)

    response = caller.post(address(case.person), {**GIVEN, "case_id": str(case.pk), "audience": "network"})

    said = response.json()
    assert response.status_code == 201
    assert (said["organisation"], said["by"], said["case_id"]) == (caller.organisation.name, None, str(case.pk))
    assert [note["words"] for note in said["said"]] == ["Rang\nthe council"]
    assert str(seen(Case, case.person).get().last_contact_on) == "2026-03-01"
    entry = seen(JournalEntry, case.person).get(what="cases.contact_recorded")
    assert (entry.by_kind, entry.by_words.split(",")[0]) == ("key", "Case system")
    assert "council" not in str(entry.facts)


def test_an_organisation_without_a_case_records_too():
    person = PersonFactory()

    response = caller_for(person).post(address(person), GIVEN)

    assert response.status_code == 201
    assert seen(Contact, person).get().case_id is None


def test_a_contact_of_ones_own_case_counts_for_its_team(writer):
    person = PersonFactory()
    caller = caller_for(person)
    team = Team.objects.get(organisation=caller.organisation)
    case = CaseFactory(person=person, service=ServiceFactory(team=team))

    caller.post(address(person), {**GIVEN, "case_id": str(case.pk)})

    assert seen(Contact, person).get().team_id == team.pk


def test_the_same_call_twice_is_done_once(case):
    caller, key = caller_for(case.person), str(uuid.uuid4())

    first = caller.post(address(case.person), GIVEN, key=key)
    again = caller.post(address(case.person), GIVEN, key=key)

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert seen(Contact, case.person).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"activity": "golf"}, "activity"),
        ({"place": ""}, "place"),
        ({"happened_at": "yesterday"}, "happened_at"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"words": "a\0b"}, "words"),
        ({"words": "x" * 10_001}, "words"),
        ({"audience": "private"}, "audience"),
        ({"by_user": "me"}, "by_user"),
    ],
)
def test_an_answer_that_is_not_right_is_refused_by_name(case, change, field):
    response = caller_for(case.person).post(address(case.person), {**GIVEN, **change})

    assert response.status_code == 422
    assert [problem["field"] for problem in response.json()["error"]["fields"]] == [field]
    assert seen(Contact, case.person).count() == 0


def test_a_contact_that_has_not_happened_is_refused_beside_its_field(case):
    response = caller_for(case.person).post(address(case.person), {**GIVEN, "happened_at": "2199-01-01T00:00:00Z"})

    assert response.status_code == 409
    assert response.json()["error"]["fields"][0]["field"] == "happened_at"


def test_ten_thousand_characters_and_a_smile_are_kept(case):
    words = "x" * 9_999 + "🙂"

    response = caller_for(case.person).post(address(case.person), {**GIVEN, "words": words, "audience": "network"})

    assert response.status_code == 201
    assert seen(Note, case.person).get().words == words


def test_a_case_of_someone_else_does_not_exist(case):
    other = CaseFactory()

    response = caller_for(case.person, other.person).post(address(case.person), {**GIVEN, "case_id": str(other.pk)})

    assert response.status_code == 404


def test_contacts_need_more_than_knowing_of_someone(case):
    knows_of = caller_for(case.person, tier=Tier.KNOWS_OF, parts=[])

    assert knows_of.get(address(case.person)).status_code == 403
    assert knows_of.post(address(case.person), GIVEN).status_code == 403
    assert stranger().get(address(case.person)).status_code == 404
    assert stranger().post(address(case.person), GIVEN).status_code == 404


def test_a_key_that_may_only_read_records_nothing(case):
    reader = caller_for(case.person, scopes=["see_people", "see_cases"])

    assert reader.get(address(case.person)).status_code == 200
    assert reader.post(address(case.person), GIVEN).status_code == 403


def test_every_look_is_written_down(case):
    caller_for(case.person).get(address(case.person))

    assert [look.where for look in seen(ReadEntry, case.person)] == ["api:list_contacts"]


@pytest.mark.parametrize("count", [2, 60])
def test_a_list_asks_as_much_whatever_its_length(case, count, django_assert_max_num_queries):
    worker = UserFactory()
    for _ in range(count):
        contact = ContactFactory(case=case, by_user=worker)
        NoteFactory(person=case.person, team=case.team, contact=contact, by_user=worker)
    caller = caller_for(case.person)
    caller.get(address(case.person))

    with django_assert_max_num_queries(20):
        assert len(caller.get(address(case.person), limit="100").json()["contacts"]) == count
