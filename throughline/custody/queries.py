"""What we ask of time in prison. Each question narrows the rows it is given."""

from datetime import date, datetime

from django.db.models import QuerySet

from throughline.custody.models import KeyDate, Location, Movement, Stay, StatusSpell


def newest_first(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Return stays with their prisons, the latest first."""
    return stays.select_related("prison__organisation").order_by("-admitted_on", "-id")


def in_custody(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Return the stays that go on."""
    return stays.filter(ended_on=None)


def holding(dates: QuerySet[KeyDate]) -> QuerySet[KeyDate]:
    """Return the dates that hold now."""
    return dates.filter(holds=True).order_by("type", "id")


def history(dates: QuerySet[KeyDate]) -> QuerySet[KeyDate]:
    """Return every date there ever was, the latest known first."""
    return dates.order_by("-known_at", "-recorded_at", "-id")


def known_as_of(dates: QuerySet[KeyDate], at: datetime) -> QuerySet[KeyDate]:
    """Return, for each type, the date we held at an instant."""
    return (
        dates.filter(recorded_at__lte=at)
        .order_by("stay_id", "type", "-known_at", "-recorded_at")
        .distinct("stay_id", "type")
    )


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


def leaving_between(dates: QuerySet[KeyDate], start: date, end: date) -> QuerySet[KeyDate]:
    """Return the dates that hold and fall in ``start`` <= day < ``end``."""
    return dates.filter(holds=True, on__gte=start, on__lt=end).order_by("on", "id")
