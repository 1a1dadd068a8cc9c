"""The key behind a secret that another system sends."""

from datetime import datetime

from django.db.models import Q

from throughline.agencies import keys
from throughline.agencies.models import ApiKey


def find(secret: str, *, at: datetime) -> ApiKey | None:
    """Return the key with a secret; None when it is unknown, ended or revoked, or its organisation has closed."""
    still_open = Q(organisation__closed_on=None) | Q(organisation__closed_on__gt=at.date())
    found = ApiKey.objects.select_related("organisation").filter(
        still_open, digest=keys.digest(secret), revoked_at=None, expires_at__gt=at
    )
    return found.first()
