"""A schema fuzzer finds nothing: no fault, no answer that is not documented, nothing accepted that should not be."""

import uuid

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.api.callers import Caller, caller_for, stranger
from tests.factories import IdentifierFactory, KeyDateFactory, StayFactory
from throughline.api import requests
from throughline.config.wsgi import application

pytestmark = pytest.mark.django_db

EXAMPLES = 15
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(requests, "CALLS_A_MINUTE", 1_000_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as Django's own client does: the test is inside a transaction
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def caller() -> Caller:
    stay = KeyDateFactory(stay=StayFactory()).stay
    IdentifierFactory(person=stay.person)
    found = caller_for(stay.person)
    found.person_id = stay.person_id
    return found


def fuzz(schema, caller: Caller, *, about: object, mode: GenerationMode) -> list[str]:
    """Call every operation with what its schema allows, or does not, and return the bodies of the answers."""
    bodies = []

    allowed = mode == GenerationMode.POSITIVE
    # Where what is sent is not allowed, the key is kept out of what may be made wrong; else the fuzzer tries it too.
    sent = {"path_parameters": {"person_id": str(about)}} if allowed else {"headers": caller.headers}

    def try_out(operation):
        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode, **sent))
        def call(case):
            # Each call is a change of its own: the same key for something else is refused, as it should be.
            headers = {**caller.headers, "Idempotency-Key": str(uuid.uuid4())} if allowed else None
            bodies.append(case.call_and_validate(headers=headers).text)

        call()

    for found in schema.get_all_operations():
        try_out(found.ok())
    return bodies


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_nothing_breaks_for_a_key_that_sees_someone(described, caller, mode):
    bodies = fuzz(described, caller, about=caller.person_id, mode=mode)

    assert len(bodies) > EXAMPLES


def test_nothing_is_told_to_a_key_that_sees_nobody(described, caller):
    bodies = fuzz(described, stranger(), about=caller.person_id, mode=GenerationMode.POSITIVE)

    assert len(bodies) > EXAMPLES
    assert not [body for body in bodies if "CANARY" in body]
