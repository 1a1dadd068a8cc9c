"""What we ask of protocols. Each question narrows the rows it is given."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from throughline.protocols.models import Adoption, Signing, Version


def in_use(adoptions: QuerySet[Adoption], on: date) -> QuerySet[Adoption]:
    """Return what partnerships work to on a day, each with its version, by the protocol's name."""
    running = adoptions.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)
    return running.select_related("version_of", "partnership").order_by("slug", "partnership__name", "id")


def to_come(adoptions: QuerySet[Adoption], on: date) -> QuerySet[Adoption]:
    """Return what partnerships will work to from a later day on, the nearest first."""
    later = adoptions.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), starts_on__gt=on)
    return later.select_related("version_of", "partnership").order_by("starts_on", "slug", "id")


def not_over(adoptions: QuerySet[Adoption], on: date) -> QuerySet[Adoption]:
    """Return what partnerships work to on a day or will from a later one, by the protocol's name."""
    lasting = adoptions.filter(Q(ends_on=None) | Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on")))
    return lasting.select_related("version_of", "partnership").order_by("slug", "starts_on", "partnership__name", "id")


def of_partnership(adoptions: QuerySet[Adoption], partnership_id: UUID) -> QuerySet[Adoption]:
    """Return what one partnership works or worked to."""
    return adoptions.filter(partnership=partnership_id).order_by("slug", "starts_on", "id")


def of_version(adoptions: QuerySet[Adoption], version: Version) -> QuerySet[Adoption]:
    """Return who took up a version, the latest first."""
    rows = adoptions.filter(version_of=version).select_related("partnership", "version_of")
    return rows.order_by("-starts_on", "partnership__name", "id")


def newest(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the version with the highest number of each protocol, by its short name."""
    return versions.select_related("partnership").order_by("slug", "-number", "-published_on", "id").distinct("slug")


def offered(versions: QuerySet[Version], on: date) -> QuerySet[Version]:
    """Return the versions that people may be put on afresh, the newest of each protocol first."""
    return newest_first(versions.filter(Q(retired_on=None) | Q(retired_on__gt=on)))


def newest_first(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return versions by short name, the newest of each first."""
    return versions.select_related("partnership").order_by("slug", "-number", "-published_on", "id")


def after(versions: QuerySet[Version], last: Version) -> QuerySet[Version]:
    """Return the versions that come after one, in the order of ``newest_first``."""
    same_day = Q(published_on=last.published_on, pk__gt=last.pk)
    same_number = Q(number=last.number) & (Q(published_on__lt=last.published_on) | same_day)
    return versions.filter(Q(slug__gt=last.slug) | Q(slug=last.slug) & (Q(number__lt=last.number) | same_number))


def of_slug(versions: QuerySet[Version], slug: str) -> QuerySet[Version]:
    """Return every version of one protocol, the newest first."""
    return newest_first(versions.filter(slug=slug))


def before(versions: QuerySet[Version], version: Version) -> QuerySet[Version]:
    """Return the versions that came before one, those of its own partnership and those it began from; nearest first."""
    return of_slug(versions, version.slug).filter(
        Q(partnership=version.partnership_id) | Q(partnership=None), number__lt=version.number
    )


def signings_of(signings: QuerySet[Signing], adoptions: Iterable[Adoption]) -> QuerySet[Signing]:
    """Return which partners agreed, in the order of days."""
    kept = signings.filter(adoption__in=[adoption.pk for adoption in adoptions])
    return kept.select_related("organisation").order_by("agreed_on", "organisation__name", "id")
