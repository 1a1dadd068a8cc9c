"""The runway of one person, as JSON: what must be true by when, who owes it, and what holds it up."""

from datetime import date
from uuid import UUID

from django.utils.timezone import localdate
from ninja import Field, Router, Schema

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.pathways import Pathway
from throughline.api.people import open_person
from throughline.api.problems import ANSWERS
from throughline.plans import queries
from throughline.plans.models import Plan, Task
from throughline.plans.statuses import TaskState
from throughline.plans.told import Step, told
from throughline.protocols.engine.blockers import Blocker

router = Router(tags=["Plans"])


class StepOut(Schema):
    """One step of the plan."""

    key: str = Field(description="Names the step among those of the person; `own.…` for one added by hand.")
    title: str
    pathway: Pathway
    due_on: date | None = Field(description="Null while the day it hangs on is not known.")
    state: TaskState
    owner: str = Field(description="Who owes it, in words.")
    depends_on: list[str] = Field(description="The keys of the steps that come first.")
    protocols: list[str] = Field(description="The short names of the protocols that ask for it; none when by hand.")
    reason: str = Field(description="Why it is there, or why it is not needed or was dropped.")


class BlockerOut(Schema):
    """The step to do first: it waits for nothing and holds up the most."""

    key: str
    holds_up: list[str]
    slack_days: int | None = Field(description="Days it can still wait; below 0 is too late. Null with no day to meet.")


class RunwayOut(Schema):
    """The steps of the plan that goes on, the first due first; done, dropped and retired ones too."""

    tasks: list[StepOut]
    first_blocker: BlockerOut | None = Field(description="Of the steps your key may see. Null when nothing is held up.")


@router.get("/{uuid:person_id}/runway", response={200: RunwayOut, **ANSWERS}, summary="Read their runway")
def read_runway(request: StaffRequest, person_id: UUID) -> RunwayOut:
    """Return the steps your key may see, and which of them to do first. Written in the read log."""
    person = open_person(request, person_id, to=Do.SEE_PLANS, where="api:read_runway", showing=Plan)
    visible = access.visible(Task, by=request.actor, to=Do.SEE_PLANS)
    rows = visible.filter(person=person, plan__ended_on=None)
    runway = told(queries.by_day(queries.with_owners(rows)), today=localdate(request.actor.asked_at))
    first = runway.first_blocker
    return RunwayOut(
        tasks=[_step_out(step) for step in runway.tasks],
        first_blocker=_blocker_out(first) if first else None,
    )


def _blocker_out(first: Blocker) -> BlockerOut:
    return BlockerOut(key=first.key, holds_up=list(first.holds_up), slack_days=first.slack_days)


def _step_out(step: Step) -> StepOut:
    return StepOut(
        key=step.key,
        title=step.title,
        pathway=Pathway(step.pathway),
        due_on=step.due_on,
        state=TaskState(step.state),
        owner=step.owner,
        depends_on=list(step.depends_on),
        protocols=list(step.protocols),
        reason=step.reason,
    )
