"""Whatever is refused is refused in one shape, before it can do harm."""

import json
import uuid

import pytest

from tests.api.callers import Caller, caller_for, stranger
from tests.factories import OrganisationFactory, PersonFactory
from throughline.api.problems import CODES
from throughline.api.v1 import api

pytestmark = pytest.mark.django_db


def problem(response):
    assert response.headers["Content-Type"].startswith("application/json")
    assert set(response.json()) == {"error"}
    assert set(response.json()["error"]) == {"code", "message", "fields"}
    assert response.json()["error"]["message"]
    return response.status_code, response.json()["error"]["code"]


def send(caller: Caller, body: bytes, content_type: str = "application/json"):
    headers = {**caller.headers, "Idempotency-Key": str(uuid.uuid4())}
    return caller.client.post("/api/v1/people", body, content_type=content_type, headers=headers)


def test_an_address_that_is_not_there(client):
    assert problem(client.get("/api/v1/nothing")) == (404, "not_found")
    assert problem(client.get("/api/v2/people")) == (404, "not_found")


def test_a_method_that_is_not_answered(client):
    response = client.delete("/api/v1/people")

    assert problem(response) == (405, "wrong_method")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"1", b"null", b"\xff", b'{"a": NaN}', b"[" * 30_000, b'{"names": ' + b"[" * 20 + b"]" * 20 + b"}"],
    ids=["cut short", "a list", "a number", "null", "not text", "not a number", "very deep", "deep"],
)
def test_a_body_that_cannot_be_read(body):
    assert problem(send(stranger(), body)) == (400, "bad_request")


def test_a_body_that_is_too_large():
    assert problem(send(stranger(), b'{"names": "' + b"a" * 64_000 + b'"}')) == (413, "too_large")


def test_a_body_that_is_not_json():
    assert problem(send(stranger(), b"names=1", "application/x-www-form-urlencoded")) == (415, "not_json")


def test_a_body_that_is_missing():
    assert problem(send(stranger(), b""))[0] in {415, 422}


def test_a_change_without_a_key_of_its_own():
    caller = stranger()

    response = caller.client.post("/api/v1/people", "{}", content_type="application/json", headers=caller.headers)

    assert problem(response) == (422, "not_valid")
    assert "Idempotency-Key" in [each["field"] for each in response.json()["error"]["fields"]]


def test_a_fault_of_ours_says_so_and_nothing_else(monkeypatch):
    caller = caller_for(PersonFactory())
    caller.client.raise_request_exception = False
    monkeypatch.setattr("throughline.access.reads.log", lambda *args, **kwargs: 1 / 0)

    assert problem(caller.get("/people")) == (500, "broken")


def test_a_look_that_cannot_be_written_down_shows_nothing(monkeypatch):
    person = PersonFactory()
    caller = caller_for(person)
    caller.client.raise_request_exception = False
    monkeypatch.setattr("throughline.access.reads.log", lambda *args, **kwargs: 1 / 0)

    assert "CANARY" not in caller.get(f"/people/{person.pk}").content.decode()


def test_the_description_is_open_to_all_and_names_no_one(client):
    PersonFactory()

    response = client.get("/api/v1/openapi.json")

    assert response.status_code == 200
    assert response.json()["openapi"].startswith("3.1")
    assert "CANARY" not in response.content.decode()


def test_every_operation_documents_its_refusals_and_its_key(client):
    described = client.get("/api/v1/openapi.json").json()
    operations = [operation for path in described["paths"].values() for operation in path.values()]

    for operation in operations:
        assert {"400", "401", "403", "404", "409", "413", "415", "422", "429"} <= set(operation["responses"])
        assert operation["security"] == [{"Key": []}]
        assert operation["description"]


def test_every_question_and_answer_is_bounded(client):
    described = client.get("/api/v1/openapi.json").json()
    schemas = described["components"]["schemas"]
    taken = [name for name, schema in schemas.items() if name.endswith("In") and schema["type"] == "object"]

    assert taken
    for name in taken:
        assert described["components"]["schemas"][name]["additionalProperties"] is False


def test_the_api_has_words_for_every_status_it_answers():
    assert all(message and code for code, message in CODES.values())
    assert api.docs_url is None


def test_json_of_the_organisation_is_not_in_errors():
    caller = Caller(OrganisationFactory(name="CANARY organisation"))

    assert "CANARY" not in json.dumps(caller.get("/people", page="1").json())
