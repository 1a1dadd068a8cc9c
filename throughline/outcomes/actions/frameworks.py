"""Laying down the frameworks that come with Throughline, and putting their words another way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from throughline.agencies.models import Organisation
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.outcomes.models import Domain, Framework
from throughline.outcomes.rules import check_wording
from throughline.outcomes.shipped import ShippedDomain, ShippedFramework, shipped


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What people read about one domain. Its official name, by which reports count, does not change."""

    plain_name: str
    guidance: str
    steps: tuple[str, ...]


@writes
def lay_down() -> list[Framework]:
    """Lay down the frameworks that come with this version and are not there yet; return those laid down.

    They belong to the version, as tables do: the journal, which says what people did, is not told. Words that an
    organisation changed are its own, and stay.
    """
    there = set(Framework.objects.filter(organisation=None).values_list("slug", flat=True))
    return [_make(one) for one in shipped() if one.slug not in there]


@writes
def ship(*, by: Actor, at: datetime) -> list[Framework]:
    """Lay down what is not there yet on someone's behalf, and note it."""
    made = lay_down()
    for framework in made:
        journal.note("outcomes.framework_shipped", about=framework, person_id=None, by=by, at=at, name=framework.name)
    return made


@writes
def change_domain(
    domain: Domain, *, version: int, words: Wording, organisation: Organisation, by: Actor, at: datetime
) -> Domain:
    """Put a domain into an organisation's own words, from the next review on.

    Everyone's wording is never changed: the first change makes the organisation a copy of the whole framework. Scores
    keep the number of the wording they were given under, and the words of then are in the journal.

    Raises:
        Stale: someone changed it first.
        Refused: a step is empty or missing, the wording is another organisation's, or the organisation has its own.
    """
    lock(Organisation, organisation.pk)
    locked = lock_version(Domain, domain.pk, version=version)
    check_wording(plain_name=words.plain_name, steps=words.steps, number=len(locked.steps))
    own = _of_organisation(locked, organisation)
    before = _words(own)
    own.plain_name, own.guidance, own.steps = words.plain_name, words.guidance, list(words.steps)
    if before == words:
        return own
    own.wording += 1
    save_change(own, "plain_name", "guidance", "steps", "wording")
    _note(own, before, by=by, at=at)
    return own


def _words(domain: Domain) -> Wording:
    return Wording(plain_name=domain.plain_name, guidance=domain.guidance, steps=tuple(domain.steps))


def _make(one: ShippedFramework) -> Framework:
    framework = Framework.objects.create(slug=one.slug, name=one.name, about=one.about)
    Domain.objects.bulk_create([_domain(framework, domain, position) for position, domain in enumerate(one.domains, 1)])
    return framework


def _domain(framework: Framework, one: ShippedDomain, position: int) -> Domain:
    return Domain(
        framework=framework,
        key=one.key,
        position=position,
        name=one.name,
        plain_name=one.plain_name,
        guidance=one.guidance,
        steps=list(one.steps),
        compartment=one.compartment,
    )


def _of_organisation(domain: Domain, organisation: Organisation) -> Domain:
    """Return the organisation's own counterpart of a domain, which may be itself."""
    framework = domain.framework
    if framework.organisation_id == organisation.pk:
        return domain
    if framework.organisation_id is not None:
        raise Refused("This wording belongs to another organisation. Change your own.")
    if Framework.objects.filter(slug=framework.slug, organisation=organisation).exists():
        raise Refused("Your organisation has its own wording by now. Go back and change that one.")
    return _copy(framework, organisation)[domain.key]


def _copy(framework: Framework, organisation: Organisation) -> Mapping[str, Domain]:
    own = Framework.objects.create(
        slug=framework.slug, name=framework.name, about=framework.about, organisation=organisation
    )
    kept = Domain.objects.filter(framework=framework).order_by("position", "id")
    return {row.key: row for row in Domain.objects.bulk_create([_copied(row, own) for row in kept])}


def _copied(row: Domain, own: Framework) -> Domain:
    return Domain(
        framework=own,
        key=row.key,
        position=row.position,
        name=row.name,
        plain_name=row.plain_name,
        guidance=row.guidance,
        steps=list(row.steps),
        compartment=row.compartment,
        wording=row.wording,
        retired_on=row.retired_on,
    )


def _note(own: Domain, before: Wording, *, by: Actor, at: datetime) -> None:
    """Note the new words and those before them, so that an old score can be read as it was meant."""
    journal.note(
        "outcomes.wording_changed",
        about=own,
        person_id=None,
        by=by,
        at=at,
        domain=own.plain_name,
        wording=own.wording,
        name_before=before.plain_name,
        guidance_before=before.guidance,
        steps_before=list(before.steps),
        guidance_after=own.guidance,
        steps_after=list(own.steps),
    )
