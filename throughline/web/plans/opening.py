"""The doors to a person's plan: to read it, to change it, and to tick a step that is one's own to do."""

from typing import TypeVar
from uuid import UUID

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Organisation
from throughline.agencies.pathways import RESTRICTED, Pathway, compartment_of
from throughline.foundations.errors import NotAllowed
from throughline.people.models import PersonRecord
from throughline.plans import queries
from throughline.plans.models import Plan, Task
from throughline.sharing.statuses import Tier
from throughline.web.people.frame import Opened, open_person, open_to_change

R = TypeVar("R", bound=PersonRecord)
BACK = "plans:plan"
NOT_YOURS = "This step is someone else's to do, and your job does not include changing plans."


def plan_now(opened: Opened) -> Plan | None:
    """Return the plan that goes on, as far as this viewer may know of it."""
    rows = access.visible(Plan, by=opened.actor, to=Do.SEE_PLANS).filter(person=opened.person)
    return queries.open_now(rows).first()


def open_plan_to_change(request: StaffRequest, person_id: UUID, *, where: str) -> tuple[Opened, Plan]:
    """Open a person's plan to change it.

    Raises:
        NotAllowed: the viewer's job does not include this, or their team does not work with the person.
        NotFound: there is no such person, none the viewer may know of, or no plan that goes on.
    """
    opened = open_to_change(request, person_id, kind=Plan, where=where, to=Do.CHANGE_PLANS)
    rows = access.visible(Plan, by=opened.actor, to=Do.CHANGE_PLANS).filter(person=opened.person)
    return opened, access.one(queries.open_now(rows))


def row_of(model: type[R], pk: UUID, opened: Opened, *, to: Do = Do.CHANGE_PLANS) -> R:
    """Return a record of the plan of the person who is open.

    Raises:
        NotFound: there is none, or none the viewer may know of, or it is about someone else.
    """
    return access.one(access.visible(model, by=opened.actor, to=to).filter(pk=pk, person=opened.person))


def open_step_to_tick(request: StaffRequest, person_id: UUID, task_id: UUID, *, where: str) -> tuple[Opened, Task]:
    """Open a step to say how it stands: for those who change plans, and whoever it falls to.

    Raises:
        NotAllowed: it is someone else's and the viewer's job does not include changing plans.
        NotFound: there is no such step, or none the viewer may know of.
    """
    opened = open_person(request, person_id, to=Do.SEE_PLANS, where=where)
    rows = access.visible(Task, by=opened.actor, to=Do.SEE_PLANS).filter(pk=task_id, person=opened.person)
    row = access.one(queries.with_owners(rows))
    if not may_tick(row, opened):
        raise NotAllowed(NOT_YOURS)
    return opened, row


def may_tick(task: Task, opened: Opened) -> bool:
    """Say whether a viewer may say how a step stands."""
    actor = opened.actor
    owns = task.organisation_id == actor.organisation_id or task.team_id in actor.team_ids
    return access.may(actor, Do.CHANGE_PLANS) or owns


def unseen_by(organisation: Organisation | None, opened: Opened) -> str:
    """Say that whoever is to do a step cannot see it, where the viewer is told who sees the record; else nothing."""
    if organisation is None or not access.may(opened.actor, Do.SEE_SHARING):
        return ""
    works_with = (grant.team.organisation_id for grant in opened.grants if grant.tier >= Tier.WORKS_WITH)
    if organisation.pk in works_with:
        return ""
    return f"{organisation.name} cannot see this record yet. Share it with them, or ring them about the step."


def pathways_open(opened: Opened) -> list[Pathway]:
    """Return the parts of life that are shared with this viewer."""
    return [pathway for pathway in Pathway if opened.reach.opens(compartment_of(pathway))]


def pathways_shown(opened: Opened) -> list[Pathway]:
    """Return the parts of life this viewer is told of, shared with them or not: restricted ones only where they are."""
    sensitive = opened.reach.opens("sensitive")
    return [pathway for pathway in Pathway if sensitive or pathway not in RESTRICTED]
