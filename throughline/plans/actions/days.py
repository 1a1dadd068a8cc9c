"""The days that steps hang on, as far as they are known now, and what marks a plan as changed."""

from datetime import date, datetime
from uuid import UUID

from throughline.cases.models import Case
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Stay
from throughline.custody.statuses import MovementKind
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock
from throughline.plans.models import Plan
from throughline.plans.statuses import Anchor


def known_day(plan: Plan, anchor: str) -> date | None:
    """Return the day of an anchor for the person of a plan; None while it is not known."""
    if anchor in {Anchor.ADMISSION, Anchor.RELEASE}:
        stay = custody.newest_first(Stay.objects.filter(person_id=plan.person_id)).first()
        return None if stay is None else _day_of_stay(stay, anchor)
    case = _case(plan)
    if case is None or anchor == Anchor.START:
        return case.opened_on if case else None
    return case.referral.received_on if case.referral else None


def _day_of_stay(stay: Stay, anchor: str) -> date | None:
    if anchor == Anchor.ADMISSION:
        return stay.admitted_on
    if stay.ended_on is not None:
        return None if stay.ended_how == MovementKind.DEATH else stay.ended_on
    return release_days([stay.pk]).get(stay.person_id)


def release_days(stays: list[UUID]) -> dict[UUID, date | None]:
    """Return the day taken as the day of release of each person on some stays that go on, where one is known."""
    days = custody.days_of_release(KeyDate.objects.filter(stay__in=stays))
    return {row.person_id: row.on for row in days}


def _case(plan: Plan) -> Case | None:
    """Return the case the plan began under, else the first of the person's that goes on."""
    cases = Case.objects.select_related("referral")
    if plan.case_id is not None:
        return cases.get(pk=plan.case_id)
    return cases.filter(person_id=plan.person_id, closed_on=None).order_by("opened_on", "id").first()


def lock_open(plan: Plan) -> Plan:
    """Return a plan locked, to add to it.

    Raises:
        Refused: it has ended.
    """
    locked = lock(Plan, plan.pk)
    if locked.ended_on is not None:
        raise Refused("This plan has ended. Start another first.")
    return locked


def mark_changed(plans: list[UUID], *, at: datetime) -> None:
    """Keep that some plans are no longer what the person last answered to."""
    Plan.objects.filter(pk__in=plans, changed_at__lt=at).update(changed_at=at)
