"""A plan's steps as other systems and the command line read them, with what holds them up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughline.plans.models import Task
from throughline.plans.queries import nodes
from throughline.plans.rules import key_of
from throughline.plans.statuses import Owner, TaskState
from throughline.protocols.engine.blockers import Blocker, first_blocker
from throughline.protocols.statuses import Department

NOT_NEEDED = frozenset({TaskState.RETIRED, TaskState.DROPPED})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. ``key`` of a step added by hand is made of its id; ``depends_on`` are keys.

    ``reason`` says why it is on the plan, or why it is not needed or was dropped.
    """

    key: str
    title: str
    pathway: str
    due_on: date | None
    state: str
    owner: str
    depends_on: tuple[str, ...]
    protocols: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """The steps, the first due first, and what to do first so that others can follow."""

    tasks: tuple[Step, ...]
    first_blocker: Blocker | None


def told(tasks: Iterable[Task], *, today: date) -> Told:
    """Say a plan's steps in the order given; of those with one key, a dropped one is left out for a later one."""
    rows = list(tasks)
    live = {key_of(row.key, id_=row.pk) for row in rows if row.state != TaskState.DROPPED}
    kept = [row for row in rows if row.state != TaskState.DROPPED or key_of(row.key, id_=row.pk) not in live]
    return Told(tasks=tuple(_step(row) for row in kept), first_blocker=first_blocker(nodes(kept), today=today))


def owner_in_words(row: Task) -> str:
    """Say who owes a step: someone, a team or department, an organisation; the person where none is.

    A row must come with its owners: see ``queries.with_owners``.
    """
    if row.organisation is None:
        return str(Owner.PERSON.label)
    part = row.team.name if row.team else Department(row.department).label if row.department else ""
    names = (row.user.name if row.user else "", part, row.organisation.name)
    return ", ".join(str(name) for name in names if name)


def _step(row: Task) -> Step:
    return Step(
        key=key_of(row.key, id_=row.pk),
        title=row.title,
        pathway=row.pathway,
        due_on=row.due_on,
        state=row.state,
        owner=owner_in_words(row),
        depends_on=tuple(row.needs),
        protocols=tuple(row.protocols),
        reason=row.state_words if row.state in NOT_NEEDED else row.reason,
    )
