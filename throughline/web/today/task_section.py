"""Steps of people's plans that fall to the viewer: late, blocked, or due in a week."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.pathways import Pathway
from throughline.cases import queries as cases
from throughline.cases.models import Cover
from throughline.foundations.actors import Staff
from throughline.foundations.wording import counted, day, days_until
from throughline.plans import queries
from throughline.plans.models import Task
from throughline.plans.rules import is_late
from throughline.plans.statuses import TaskState
from throughline.web.plans.page import hangs, who
from throughline.web.today.desk import SOON, Desk
from throughline.web.today.timetable import FIRST_SHOWN, MOST_COUNTED, Button, Line, Section

HEADS = ("Time left", "Person", "What is to be done", "Why it matters", "Action")
NO_DETAIL = "A step of their plan"
"""What a list says of a step in a part of the record that not everyone may see: that there is one, never what."""


def tasks_due(desk: Desk) -> Section | None:
    """Return the steps that fall to the viewer, their teams or their organisation and want doing now."""
    if not access.may(desk.actor, Do.SEE_PLANS):
        return None
    found = list(steps_due(desk.actor, desk.today)[: MOST_COUNTED + 1])
    return Section(
        anchor="steps",
        title="Steps of plans",
        because="Here because they fall to you or your team, and are late, blocked or due in 7 days.",
        heads=HEADS,
        counted_as=("step to take", "steps to take"),
        lines=[step_line(row, desk.today) for row in found[:FIRST_SHOWN]],
        count=len(found),
        all_url=reverse("today:steps"),
    )


def steps_due(actor: Staff, today: date) -> QuerySet[Task]:
    """Return the steps that fall to someone, the longest late first.

    Raises:
        NotAllowed: the viewer's job does not include plans.
    """
    rows = access.visible(Task, by=actor, to=Do.SEE_PLANS)
    mine = queries.owed_by(
        rows,
        team_ids=actor.team_ids,
        organisation_id=actor.organisation_id,
        user_id=actor.id,
        standing_in_for=_away(actor, today),
    )
    pressing = queries.pressing(mine, today + SOON)
    return queries.with_owners(pressing).select_related("organisation", "team", "user", "person")


def step_line(row: Task, today: date) -> Line:
    """Say which step, by when and why now; nothing of health, family or history is told on a list."""
    late, blocked = is_late(row.due_on, row.state, today=today), row.state == TaskState.BLOCKED
    private = bool(row.compartment)
    return Line(
        clock=_clock(row, today),
        under_clock=f"by {day(row.due_on, today=today)}" if row.due_on else "as soon as a date is known",
        late=late,
        person_id=row.person_id,
        person=row.person,
        what=NO_DETAIL if private else row.title,
        under_what="Open it to read what: some parts are not told on lists" if private else who(row),
        why=_why(late=late, blocked=blocked),
        under_why=_under_why(row, private=private, blocked=blocked),
        button=_button(row, private=private),
    )


def _clock(row: Task, today: date) -> str:
    if row.due_on is None:
        return "No date"
    days = (today - row.due_on).days
    return f"{counted(days, 'day', 'days')} late" if days > 0 else days_until(row.due_on, today=today).capitalize()


def _why(*, late: bool, blocked: bool) -> str:
    if blocked:
        return "Blocked and late" if late else "Blocked"
    return "It should have been done" if late else "It is due"


def _under_why(row: Task, *, private: bool, blocked: bool) -> str:
    if private:
        return ""
    return row.state_words if blocked else hangs(row) or Pathway(row.pathway).label


def _button(row: Task, *, private: bool) -> Button:
    keys = [row.person_id, row.pk]
    if private or row.state == TaskState.BLOCKED:
        return Button(words="Read the step", url=reverse("plans:task", args=keys))
    return Button(words="Mark done", url=reverse("plans:done", args=keys), posts=True)


def _away(actor: Staff, today: date) -> Collection[UUID]:
    """Return the colleagues the viewer stands in for today."""
    if not access.may(actor, Do.SEE_CASES):
        return []
    covers = cases.covered_by(access.visible(Cover, by=actor, to=Do.SEE_CASES), actor.id, on=today)
    return [cover.away_id for cover in covers]
