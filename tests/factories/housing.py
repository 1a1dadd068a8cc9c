"""Rows of housing: homes, what was asked of councils and providers, every try. The least that is valid."""

from datetime import date

import factory

from tests.factories import NOON, TODAY, AreaFactory, PersonFactory, StayFactory, WriterFactory
from throughline.housing.models import (
    Application,
    CouncilWay,
    Effort,
    Exclusion,
    Home,
    NoAddress,
    ProviderAsk,
    StillThere,
    UnsafePlace,
)


class HomeFactory(WriterFactory[Home]):
    """A home kept while in prison; give ``when="planned", sure="agreed"`` for one planned for release."""

    class Meta:
        model = Home

    person = factory.SubFactory(PersonFactory)
    when = "during"
    kind = "council"
    words = "CANARY home"
    source = "Test"
    noted_on = TODAY


class StillThereFactory(WriterFactory[StillThere]):
    class Meta:
        model = StillThere

    home = factory.SubFactory(HomeFactory, when="after", from_on=date(2025, 11, 3))
    person = factory.SelfAttribute("home.person")
    weeks = 13
    still_there = "yes"
    on = TODAY
    words = "CANARY still there"
    recorded_at = NOON


class ApplicationFactory(WriterFactory[Application]):
    class Meta:
        model = Application

    person = factory.SubFactory(PersonFactory)
    kind = "homelessness"
    nation = "scotland"
    authority = factory.SubFactory(AreaFactory)
    made_on = TODAY
    words = "CANARY application"
    source = "Test"


class ProviderAskFactory(WriterFactory[ProviderAsk]):
    class Meta:
        model = ProviderAsk

    person = factory.SubFactory(PersonFactory)
    provider_words = factory.Sequence(lambda n: f"Provider {n}")
    asked_on = TODAY
    words = "CANARY ask"


class EffortFactory(WriterFactory[Effort]):
    class Meta:
        model = Effort

    person = factory.SubFactory(PersonFactory)
    kind = "council"
    on = TODAY
    words = "CANARY effort"
    recorded_at = NOON


class NoAddressFactory(WriterFactory[NoAddress]):
    class Meta:
        model = NoAddress

    stay = factory.SubFactory(StayFactory)
    person = factory.SelfAttribute("stay.person")
    reason = "no_offer"
    rough_likely = "unknown"
    account = "CANARY account"
    recorded_on = TODAY


class UnsafePlaceFactory(WriterFactory[UnsafePlace]):
    class Meta:
        model = UnsafePlace

    person = factory.SubFactory(PersonFactory)
    words = "CANARY unsafe"
    source = "Test"
    noted_on = TODAY


class ExclusionFactory(WriterFactory[Exclusion]):
    class Meta:
        model = Exclusion

    person = factory.SubFactory(PersonFactory)
    provider_words = factory.Sequence(lambda n: f"Provider {n}")
    reason = "CANARY exclusion"
    from_on = date(2025, 6, 2)
    source = "Test"


class CouncilWayFactory(WriterFactory[CouncilWay]):
    class Meta:
        model = CouncilWay

    area = factory.SubFactory(AreaFactory)
    how = "By phone"
    source = "The council's own page"
    checked_on = TODAY
