"""The whole prison on one plan: the steps each department owes across everyone in it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.statuses import Department
from throughline.custody import queries as custody
from throughline.custody.models import Stay
from throughline.foundations.actors import Staff
from throughline.plans import queries as plans
from throughline.plans.models import Task
from throughline.plans.statuses import TaskState
from throughline.web.releases import twins
from throughline.web.releases.blocking import when
from throughline.web.releases.cells import Step
from throughline.web.releases.scopes import Scope
from throughline.web.releases.steps import step, visible

WEEK = timedelta(days=7)
DUE, LATE, BLOCKED = "due", "late", "blocked"
SHOWS = {"": "Everything open", DUE: "Due this week", LATE: "Late", BLOCKED: "Blocked"}

_HELD_BY = Case(When(~Q(department=""), then=F("department")), default=Coalesce("team__department", Value("")))


@dataclass(frozen=True)
class Counted:
    """What one department owes: everything open, and of that what is due within a week, late and blocked."""

    department: Department
    open: int = 0
    due: int = 0
    late: int = 0
    blocked: int = 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One step of a department. ``twin`` says who else holds the same need, or has met it already."""

    task: Task
    step: Step
    department: str
    when: str
    late: bool
    blocked: bool
    twin: str
    may_tick: bool


def owed(actor: Staff, prison: Scope) -> QuerySet[Task]:
    """Return the open steps that departments owe to people in a prison, by day. A department's team counts as it."""
    stays = custody.in_custody(access.visible(Stay, by=actor, to=Do.SEE_RELEASES)).filter(prison__in=[prison.pk])
    rows = visible(actor).filter(person__in=stays.values("person_id"))
    return plans.open_tasks(rows).exclude(Q(department="") & (Q(team=None) | Q(team__department="")))


def counted(rows: QuerySet[Task], *, today: date) -> list[Counted]:
    """Return what each of the seven departments owes."""
    due = Count("pk", filter=Q(due_on__gte=today, due_on__lt=today + WEEK))
    late, blocked = Count("pk", filter=Q(due_on__lt=today)), Count("pk", filter=Q(state=TaskState.BLOCKED))
    found = (
        rows.order_by()
        .annotate(held_by=_HELD_BY)
        .values_list("held_by")
        .annotate(open=Count("pk"), due=due, late=late, blocked=blocked)
    )
    numbers = {name: rest for name, *rest in found}
    return [Counted(each, *numbers.get(each.value, ())) for each in Department]


def narrowed(rows: QuerySet[Task], *, department: str, show: str, today: date) -> QuerySet[Task]:
    """Return the steps of one department, or of all of them, that are due, late or blocked."""
    if department in Department.values:
        rows = rows.filter(Q(department=department) | Q(department="", team__department=department))
    tests = {
        DUE: Q(due_on__gte=today, due_on__lt=today + WEEK),
        LATE: Q(due_on__lt=today),
        BLOCKED: Q(state=TaskState.BLOCKED),
    }
    shown = rows.filter(tests[show]) if show in tests else rows
    return shown.select_related("person", "organisation", "team", "user")


def told(actor: Staff, tasks: Sequence[Task], *, today: date) -> list[Row]:
    """Return rows of the list in the order given, with one question more however many."""
    others = _others(actor, {task.person_id for task in tasks})
    changes = access.may(actor, Do.CHANGE_PLANS)
    return [_row(task, others[task.person_id], actor, today=today, changes=changes) for task in tasks]


def _row(task: Task, others: Sequence[twins.Held], actor: Staff, *, today: date, changes: bool) -> Row:
    shown, held = step(task), _held(task)
    twin = twins.twin_of(held, others)
    mine = task.organisation_id == actor.organisation_id or task.team_id in actor.team_ids
    return Row(
        task=task,
        step=shown,
        department=held.holder,
        when=when(shown, today),
        late=bool(shown.late_by(today)),
        blocked=task.state == TaskState.BLOCKED,
        twin=twins.in_words(twin, today=today) if twin else "",
        may_tick=changes or mine,
    )


def _others(actor: Staff, people: Collection[UUID]) -> dict[UUID, list[twins.Held]]:
    rows = visible(actor).filter(person__in=list(people)).exclude(state__in=[TaskState.DROPPED, TaskState.RETIRED])
    found: dict[UUID, list[twins.Held]] = defaultdict(list)
    for task in rows.select_related("organisation", "team", "user").order_by("id"):
        found[task.person_id].append(_held(task))
    return found


def _held(task: Task) -> twins.Held:
    return twins.Held(
        pk=task.pk,
        person_id=task.person_id,
        key=task.key,
        title=task.title,
        must_have=task.must_have,
        protocols=frozenset(task.protocols),
        needs=frozenset(task.needs),
        state=task.state,
        holder=_holder(task),
        due_on=task.due_on,
        ended_on=task.ended_on,
        private=bool(task.compartment),
    )


def _holder(task: Task) -> str:
    """Name the department that holds a step, else the agency; nobody else is the person."""
    department = task.department or (task.team.department if task.team else "")
    if department:
        return Department(department).label
    return task.organisation.name if task.organisation else "The person"
