"""What we ask of assessments. Each question narrows the rows it is given."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from throughline.assessments.models import Assessment, Asset, Confirmation, History, PartOfLife, SafetyNote

LATELY = timedelta(days=180)
"""A talk that was finished within half a year is gone on with rather than begun again. Our setting."""


def open_now(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Return the assessments that go on, with who began them; there is one at most for a person."""
    return newest(assessments.filter(ended_on=None))


def newest(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Return assessments with who began them, the one that goes on first, then the latest begun."""
    return assessments.select_related("begun_by", "organisation").order_by("-begun_on", "-id")


def going_on_or_recent(assessments: QuerySet[Assessment], on: date) -> QuerySet[Assessment]:
    """Return the assessments that go on or were finished not long before a day: those not to ask all over again."""
    return newest(assessments.filter(Q(ended_on=None) | Q(ended_on__gte=on - LATELY)))


def of_people(parts: QuerySet[PartOfLife], people: Iterable[UUID]) -> QuerySet[PartOfLife]:
    """Return what is said now about some people."""
    return spoken(parts.filter(person__in=list(people), holds=True))


def spoken(parts: QuerySet[PartOfLife]) -> QuerySet[PartOfLife]:
    """Return what was said with who said it, what holds first, then the latest said."""
    return parts.select_related("by_user", "organisation").order_by("-holds", "-said_on", "-recorded_at", "-id")


def confirmed(confirmations: QuerySet[Confirmation]) -> QuerySet[Confirmation]:
    """Return who heard that what holds is still so, the latest first."""
    return (
        confirmations.filter(part__holds=True)
        .select_related("by_user", "organisation")
        .order_by("-confirmed_on", "-recorded_at", "-id")
    )


def assets_now(assets: QuerySet[Asset]) -> QuerySet[Asset]:
    """Return what there is to build on, the newest first."""
    return assets.filter(ended_on=None).order_by("-noted_on", "-id")


def safety_now(notes: QuerySet[SafetyNote]) -> QuerySet[SafetyNote]:
    """Return the concerns that stand, those to be looked at first at the top; those without a day last."""
    return notes.filter(ended_on=None).order_by("look_again_on", "-noted_on", "-id")


def safety_ended(notes: QuerySet[SafetyNote]) -> QuerySet[SafetyNote]:
    """Return the concerns that no longer stand, the last ended first."""
    return notes.filter(ended_on__isnull=False).order_by("-ended_on", "-id")


def told(histories: QuerySet[History], people: Iterable[UUID]) -> QuerySet[History]:
    """Return what some people say of earlier years; there is one row at most for a person."""
    return histories.filter(person__in=list(people)).order_by("id")
