"""A step before it is on the plan, who may own it, and what the journal says of it."""

from dataclasses import dataclass
from datetime import date, datetime

from throughline.agencies.models import Membership, Organisation, Team, User
from throughline.agencies.pathways import Pathway, check_pathways
from throughline.foundations import journal
from throughline.foundations.errors import Refused
from throughline.plans.models import Goal, Plan, Task
from throughline.plans.rules import check_said, check_timing
from throughline.plans.statuses import Anchor, Owner
from throughline.protocols.statuses import Unit

TITLE = "Say what is to be done."


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """One thing to be done, by one owner: the person where no organisation is named.

    Its day is ``due_on``, or ``offset`` days after an anchor (before it when negative), of the ``unit``. ``key`` names
    it where a protocol lays it, so that it is laid once.
    """

    pathway: str
    title: str
    organisation: Organisation | None = None
    team: Team | None = None
    user: User | None = None
    goal: Goal | None = None
    anchor: str = Anchor.FIXED
    offset: int | None = None
    unit: str = Unit.DAYS
    due_on: date | None = None
    key: str = ""


def check(new: NewTask, plan: Plan, *, today: date) -> None:
    """Refuse a step that cannot be on a plan.

    Raises:
        Refused: nothing is said, its goal is another plan's, its owner cannot be, or its day cannot be told.
    """
    check_pathways([new.pathway], field="pathway")
    check_said(new.title, sentence=TITLE, field="title")
    check_owner(new)
    check_timing(new.anchor, offset=new.offset, unit=new.unit, due=new.due_on, today=today)
    if new.goal is not None and (new.goal.plan_id, new.goal.pathway) != (plan.pk, new.pathway):
        raise Refused("A step towards a goal is on the same plan and in the same part of life.", field="goal")


def check_owner(new: NewTask) -> None:
    """Refuse an owner that cannot be.

    Raises:
        Refused: a team or member of staff is named without their organisation, or belongs to another.
    """
    if new.organisation is None:
        if new.team is not None or new.user is not None:
            raise Refused("Name the organisation as well.", field="owner")
        return
    if new.team is not None and new.team.organisation_id != new.organisation.pk:
        raise Refused(f"{new.team.name} is not a team of {new.organisation.name}.", field="owner")
    if new.user is not None and not _works_there(new.user, new.organisation, new.team):
        raise Refused(f"{new.user.name} does not work there now. Name someone else, or nobody.", field="named")


def _works_there(user: User, organisation: Organisation, team: Team | None) -> bool:
    if not user.is_active:
        return False
    if user.organisation_id == organisation.pk:
        return True
    return team is not None and Membership.objects.filter(team=team, user=user, ends_on=None).exists()


def owner_words(new: NewTask) -> str:
    """Say who is to do a step."""
    if new.organisation is None:
        return Owner.PERSON.label
    names = (new.user.name if new.user else "", new.team.name if new.team else "", new.organisation.name)
    return ", ".join(name for name in names if name)


def event(what: str, row: Task, **facts: journal.Fact) -> journal.Event:
    """Return what the journal says of a step."""
    about: dict[str, journal.Fact] = {"step": row.title, "pathway": Pathway(row.pathway).label}
    return journal.Event(
        what=what, about=row, person_id=row.person_id, compartment=row.compartment, facts=about | facts
    )


def new_row(new: NewTask, plan: Plan, *, owner: Owner, due: date | None, compartment: str, at: datetime) -> Task:
    """Return a step as it is kept."""
    return Task(
        person_id=plan.person_id,
        plan=plan,
        goal=new.goal,
        key=new.key,
        pathway=new.pathway,
        compartment=compartment,
        title=new.title,
        owner=owner,
        organisation=new.organisation,
        team=new.team,
        user=new.user,
        anchor=new.anchor,
        offset=None if new.anchor == Anchor.FIXED else new.offset,
        unit=new.unit,
        due_on=due,
        made_at=at,
    )
