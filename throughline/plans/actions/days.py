"""The days that steps hang on, as far as they are known now, and what marks a plan as changed."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from throughline.foundations.errors import Refused
from throughline.foundations.records import lock
from throughline.plans.hinges import Hinges, hinges_of
from throughline.plans.models import Plan
from throughline.plans.rules import due_on
from throughline.plans.statuses import Anchor
from throughline.protocols.statuses import Unit


def hinges_of_plan(plan: Plan) -> Hinges:
    """Return what the days of a plan hang on."""
    return hinges_of([plan.person_id])[plan.person_id]


def due(hinges: Hinges, *, anchor: str, offset: int | None, unit: str = Unit.DAYS) -> date | None:
    """Return the day a step hangs on now; None while that is not known, or when it hangs on none."""
    if anchor == Anchor.FIXED:
        return None
    working = hinges.calendar if unit == Unit.WORKING_DAYS else None
    return due_on(hinges.days()[anchor], offset or 0, working=working)


def lock_open(plan: Plan) -> Plan:
    """Return a plan locked, to add to it.

    Raises:
        Refused: it has ended.
    """
    locked = lock(Plan, plan.pk)
    if locked.ended_on is not None:
        raise Refused("This plan has ended. Start another first.")
    return locked


def mark_changed(plans: Collection[UUID], *, at: datetime) -> None:
    """Keep that some plans are no longer what the person last answered to."""
    Plan.objects.filter(pk__in=plans, changed_at__lt=at).update(changed_at=at)
