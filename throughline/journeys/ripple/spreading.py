"""A day of release changes for one person or many: what follows is done, and told once to each agency."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.retime_by_release import retime_by_release
from throughline.journeys.ripple.fitting import Fit, fits
from throughline.journeys.ripple.lateness import became_late
from throughline.journeys.ripple.owing import Steps, steps_to_come
from throughline.journeys.ripple.shapes import Cause, Ripple
from throughline.journeys.ripple.wording import told_of_day, told_of_type
from throughline.journeys.telling import concerned_with
from throughline.notices import actions as notices
from throughline.notices.models import Notice
from throughline.plans.shifts import Shift

KIND = "custody.release_date_moved"
SURER = "custody.release_date_surer"


@writes
def spread(causes: Sequence[Cause], *, by: Actor, at: datetime, quietly: bool = False) -> list[Ripple]:
    """Move the steps timed by each day of release that moved, see what no longer fits, and tell each agency once.

    Where only the type of date changed, the plan stays and the agencies are told without being asked to answer.
    ``quietly`` tells nobody: whoever changes many dates together tells of all of them once.
    """
    days = {cause.stay.person_id: _day_after(cause) for cause in causes if _day_moved(cause)}
    shifts = retime_by_release([cause.stay for cause in causes if _day_moved(cause)], by=by, at=at)
    steps = steps_to_come(days, own_days_only=quietly)
    fitting = fits(days, today=localdate(at), steps=steps) if days else {}
    ripples = [_ripple(cause, shifts, fitting, today=localdate(at)) for cause in causes]
    return ripples if quietly else _tell(causes, ripples, steps, at=at)


def _ripple(
    cause: Cause, shifts: Mapping[UUID, Sequence[Shift]], fitting: Mapping[UUID, Fit], *, today: date
) -> Ripple:
    if not _day_moved(cause):
        return Ripple(change=cause.change, moved=cause.change.lead)
    moved, fit = tuple(shifts.get(cause.stay.person_id, ())), fitting[cause.stay.person_id]
    return Ripple(
        change=cause.change,
        moved=cause.change.lead,
        shifts=moved,
        now_late=became_late(moved, today=today),
        no_longer_fits=fit.misfits,
        no_address=fit.no_address,
    )


def _tell(causes: Sequence[Cause], ripples: Sequence[Ripple], steps: Steps, *, at: datetime) -> list[Ripple]:
    heard = {
        cause.stay.person_id: (cause, ripple) for cause, ripple in zip(causes, ripples, strict=True) if ripple.moved
    }
    tellings = _tellings(heard, steps, at=at) if heard else []
    told: defaultdict[UUID | None, list[Notice]] = defaultdict(list)
    for notice in notices.tell(tellings, at=at):
        told[notice.person_id].append(notice)
    people = [cause.stay.person_id for cause in causes]
    return [
        replace(ripple, told=tuple(told[person])) if ripple.moved else ripple
        for person, ripple in zip(people, ripples, strict=True)
    ]


def _tellings(heard: Mapping[UUID, tuple[Cause, Ripple]], steps: Steps, *, at: datetime) -> list[notices.Telling]:
    concerned = concerned_with(heard, at=at)
    today = localdate(at)
    return [
        notices.Telling(
            teams=(each.team.pk,),
            kind=KIND if ripple.day_moved else SURER,
            subject=cause.subject,
            body=told_of_day(cause, ripple, each, steps[person], today=today)
            if ripple.day_moved
            else told_of_type(cause, ripple, today=today),
            person_id=person,
            needs_acknowledging=ripple.day_moved,
        )
        for person, (cause, ripple) in heard.items()
        for each in concerned.get(person, ())
    ]


def _day_moved(cause: Cause) -> bool:
    return cause.change.lead is not None and cause.change.lead.is_another_day


def _day_after(cause: Cause) -> date | None:
    return cause.change.lead.after if cause.change.lead else None
