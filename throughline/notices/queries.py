"""What we ask of notices. Each question narrows the rows it is given."""

from django.db.models import QuerySet

from throughline.notices.models import Notice, Way


def unseen(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the inbox notices nobody has said they saw, oldest first."""
    return notices.filter(way=Way.INBOX, acknowledged_at=None).order_by("queued_at", "id")


def newest(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the inbox, newest first."""
    return notices.filter(way=Way.INBOX).order_by("-queued_at", "-id")
