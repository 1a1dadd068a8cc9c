"""Rows of rounds of dates. The least that is valid."""

from datetime import date

import factory

from tests.factories import NOON, OrganisationFactory, StayFactory, WriterFactory
from throughline.custody.models import Round, RoundRow


class RoundFactory(WriterFactory[Round]):
    class Meta:
        model = Round

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"CANARY round {n}")
    source = "Policy"
    made_at = NOON
    made_by_words = "Test"
    changed_at = NOON


class RoundRowFactory(WriterFactory[RoundRow]):
    class Meta:
        model = RoundRow

    round = factory.SubFactory(RoundFactory)
    stay = factory.SubFactory(StayFactory)
    person = factory.SelfAttribute("stay.person")
    number = factory.Sequence(lambda n: n + 1)
    type = "confirmed"
    on = date(2026, 4, 8)
    known_at = NOON
    message = "CANARY roundrow"
