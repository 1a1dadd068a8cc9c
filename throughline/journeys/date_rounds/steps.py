"""Which steps of plans would move with another day of release: the engine runs again, and nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from throughline.access.rows import ROWS
from throughline.custody.models import KeyDate
from throughline.custody.rules import Moved
from throughline.foundations.actors import Actor, Staff
from throughline.journeys.runway.facts import facts_of
from throughline.journeys.runway.following import following, offers_of
from throughline.journeys.runway.known import known_of
from throughline.journeys.runway_facts import person_of
from throughline.plans.hinges import Hinges, hinges_of
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES, due_on
from throughline.protocols.engine.laying import lay
from throughline.protocols.statuses import Unit

Days = Mapping[str, date | None]


@dataclass(frozen=True)
class Steps:
    """How many steps would get another day, and how many would be late at once that are not now."""

    moved: int = 0
    now_late: int = 0


NO_STEPS = Steps()


def steps_that_move(leads: Mapping[UUID, Moved], *, by: Actor, at: datetime) -> dict[UUID, Steps]:
    """Return what another day of release would do to the open steps of each person, in the same few questions.

    A member of staff is told of the steps they may see, and no others.
    """
    if not leads:
        return {}
    hinges = {pk: _told(each, leads[pk], at=at) for pk, each in hinges_of(list(leads)).items()}
    laid = _laid(hinges, today=localdate(at))
    tasks: defaultdict[UUID, list[Task]] = defaultdict(list)
    for task in _open_tasks(leads, by=by):
        tasks[task.person_id].append(task)
    return {pk: _steps(tasks[pk], each, laid.get(pk, {}), today=localdate(at)) for pk, each in hinges.items()}


def _told(hinges: Hinges, lead: Moved, *, at: datetime) -> Hinges:
    """Return what someone's days come from, as if their day of release had moved."""
    told = KeyDate(stay=hinges.stay, person=hinges.person, type=lead.type, on=lead.after, recorded_at=at)
    return replace(hinges, leading=told if lead.after else None)


def _laid(hinges: Mapping[UUID, Hinges], *, today: date) -> dict[UUID, Days]:
    """Return the day of each step that the protocols of each person would ask for."""
    offers = {pk: offer for pk, offer in offers_of(hinges, today=today).items() if not offer.is_nothing}
    found: dict[UUID, Days] = {}
    for pk, known in known_of({pk: hinges[pk] for pk in offers}).items():
        facts = facts_of(known, today=today)
        follows = following(offers[pk], facts, today=today)
        runway = lay([each.protocol for each in follows], person_of(known, facts, follows))
        found[pk] = {step.key: step.due_on for step in runway.laid}
    return found


def _open_tasks(people: Iterable[UUID], *, by: Actor) -> QuerySet[Task]:
    rows = Task.objects.filter(person__in=list(people), state__in=OPEN_STATES, plan__ended_on=None)
    return (rows.filter(ROWS[Task](by)) if isinstance(by, Staff) else rows).order_by("person_id", "id")


def _steps(tasks: Iterable[Task], hinges: Hinges, laid: Days, *, today: date) -> Steps:
    days = hinges.days()
    moved = now_late = 0
    for task in tasks:
        due = laid.get(task.key, task.due_on) if task.protocols else _own_day(task, days, hinges)
        moved += due != task.due_on
        now_late += _passed(due, today) and not _passed(task.due_on, today)
    return Steps(moved, now_late)


def _own_day(task: Task, days: Days, hinges: Hinges) -> date | None:
    """Return the day a step that someone added would have, by its own timing."""
    if not task.anchor:
        return task.due_on
    working = hinges.calendar if task.unit == Unit.WORKING_DAYS else None
    return due_on(days.get(task.anchor), task.offset or 0, working=working)


def _passed(on: date | None, today: date) -> bool:
    return on is not None and on < today
