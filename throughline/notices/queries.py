"""What we ask of notices. Each question narrows the rows it is given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from throughline.notices.models import Notice, Way
from throughline.notices.rules import MOST_TRIES, WAITS

WAITING = Q(needs_acknowledging=True, acknowledged_at=None)


@dataclass(frozen=True)
class Mark:
    """A notice's place in the inbox: whether it waits to be acknowledged, when it came, and its id."""

    waiting: bool
    queued_at: datetime
    id: UUID


def addressed_to(notices: QuerySet[Notice], *, user_id: UUID, team_ids: Collection[UUID]) -> QuerySet[Notice]:
    """Return the inbox notices of a member of staff and their teams. Those who lead a record see others' as well."""
    return notices.filter(Q(to_user_id=user_id) | Q(to_team_id__in=team_ids), way=Way.INBOX)


def unseen(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the inbox notices nobody has said they saw, oldest first."""
    return notices.filter(way=Way.INBOX, acknowledged_at=None).order_by("queued_at", "id")


def newest(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the inbox, newest first."""
    return notices.filter(way=Way.INBOX).order_by("-queued_at", "-id")


def waiting(notices: QuerySet[Notice], *, kinds: Collection[str]) -> QuerySet[Notice]:
    """Return the notices of some kinds that ask to be acknowledged and are not yet, the oldest first."""
    return notices.filter(WAITING, way=Way.INBOX, kind__in=kinds).order_by("queued_at", "id")


def waiting_first(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the inbox as people read it: what asks to be acknowledged, then the rest, each newest first."""
    return (
        notices.filter(way=Way.INBOX)
        .annotate(waits=ExpressionWrapper(WAITING, output_field=BooleanField()))
        .order_by("-waits", "-queued_at", "-id")
    )


def after(inbox: QuerySet[Notice], mark: Mark) -> QuerySet[Notice]:
    """Return what comes after a place in the inbox, which ``waiting_first`` has ordered."""
    later = Q(waits=mark.waiting) & (Q(queued_at__lt=mark.queued_at) | Q(queued_at=mark.queued_at, pk__lt=mark.id))
    return inbox.filter(later | Q(waits=False) if mark.waiting else later)


def same_news(notices: QuerySet[Notice], notice: Notice) -> QuerySet[Notice]:
    """Return the notices that tell of the same happening, one for each team that was told."""
    return notices.filter(
        way=Way.INBOX, kind=notice.kind, person_id=notice.person_id, queued_at=notice.queued_at
    ).order_by("id")


def up_to(notices: QuerySet[Notice], notice: Notice) -> QuerySet[Notice]:
    """Return a notice and what it overtakes: older ones of its kind about the same person that nobody has seen."""
    older = Q(way=Way.INBOX, kind=notice.kind, queued_at__lte=notice.queued_at, acknowledged_at=None)
    overtaken = Q(pk=notice.pk) | older & Q(person_id=notice.person_id, person_id__isnull=False)
    return notices.filter(overtaken).order_by("id")


def silent(notices: QuerySet[Notice], before: datetime) -> QuerySet[Notice]:
    """Return what teams were told of someone before an instant and have not said they saw, the oldest first.

    What a later notice of the same kind to the same team overtook is left out.
    """
    later = Notice.objects.filter(
        WAITING,
        way=Way.INBOX,
        kind=OuterRef("kind"),
        to_team_id=OuterRef("to_team_id"),
        person_id=OuterRef("person_id"),
        queued_at__gt=OuterRef("queued_at"),
    )
    told = notices.filter(
        WAITING, way=Way.INBOX, to_team_id__isnull=False, person_id__isnull=False, queued_at__lt=before
    )
    return told.exclude(Exists(later)).order_by("queued_at", "id")


def to_send(notices: QuerySet[Notice], at: datetime) -> QuerySet[Notice]:
    """Return the emails whose next try is due, oldest first. Those parked after the last try are not."""
    due = Q(pk=None)
    for tries, wait in enumerate(WAITS):
        due |= Q(tries=tries, queued_at__lte=at - wait)
    return notices.filter(due, way=Way.EMAIL, sent_at=None).order_by("queued_at", "id")


def parked(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the emails that failed every try and wait for someone to look, oldest first."""
    return notices.filter(way=Way.EMAIL, sent_at=None, tries__gte=MOST_TRIES).order_by("queued_at", "id")
