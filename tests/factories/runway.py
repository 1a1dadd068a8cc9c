"""Protocols for tests, published and taken up; and the plans that follow them."""

from hashlib import sha256

import factory

from tests.factories import TODAY, PartnerFactory, PartnershipFactory, WriterFactory
from tests.factories.journey import PlanFactory
from throughline.foundations.writing import writing
from throughline.plans.models import Course
from throughline.protocols.models import Adoption, Version
from throughline.protocols.reading.files import read

GATE = """
protocol: gate
version: 1
title: Out of the gate
about: Everyone who leaves prison.
source: Test
by_itself: true
steps:
  - key: id.proof
    title: Get ID
    pathway: finance
    due: 10 weeks before release
    owner: {department: resettlement}
    must_have: id
    takes: 14 days
    source: Test
  - key: bank.account
    title: Open a bank account
    pathway: finance
    due: 6 weeks before release
    owner: key worker
    needs: [id.proof]
    must_have: bank
    takes: 10 days
    source: Test
  - key: home.asked
    title: Ask the council for a home
    pathway: accommodation
    due: 8 weeks before release
    owner: {kind: council_housing}
    source: Test
  - key: talk.begun
    title: Talk about what matters
    pathway: thinking
    due: 10 working days after admission
    owner: the prison
    where: inside
    every_stay: true
    source: Test
  - key: recovery.plan
    title: Plan for staying well
    pathway: substances
    due: 4 weeks before release
    owner: {department: recovery}
    when: needs has substances
    source: Test
  - key: first.visit
    title: Go to the first visit
    pathway: thinking
    due: 2 working days after first day out
    owner: the person
    where: outside
    source: Test
"""
REMAND = """
protocol: any-day
version: 1
title: Ready any day
about: Everyone who may leave on any day.
source: Test
when: legal_status in (remand, convicted_unsentenced)
by_itself: true
steps:
  - key: bag.ready
    title: Have a bag ready
    pathway: finance
    due: 5 days after admission
    owner: the service
    source: Test
  - key: id.proof
    title: Find out about ID
    pathway: finance
    due: 3 days after admission
    owner: {department: resettlement}
    source: Test
"""


def version_of(text: str, *, number: int = 1, **facts: object) -> Version:
    """Return a protocol as published, the same row for the same text."""
    text = text.replace("version: 1\n", f"version: {number}\n", 1)
    protocol = read(text)
    with writing():
        held = Version.objects.filter(slug=protocol.slug, number=number, text=text).first()
        return held or Version.objects.create(
            slug=protocol.slug,
            number=number,
            title=protocol.title,
            text=text,
            digest=sha256(text.encode()).hexdigest(),
            published_on=TODAY,
            **facts,
        )


def taken_up(*texts: str, by: tuple[object, ...] = (), partnership: object = None) -> list[Version]:
    """Return protocols that the partnership of some organisations works to, as the organisations' own from then on."""
    partnership = partnership or PartnershipFactory()
    for organisation in by:
        PartnerFactory(partnership=partnership, organisation=organisation)
    versions = [version_of(text) for text in texts]
    with writing():
        for version in versions:
            Adoption.objects.create(partnership=partnership, version_of=version, slug=version.slug, starts_on=TODAY)
    return versions


class CourseFactory(WriterFactory[Course]):
    """A plan on a protocol that it follows no more, so that the row has words of its own."""

    class Meta:
        model = Course

    plan = factory.SubFactory(PlanFactory)
    person = factory.SelfAttribute("plan.person")
    version_of = factory.SubFactory("tests.factories.protocols.VersionFactory")
    slug = factory.SelfAttribute("version_of.slug")
    begun_on = TODAY
    ended_on = TODAY
    ended_why = "CANARY course"
