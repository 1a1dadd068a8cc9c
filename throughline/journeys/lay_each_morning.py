"""Each morning the runways of those who leave soon, or may leave any day, are made to hold what is true that day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from throughline.agencies.models import Partner
from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import RELEASE_DATE_ORDER, UNSENTENCED
from throughline.custody.statuses import LegalStatus
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runways
from throughline.plans.models import Course
from throughline.protocols import queries
from throughline.protocols.models import Adoption

SOON = timedelta(weeks=12)
"""How long before release a runway is laid by itself, and how long after it is kept true each day: our setting."""

BATCH = 200


def lay_each_morning(*, by: Actor, at: datetime) -> int:
    """Lay the runways, each batch in a transaction of its own; return how many people were looked at."""
    people = whose_turn(localdate(at))
    for batch in _batches(people):
        lay_runways(batch, by=by, at=at)
    return len(people)


@writes
def whose_turn(on: date) -> list[UUID]:
    """Return who leaves within twelve weeks or may leave any day, and who is on a protocol and left lately.

    Only those in prisons of partnerships that have taken up a protocol; those who are on one wherever they are.
    """
    using = queries.in_use(Adoption.objects.all(), on).order_by().values("partnership")
    prisons = Partner.objects.filter(partnership__in=using, ends_on=None).values("organisation")
    dated = KeyDate.objects.filter(stay=OuterRef("pk"), holds=True, on__isnull=False, type__in=RELEASE_DATE_ORDER)
    soon = Exists(dated.filter(on__lte=on + SOON))
    any_day = Q(legal_status__in=UNSENTENCED) | Q(~Exists(dated), legal_status=LegalStatus.RECALLED)
    held = Stay.objects.filter(soon | any_day, ended_on=None, prison__organisation__in=prisons)
    followed = Course.objects.filter(ended_on=None, plan__ended_on=None).values("person")
    left = Stay.objects.filter(ended_on__gte=on - SOON, person__in=followed)
    both = {*held.values_list("person_id", flat=True), *left.values_list("person_id", flat=True)}
    return sorted(both)


def _batches(people: list[UUID]) -> Iterator[list[UUID]]:
    return (people[start : start + BATCH] for start in range(0, len(people), BATCH))
