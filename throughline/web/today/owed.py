"""Steps that fall to someone, or are late with colleagues whose work they answer for, with what each holds up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet, Value

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases import queries as cases
from throughline.cases.models import Cover
from throughline.foundations.actors import Staff
from throughline.plans import queries
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES
from throughline.web.line import steps as chain

SOON = timedelta(days=7)
MINE, COLLEAGUES = "mine", "colleagues"
MOST_WEIGHED = 10
"""Steps of each kind whose chains are looked at, the first due first: those shown, and a few that may tie with them."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What one step holds up, and how long it can still wait; None where nothing it holds up has a day."""

    count: int = 0
    slack: int | None = None


@dataclass(frozen=True, kw_only=True)
class Steps:
    """Steps by whose they are, and the unfinished steps beside the first of them."""

    mine: Sequence[Task] = field(default_factory=list)
    colleagues: Sequence[Task] = field(default_factory=list)
    beside: Sequence[Task] = field(default_factory=list)
    today: date

    @property
    def shown(self) -> Sequence[Task]:
        """The first steps of each kind, one of which may be shown."""
        return [*self.mine[:MOST_WEIGHED], *self.colleagues[:MOST_WEIGHED]]

    @cached_property
    def _plans(self) -> dict[UUID, chain.Steps]:
        by_plan: dict[UUID, list[Task]] = {}
        for task in self.beside:
            by_plan.setdefault(task.plan_id, []).append(task)
        return {plan: chain.Steps(tasks, self.today) for plan, tasks in by_plan.items()}

    def held_by(self, task: Task) -> Held:
        """Return what a step holds up."""
        plan = self._plans.get(task.plan_id)
        if plan is None:
            return Held()
        count = len(plan.holds_up(task))
        return Held(count=count, slack=plan.slack_of(task) if count else None)


def steps_of(actor: Staff, today: date, *, most: int) -> Steps:
    """Return what falls to someone, counted up to ``most`` of each kind, in two questions."""
    if not access.may(actor, Do.SEE_PLANS):
        return Steps(today=today)
    found = list(_marked(mine(actor, today), MINE)[:most].union(*_of_colleagues(actor, today, most), all=True))
    found.sort(key=lambda row: (row.due_on or queries.LAST, row.pk))
    owed = [row for row in found if _whose(row) == MINE]
    others = [row for row in found if _whose(row) == COLLEAGUES]
    near = [*owed[:MOST_WEIGHED], *others[:MOST_WEIGHED]]
    return Steps(mine=owed, colleagues=others, beside=beside(actor, near), today=today)


def mine(actor: Staff, today: date) -> QuerySet[Task]:
    """Return the steps that fall to someone or to whom they stand in for, late, blocked or due soon.

    Raises:
        NotAllowed: the viewer's job does not include plans.
    """
    rows = access.visible(Task, by=actor, to=Do.SEE_PLANS)
    own = queries.owed_by(
        rows,
        team_ids=actor.team_ids,
        organisation_id=actor.organisation_id,
        user_id=actor.id,
        standing_in_for=_away(actor, today),
    )
    return with_person(queries.pressing(own, today + SOON))


def _away(actor: Staff, today: date) -> QuerySet[Cover, UUID] | list[UUID]:
    """Return the colleagues someone stands in for on a day, as a question of its own inside another."""
    if not access.may(actor, Do.SEE_CASES):
        return []
    covers = cases.covered_by(access.visible(Cover, by=actor, to=Do.SEE_CASES), actor.id, on=today)
    return covers.select_related(None).order_by().values_list("away_id", flat=True)


def late_with_colleagues(actor: Staff, today: date) -> QuerySet[Task]:
    """Return the steps that are late with someone else of the viewer's teams.

    Raises:
        NotAllowed: the viewer's job does not include plans.
    """
    rows = access.visible(Task, by=actor, to=Do.SEE_PLANS)
    theirs = rows.filter(team__in=actor.team_ids, user__is_active=True).exclude(user=actor.id)
    return with_person(queries.late(theirs, today))


def with_person(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Return steps with who owns them and whom they are about."""
    return queries.with_owners(rows).select_related("organisation", "team", "user", "person")


def _of_colleagues(actor: Staff, today: date, most: int) -> list[QuerySet[Task]]:
    """Return the same as a list of questions: none for those who do not answer for the work of others."""
    if not access.may(actor, Do.MANAGE_CASES):
        return []
    return [_marked(late_with_colleagues(actor, today), COLLEAGUES)[:most]]


def _marked(rows: QuerySet[Task], whose: str) -> QuerySet[Task]:
    return rows.annotate(whose=Value(whose))


def _whose(row: Task) -> str:
    found: str = getattr(row, "whose", MINE)
    return found


def beside(actor: Staff, tasks: Iterable[Task]) -> list[Task]:
    """Return the unfinished steps of the plans of some steps, as far as the viewer may see them."""
    plans = {task.plan_id for task in tasks}
    if not plans:
        return []
    rows = access.visible(Task, by=actor, to=Do.SEE_PLANS).filter(plan__in=plans)
    still_open = rows.filter(state__in=OPEN_STATES)
    kept = ("id", "plan_id", "key", "title", "due_on", "state", "needs", "takes")
    return list(still_open.only(*kept).order_by("plan_id", "id"))
