"""Which protocols a plan follows, in which version, and which others it could."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.plans.models import Course, Plan
from throughline.protocols import queries as protocols
from throughline.protocols.models import Adoption, Version
from throughline.web.people.frame import Opened


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A protocol the plan follows, and the newer version that was published since, if any."""

    course: Course
    newer: Version | None


def followed(opened: Opened, plan: Plan) -> list[Followed]:
    """Return the protocols a plan follows, by title, each with the newest version there is."""
    rows = access.visible(Course, by=opened.actor, to=Do.SEE_PLANS).filter(plan=plan, person=opened.person)
    courses = list(rows.filter(ended_on=None).select_related("version_of").order_by("version_of__title", "id"))
    newest = _newest(opened, [course.slug for course in courses])
    return [Followed(course=course, newer=_newer(course, newest)) for course in courses]


def _newest(opened: Opened, slugs: Sequence[str]) -> list[Version]:
    if not slugs or not access.may(opened.actor, Do.SEE_PROTOCOLS):
        return []
    rows = access.visible(Version, by=opened.actor, to=Do.SEE_PROTOCOLS)
    return list(rows.filter(slug__in=slugs, retired_on=None).order_by("-number", "id"))


def _newer(course: Course, versions: Sequence[Version]) -> Version | None:
    """Return the newest version of the same protocol, of the same partnership, where it is newer than theirs."""
    now = course.version_of
    same = (row for row in versions if row.slug == now.slug and row.partnership_id == now.partnership_id)
    return next((row for row in same if row.number > now.number), None)


def newer_of(opened: Opened, course: Course) -> Version | None:
    """Return the newest version of the protocol of one course; None when they are on it."""
    return _newer(course, _newest(opened, [course.slug]))


def to_put_on(opened: Opened, slugs: Sequence[str]) -> list[Version]:
    """Return the versions in use today that a plan does not follow, by title. ``slugs`` are those it follows."""
    if not access.may(opened.actor, Do.SEE_PROTOCOLS):
        return []
    rows = access.visible(Adoption, by=opened.actor, to=Do.SEE_PROTOCOLS).exclude(slug__in=list(slugs))
    in_use = protocols.in_use(rows, opened.today).select_related("version_of")
    by_version = {row.version_of_id: row.version_of for row in in_use}
    return sorted(by_version.values(), key=lambda version: (version.title, version.number, version.pk))
