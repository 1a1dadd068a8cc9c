"""Other systems that call the API: a key, and a client that sends it."""

import json
import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories import EveryoneFactory, GrantFactory, OrganisationFactory, UserFactory
from throughline.agencies import keys
from throughline.agencies.models import ApiKey, Organisation
from throughline.foundations.writing import writing
from throughline.people.models import Person
from throughline.sharing.statuses import Compartment, Tier

SCOPES = ["see_people", "register_people", "see_custody", "change_custody", "see_cases", "record_contacts"]


def make_key(organisation: Organisation, *, scopes: list[str] | None = None, **facts: Any) -> str:
    """Keep a key and return its secret."""
    secret = keys.new_secret()
    now = timezone.now()  # noqa: TID251  a key must be in force while the test runs
    defaults = {"made_at": now - timedelta(days=1), "expires_at": now + timedelta(days=30)}
    with writing():
        ApiKey.objects.create(
            organisation=organisation,
            name="Case system",
            digest=keys.digest(secret),
            hint=keys.hint(secret),
            scopes=SCOPES if scopes is None else scopes,
            made_by=UserFactory(organisation=organisation),
            **{**defaults, **facts},
        )
    return secret


class Caller:
    """Another system, with a key of one organisation."""

    def __init__(self, organisation: Organisation, *, scopes: list[str] | None = None, **facts: Any) -> None:
        self.organisation = organisation
        self.secret = make_key(organisation, scopes=scopes, **facts)
        self.client = Client()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def get(self, path: str, **questions: str) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", questions, headers=self.headers)

    def post(self, path: str, body: object, *, key: str | None = None, **more: Any) -> HttpResponse:
        headers = {**self.headers, "Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.post(
            f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers, **more
        )


def caller_for(
    *people: Person, tier: int = Tier.LEADS, parts: list[str] | None = None, scopes: list[str] | None = None
) -> Caller:
    """Make a system whose organisation holds a grant on some people: everything, unless told otherwise."""
    team = EveryoneFactory()
    for person in people:
        compartments = list(Compartment.values) if parts is None else parts
        GrantFactory(person=person, team=team, tier=tier, compartments=compartments)
    return Caller(team.organisation, scopes=scopes)


def stranger() -> Caller:
    """Make a system whose organisation knows of nobody."""
    return Caller(EveryoneFactory(organisation=OrganisationFactory()).organisation)
