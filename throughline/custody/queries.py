"""What we ask of time in prison. Each question narrows the rows it is given."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from throughline.custody.models import KeyDate, Location, Movement, StatusSpell, Stay
from throughline.custody.rules import RELEASE_DATE_ORDER

_RANK = Case(
    *(When(type=type_, then=Value(rank)) for rank, type_ in enumerate(RELEASE_DATE_ORDER)),
    output_field=IntegerField(),
)


def newest_first(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Return stays with their prisons, the latest first."""
    return stays.select_related("prison__organisation").order_by("-admitted_on", "-id")


def in_custody(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Return the stays that go on."""
    return stays.filter(ended_on=None)


def held_in(stays: QuerySet[Stay], code: str) -> QuerySet[Stay]:
    """Return the stays that go on in the prison with a code."""
    return in_custody(stays).filter(prison__code=code)


def holding(dates: QuerySet[KeyDate]) -> QuerySet[KeyDate]:
    """Return the dates that hold now."""
    return dates.filter(holds=True).order_by("type", "id")


def history(dates: QuerySet[KeyDate]) -> QuerySet[KeyDate]:
    """Return every date there ever was, the latest known first."""
    return dates.order_by("-known_at", "-recorded_at", "-id")


def known_as_of(dates: QuerySet[KeyDate], at: datetime) -> QuerySet[KeyDate]:
    """Return, for each type, the date we held at an instant. One taken back by then was held no more."""
    return (
        dates.filter(Q(undone_at=None) | Q(undone_at__gt=at), recorded_at__lte=at)
        .order_by("stay_id", "type", "-known_at", "-recorded_at")
        .distinct("stay_id", "type")
    )


def last_recorded(dates: QuerySet[KeyDate]) -> QuerySet[KeyDate]:
    """Return the dates of release that hold, the one that reached us last first."""
    releases = dates.filter(holds=True, stay__ended_on=None, type__in=RELEASE_DATE_ORDER)
    return releases.select_related("stay").order_by("-recorded_at", "-known_at", "-id")


def moves(movements: QuerySet[Movement]) -> QuerySet[Movement]:
    """Return movements, the latest first."""
    return movements.select_related("from_prison__organisation", "to_prison__organisation").order_by(
        "-on", "-recorded_at", "-id"
    )


def places(locations: QuerySet[Location]) -> QuerySet[Location]:
    """Return where someone was, the latest first."""
    return locations.select_related("prison__organisation").order_by("-since", "-id")


def statuses(spells: QuerySet[StatusSpell]) -> QuerySet[StatusSpell]:
    """Return legal statuses, the latest first."""
    return spells.order_by("-since", "-id")


def days_of_release(dates: QuerySet[KeyDate]) -> QuerySet[KeyDate]:
    """Return, for each stay that goes on, the date taken as its day of release, with whom and where it is about."""
    releases = dates.filter(holds=True, on__isnull=False, type__in=RELEASE_DATE_ORDER).annotate(rank=_RANK)
    better = releases.filter(stay=OuterRef("stay"), rank__lt=OuterRef("rank"))
    leading = releases.filter(~Exists(better), stay__ended_on=None)
    return leading.select_related("person", "stay__prison__organisation").order_by("on", "id")


def between(dates: QuerySet[KeyDate], start: date, end: date) -> QuerySet[KeyDate]:
    """Return the dates that fall in ``start`` <= day < ``end``."""
    return dates.filter(on__gte=start, on__lt=end)


def before(dates: QuerySet[KeyDate], day: date) -> QuerySet[KeyDate]:
    """Return the dates that have passed by a day."""
    return dates.filter(on__lt=day)


def after(dates: QuerySet[KeyDate], *, on: date, pk: UUID) -> QuerySet[KeyDate]:
    """Return the dates that come after one, in the order of lists by day."""
    return dates.filter(Q(on__gt=on) | Q(on=on, pk__gt=pk))
