"""Which protocols a person is on, and which they come to be on by themselves.

That is those in use today by a partnership of the prison that holds them or of an organisation with an open case of
theirs, which are laid by themselves and are for someone like them. One they were taken off by hand is not laid again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.agencies import queries as agencies
from throughline.agencies.models import Organisation, Partner
from throughline.plans.hinges import Hinges
from throughline.plans.models import Course
from throughline.protocols import queries as protocols
from throughline.protocols.known import protocol_of
from throughline.protocols.models import Adoption, Version
from throughline.protocols.reading.conditions import parse
from throughline.protocols.shape import Protocol, Value


@dataclass(frozen=True, kw_only=True)
class Follows:
    """A protocol a person is on. ``course`` is None while that is not kept yet."""

    version: Version
    begun_on: date
    course: Course | None = None

    @property
    def protocol(self) -> Protocol:
        return protocol_of(self.version)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What the partnerships around a person use: their protocols by slug, and their organisations.

    ``courses`` are those of the person's plan that go on, ``had`` the slugs of all it ever followed: one they were
    taken off is not laid again by itself.
    """

    courses: tuple[Course, ...] = ()
    had: frozenset[str] = frozenset()
    versions: Mapping[str, Version]
    partners: tuple[Organisation, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether they never were on a protocol, and none is in use around them."""
        return not self.had and not self.versions


def offers_of(hinges: Mapping[UUID, Hinges], *, today: date) -> dict[UUID, Offer]:
    """Return what each person is on, and could come to be on."""
    courses = _courses(hinges)
    sides = {pk: _sides(each) for pk, each in hinges.items()}
    partners = _partners(frozenset().union(*sides.values()), today=today)
    used = _used(partners, today=today)
    found = {}
    for pk, own in sides.items():
        around = [each for each, members in partners.items() if own & members.keys()]
        rows = courses.get(pk, [])
        found[pk] = Offer(
            courses=tuple(row for row in rows if row.ended_on is None),
            had=frozenset(row.slug for row in rows),
            versions=_newest(version for partnership in around for version in used.get(partnership, ())),
            partners=tuple({pk: row for each in around for pk, row in partners[each].items()}.values()),
        )
    return found


def following(offer: Offer, facts: Mapping[str, Value], *, today: date) -> list[Follows]:
    """Return what a person with these facts is on, those they come to be on now among them, by slug."""
    now = [Follows(version=row.version_of, begun_on=row.begun_on, course=row) for row in offer.courses]
    new = [
        Follows(version=version, begun_on=today)
        for slug, version in offer.versions.items()
        if slug not in offer.had and is_for(protocol_of(version), facts)
    ]
    return sorted([*now, *new], key=lambda each: each.version.slug)


def is_for(protocol: Protocol, facts: Mapping[str, Value]) -> bool:
    """Say whether a protocol is laid by itself for someone with these facts."""
    return protocol.laid_by_itself and parse(protocol.when).holds(facts) is True


def _courses(hinges: Mapping[UUID, Hinges]) -> dict[UUID, list[Course]]:
    plans = [each.plan.pk for each in hinges.values() if each.plan]
    found: defaultdict[UUID, list[Course]] = defaultdict(list)
    for row in Course.objects.select_related("version_of").filter(plan__in=plans).order_by("slug", "id"):
        found[row.person_id].append(row)
    return found


def _sides(hinges: Hinges) -> frozenset[UUID]:
    """Return the organisations whose partnerships count: the prison that holds someone, and those with a case."""
    holding = {hinges.inside.prison.organisation_id} if hinges.inside else set()
    return frozenset(holding | {case.team.organisation_id for case in hinges.cases})


def _partners(organisations: Collection[UUID], *, today: date) -> dict[UUID, dict[UUID, Organisation]]:
    """Return the partnerships some organisations are in, each with all its organisations by name."""
    theirs = agencies.partners_on(Partner.objects.filter(organisation__in=organisations), today)
    rows = Partner.objects.filter(partnership__in=theirs.order_by().values("partnership"))
    found: dict[UUID, dict[UUID, Organisation]] = {}
    for row in agencies.partners_on(rows, today):
        found.setdefault(row.partnership_id, {})[row.organisation_id] = row.organisation
    return found


def _used(partnerships: Iterable[UUID], *, today: date) -> dict[UUID, list[Version]]:
    """Return the versions each partnership works to and lays for new people."""
    found: dict[UUID, list[Version]] = {}
    for row in protocols.in_use(Adoption.objects.filter(partnership__in=list(partnerships)), today):
        if row.version_of.retired_on is None or row.version_of.retired_on > today:
            found.setdefault(row.partnership_id, []).append(row.version_of)
    return found


def _newest(versions: Iterable[Version]) -> dict[str, Version]:
    """Return one version of each protocol: the one with the highest number, where partnerships use several."""
    found: dict[str, Version] = {}
    for version in versions:
        held = found.get(version.slug)
        if held is None or (version.number, str(version.pk)) > (held.number, str(held.pk)):
            found[version.slug] = version
    return found
