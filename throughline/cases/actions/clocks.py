"""The two clocks of a case: how long since a contact, and when the next review is due."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.cases.actions.parts import lock_all, lock_open, note
from throughline.cases.models import Case
from throughline.cases.rules import Gate, check_come, quiet_from, review_due_on
from throughline.cases.statuses import Setting
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.records import save_change, write_many
from throughline.foundations.writing import writes

CLOCKS = ("last_contact_on", "quiet_from", "last_review_on", "review_due_on")


@writes
def reviewed(case: Case, *, on: date, by: Actor, at: datetime) -> Case:
    """Keep that a review was held, and when the next is due: in a month in prison, never by the clock outside.

    A review older than the last one moves nothing.

    Raises:
        Refused: the case is closed, or the day has not come.
    """
    locked = lock_open(case, at=at)
    check_come(on, today=localdate(at), field="held_on")
    if locked.last_review_on is None or on > locked.last_review_on:
        locked.last_review_on = on
        set_clocks([locked])
        save_change(locked, *CLOCKS)
        due = locked.review_due_on.isoformat() if locked.review_due_on else ""
        note("cases.reviewed", locked, by=by, at=at, on=on.isoformat(), due=due)
    return locked


@writes
def reviewed_many(days: Sequence[tuple[Case, date]], *, by: Actor, at: datetime) -> list[Case]:
    """Keep when many cases were reviewed, the last of each; for history, whose reviews say who held them."""
    latest: dict[UUID, date] = {}
    for case, on in days:
        check_come(on, today=localdate(at), field="held_on")
        latest[case.pk] = max(on, latest.get(case.pk, on))
    moved = [case for case in lock_all(case for case, _ in days) if _later(latest[case.pk], case.last_review_on)]
    for case in moved:
        case.last_review_on = latest[case.pk]
    set_clocks([case for case in moved if case.setting != Setting.CLOSED])
    write_many(moved, *CLOCKS)
    return moved


def heard(days: dict[UUID, date], cases: Iterable[Case]) -> None:
    """Move the last contact of some cases forward, inside another action; an older contact moves nothing."""
    moved = [case for case in lock_all(cases) if _later(days[case.pk], case.last_contact_on)]
    for case in moved:
        case.last_contact_on = days[case.pk]
    set_clocks([case for case in moved if case.setting != Setting.CLOSED])
    write_many(moved, *CLOCKS)


def set_clocks(cases: Sequence[Case], *, gates: dict[UUID, Gate] | None = None) -> None:
    """Set both clocks of some open cases. ``gates`` says where people are, when the caller knows; None asks."""
    known = gates_of(case.person_id for case in cases) if gates is None else gates
    for case in cases:
        gate = known.get(case.person_id, Gate())
        case.quiet_from = quiet_from(
            opened_on=case.opened_on, last_contact_on=case.last_contact_on, gate=gate, promised=case.service
        )
        case.review_due_on = review_due_on(opened_on=case.opened_on, last_review_on=case.last_review_on, gate=gate)


def gates_of(people: Iterable[UUID]) -> dict[UUID, Gate]:
    """Return which side of the gate some people are on, by the last of their stays; those with none are left out."""
    rows = Stay.objects.filter(person_id__in=list(people)).order_by("person_id", "-admitted_on", "-id")
    return {
        stay.person_id: Gate(inside=stay.ended_on is None, since=stay.ended_on or stay.admitted_on)
        for stay in rows.distinct("person_id")
    }


def _later(on: date, before: date | None) -> bool:
    return before is None or on > before
