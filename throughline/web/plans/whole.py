"""Everything the page of a plan asks for, as far as its viewer may see."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.pathways import RELEASE_PLAN_AREAS
from throughline.foundations.models import JournalEntry
from throughline.plans import queries
from throughline.plans.models import Agreement, Gap, Goal, Plan, Task
from throughline.plans.rules import OPEN_STATES, has_changed_since
from throughline.plans.statuses import TaskState
from throughline.web.people.frame import Opened
from throughline.web.plans import page
from throughline.web.plans.gate import gate_of

R = TypeVar("R", Goal, Task)
ENDINGS = ("plans.task_done", "plans.task_dropped")
NOT_NEEDED = frozenset({TaskState.DROPPED, TaskState.RETIRED})


def whole(opened: Opened) -> dict[str, object]:
    """Return what the page shows of someone's plan, and of their needs that have no service."""
    rows = access.visible(Plan, by=opened.actor, to=Do.SEE_PLANS).filter(person=opened.person)
    latest = queries.newest_first(rows).first()
    gaps = list(queries.gaps_open_first(access.visible(Gap, by=opened.actor, to=Do.SEE_PLANS).filter(**_of(opened))))
    found: dict[str, object] = {
        "gaps": [gap for gap in gaps if gap.filled_on is None],
        "gaps_filled": [gap for gap in gaps if gap.filled_on is not None],
    }
    if latest is None or latest.ended_on is not None:
        return found | {"plan": None, "last": latest}
    return found | {"plan": latest} | _steps(opened, latest) | _answers(opened, latest)


def _of(opened: Opened) -> dict[str, UUID]:
    return {"person_id": opened.person.pk}


def _steps(opened: Opened, plan: Plan) -> dict[str, object]:
    gate = gate_of(opened)
    goals = list(queries.goals_by_pathway(_seen(Goal, opened, plan)))
    tasks = list(queries.by_pathway(_seen(Task, opened, plan)))
    unfinished, worked_on = [task for task in tasks if task.state in OPEN_STATES], page.open_goals(goals)
    divided = gate.inside or gate.on is not None
    return {
        "gate": gate,
        "before": page.rows(worked_on, tasks, opened, gate, outside=False if divided else None, locks=True),
        "after": page.rows(worked_on, tasks, opened, gate, outside=True, locks=False) if divided else [],
        "lead": page.lead(tasks, today=opened.today),
        "has_steps": bool(unfinished or worked_on),
        "done": sum(task.state == TaskState.DONE for task in tasks),
        "counted": sum(task.state not in NOT_NEEDED for task in tasks),
        "ended": page.ended(tasks, _said_by(opened, tasks)),
        "goals_over": [goal for goal in goals if goal.ended_on is not None],
    }


def _seen(model: type[R], opened: Opened, plan: Plan) -> QuerySet[R]:
    return access.visible(model, by=opened.actor, to=Do.SEE_PLANS).filter(plan=plan, person=opened.person)


def _said_by(opened: Opened, tasks: Iterable[Task]) -> dict[UUID, str]:
    """Return who said of each step that it is over, where the viewer may read the story."""
    over = {f"{task._meta.label_lower}:{task.pk}": task.pk for task in tasks if task.ended_on is not None}
    if not over or not access.may(opened.actor, Do.SEE_STORY):
        return {}
    entries = access.visible(JournalEntry, by=opened.actor, to=Do.SEE_STORY).filter(
        person_id=opened.person.pk, what__in=ENDINGS
    )
    return {over[entry.about]: entry.by_words for entry in entries if entry.about in over}


def _answers(opened: Opened, plan: Plan) -> dict[str, object]:
    rows = access.visible(Agreement, by=opened.actor, to=Do.SEE_PLANS).filter(plan=plan, person=opened.person)
    answers = list(queries.agreements_newest(rows))
    latest = answers[0] if answers else None
    understood = set(latest.understands) if latest else set()
    return {
        "answer": latest,
        "earlier_answers": answers[1:],
        "changed_since": latest is not None and has_changed_since(plan.changed_at, agreed_at=latest.recorded_at),
        "areas": [(label, area in understood) for area, (label, _) in RELEASE_PLAN_AREAS.items()],
    }
