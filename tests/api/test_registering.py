"""Other systems register someone once, and lead the record they start."""

import uuid

import pytest

from tests.api.callers import Caller, caller_for, stranger
from tests.factories import IdentifierFactory, PersonFactory, acting, worker_for
from throughline.agencies.models import Team
from throughline.foundations.models import ReadEntry
from throughline.people.models import Person
from throughline.sharing.models import Grant

pytestmark = pytest.mark.django_db

NEW = {"names": [{"given": "Aaron", "family": "Tallis"}], "born_on": "1995-05-08"}


def test_someone_new_is_registered_and_led_by_the_organisation():
    caller = stranger()

    response = caller.post("/people", NEW)

    assert response.status_code == 201
    assert response.json()["name"] == "Aaron Tallis"
    assert caller.get(f"/people/{response.json()['id']}").status_code == 200
    assert [grant.team.organisation for grant in Grant.objects.select_related("team__organisation")] == [
        caller.organisation
    ]
    assert ReadEntry.objects.filter(where="api:register").count() == 1


def test_nobody_else_sees_someone_just_registered():
    made = stranger().post("/people", NEW).json()

    assert stranger().get(f"/people/{made['id']}").status_code == 404


def test_the_same_registration_twice_makes_one_person():
    caller, key = stranger(), str(uuid.uuid4())

    first, again = (caller.post("/people", NEW, key=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert Person.objects.count() == 1


def test_two_organisations_may_use_the_same_key_for_their_own():
    key = str(uuid.uuid4())

    made = {caller.post("/people", NEW, key=key).json()["id"] for caller in (stranger(), stranger())}

    assert len(made) == 2


@pytest.mark.parametrize("shared", [True, False])
def test_a_number_on_a_record_is_refused_alike_whoever_may_see_it(shared):
    number = IdentifierFactory(value="A1234BC")
    caller = caller_for(*([number.person] if shared else []))

    response = caller.post("/people", {**NEW, "identifiers": [{"kind": "prison_number", "value": " a1234 bc"}]})

    assert response.status_code == 409
    assert [problem["field"] for problem in response.json()["error"]["fields"]] == ["identifiers"]
    assert str(number.person_id) not in response.content.decode()
    assert "CANARY" not in response.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"names": [{"kind": "alias"}]}, "names"),
        ({"names": [{"given": "A"}, {"given": "B"}]}, "names"),
        ({"born_on": "2019-01-01"}, "born_on"),
        ({"identifiers": [{"kind": "nhs", "value": "1"}]}, "identifiers"),
    ],
)
def test_what_the_rules_do_not_allow_is_said_beside_the_answer(change, field):
    response = stranger().post("/people", {**NEW, **change})

    assert response.status_code == 409
    assert [problem["field"] for problem in response.json()["error"]["fields"]] == [field]
    assert Person.objects.count() == 0


def test_the_same_number_given_twice_counts_once():
    number = {"kind": "prison_number", "value": "A1234BC"}

    response = stranger().post("/people", {**NEW, "identifiers": [number, {**number, "value": "a1234bc"}]})

    assert response.status_code == 201


def test_a_name_whose_letters_grow_when_folded_is_kept():
    long = {"given": "ß" * 60, "middle": "ΐ" * 60, "family": "ß" * 60}

    assert stranger().post("/people", {"names": [long]}).status_code == 201


@pytest.mark.parametrize("field", [*(field.name for field in Person._meta.fields), "organisation", "team", "tier"])
def test_no_other_field_can_be_slipped_in(field):
    body = {**NEW, field: "1"}

    response = stranger().post("/people", body)

    assert response.status_code == (422 if field not in {"born_on", "sex", "language"} else response.status_code)
    assert Person.objects.count() == (0 if response.status_code == 422 else 1)


def test_a_key_without_the_scope_registers_nobody():
    caller = Caller(stranger().organisation, scopes=["see_people"])

    assert caller.post("/people", NEW).status_code == 403
    acting(worker_for(PersonFactory()))
    assert Team.objects.exists()
    assert Person.objects.filter(shown_name="Aaron Tallis").count() == 0
