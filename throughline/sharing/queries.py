"""What we ask of grants, consent and restrictions. Each question narrows the rows it is given."""

from datetime import datetime

from django.db.models import Q, QuerySet

from throughline.sharing.models import AccessRequest, BreakGlass, Consent, Grant, Restriction


def open_at(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    """Return the grants that hold at an instant, widest first."""
    return (
        grants.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)
        .select_related("team__organisation", "only_for", "agreement")
        .order_by("-tier", "team__organisation__name", "team__name", "id")
    )


def over_at(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    """Return the grants that have ended, the last ended first."""
    return grants.filter(ends_at__lte=at).select_related("team__organisation", "only_for").order_by("-ends_at", "-id")


def newest(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Return answers, the last given first."""
    return consents.select_related("organisation", "asked_by").order_by("-answered_on", "-recorded_at", "-id")


def in_force(restrictions: QuerySet[Restriction], at: datetime) -> QuerySet[Restriction]:
    """Return the restrictions that hold at an instant."""
    now = Q(ends_at=None) | Q(ends_at__gt=at)
    return restrictions.filter(now, starts_at__lte=at).select_related("user__organisation").order_by("-starts_at", "id")


def waiting(requests: QuerySet[AccessRequest]) -> QuerySet[AccessRequest]:
    """Return the requests nobody has answered, oldest first."""
    return (
        requests.filter(answered_at=None)
        .select_related("person", "team__organisation", "asked_by")
        .order_by("asked_at", "id")
    )


def unreviewed(opened: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    """Return the emergencies nobody has reviewed, the soonest due first."""
    return (
        opened.filter(reviewed_at=None)
        .select_related("person", "user__organisation", "grant")
        .order_by("review_by", "opened_at", "id")
    )
