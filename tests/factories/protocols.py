"""Protocols, who works to them and who agreed: the least that is valid."""

from typing import Any

import factory

from tests.factories import TODAY, OrganisationFactory, PartnershipFactory, WriterFactory
from throughline.protocols.models import Adoption, Signing, Version
from throughline.protocols.rules import digest_of, tidy

STEP = """\
  - key: {key}
    title: {title}
    pathway: finance
    due: {due}
    owner: {owner}
    source: A report
"""


def a_step(
    key: str = "id.proof", *, title: str = "Get ID", due: str = "3 weeks before release", owner: str = ""
) -> str:
    """Return one step as a file has it."""
    return STEP.format(key=key, title=title, due=due, owner=owner or "key worker")


def a_protocol(slug: str = "ours", number: int = 1, *steps: str, title: str = "CANARY version", **facts: str) -> str:
    """Return the least file that has no fault. ``facts`` are lines of the protocol itself, such as ``when``."""
    more = "".join(f"{name}: {said}\n" for name, said in facts.items())
    head = f"protocol: {slug}\nversion: {number}\ntitle: {title}\nabout: Everyone who leaves.\nsource: A report\n"
    return tidy(f"{head}{more}steps:\n{''.join(steps or [a_step()])}")


class VersionFactory(WriterFactory[Version]):
    """A version of a partnership; give ``partnership=None`` for one that comes with the product."""

    class Meta:
        model = Version

    class Params:
        steps: tuple[str, ...] = ()

    slug = factory.Sequence(lambda n: f"protocol-{n}")
    number = 1
    title = "CANARY version"
    text = factory.LazyAttribute(lambda row: a_protocol(row.slug, row.number, *row.steps, title=row.title))
    digest = factory.LazyAttribute(lambda row: digest_of(row.text))
    partnership = factory.SubFactory(PartnershipFactory)
    published_on = TODAY
    published_by_words = "Test"


class AdoptionFactory(WriterFactory[Adoption]):
    """A partnership works to a version; to one of its own, unless told otherwise."""

    class Meta:
        model = Adoption

    version_of = factory.SubFactory(VersionFactory)
    partnership = factory.LazyAttribute(lambda row: row.version_of.partnership or PartnershipFactory())
    slug = factory.SelfAttribute("version_of.slug")
    starts_on = TODAY
    words = "CANARY adoption"


class SigningFactory(WriterFactory[Signing]):
    class Meta:
        model = Signing

    adoption = factory.SubFactory(AdoptionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    agreed_on = TODAY
    words = "CANARY signing"


def shipped_version(slug: str, **facts: Any) -> Version:
    """Return a version that comes with the product, as ``throughline migrate`` laid it."""
    return Version.objects.get(slug=slug, partnership=None, **{"number": 1, **facts})
