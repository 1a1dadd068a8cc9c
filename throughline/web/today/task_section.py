"""Steps of people's plans: those that fall to the viewer, and those late with colleagues they answer for."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.pathways import Pathway
from throughline.foundations.wording import counted, day, days_until
from throughline.plans.models import Task
from throughline.plans.rules import is_late
from throughline.plans.statuses import TaskState
from throughline.web.line.steps import short_slack
from throughline.web.plans.page import hangs, who
from throughline.web.today.desk import Desk
from throughline.web.today.owed import Held
from throughline.web.today.timetable import FIRST_SHOWN, Button, Line, Section

HEADS = ("Time left", "Person", "What is to be done", "Why it matters", "Action")
NO_DETAIL = "A step of their plan"
"""What a list says of a step in a part of the record that not everyone may see: that there is one, never what."""


def tasks_due(desk: Desk) -> Section | None:
    """Return the steps that fall to the viewer, their teams or their organisation and want doing now."""
    if not access.may(desk.actor, Do.SEE_PLANS):
        return None
    return Section(
        anchor="steps",
        title="Steps late, blocked or due",
        because="Here because they fall to you or your team, or to someone you stand in for, and want doing in 7 days.",
        heads=HEADS,
        counted_as=("step to take", "steps to take"),
        lines=[_line(row, desk) for row in _first(desk.tasks.mine, desk)],
        count=len(desk.tasks.mine),
        all_url=reverse("today:steps"),
    )


def late_with_colleagues(desk: Desk) -> Section | None:
    """Return the steps that are late with someone else of the viewer's teams, for those who answer for their work."""
    if not access.may(desk.actor, Do.SEE_PLANS):
        return None
    return Section(
        anchor="colleagues",
        title="Late with colleagues",
        because="Here because you answer for your team's work and these should have been done.",
        heads=HEADS,
        counted_as=("step late with a colleague", "steps late with colleagues"),
        lines=[_line(row, desk, ask=True) for row in _first(desk.tasks.colleagues, desk)],
        count=len(desk.tasks.colleagues),
        all_url=f"{reverse('today:steps')}?whose=colleagues",
    )


def _first(rows: Sequence[Task], desk: Desk) -> list[Task]:
    """Return the first to show: by the clock, then by how much they hold up, then by days to release."""

    def order(row: Task) -> tuple[date, int, date]:
        release = desk.release_of.get(row.person_id)
        leaves = release.on if release and release.on else date.max
        return row.due_on or date.max, -desk.tasks.held_by(row).count, leaves

    weighed = [row for row in rows if row in desk.tasks.shown]
    return sorted(weighed, key=order)[:FIRST_SHOWN]


def _line(row: Task, desk: Desk, *, ask: bool = False) -> Line:
    release = desk.release_of.get(row.person_id)
    where = f"Leaves {day(release.on, today=desk.today)}" if release and release.on else ""
    return step_line(row, desk.today, held=desk.tasks.held_by(row), where=where, ask=ask)


def step_line(row: Task, today: date, *, held: Held | None = None, where: str = "", ask: bool = False) -> Line:
    """Say which step, by when, why now and what waits for it; nothing of health, family or history is told on a list.

    ``ask`` is for what someone else is to do: it is opened, not ticked.
    """
    late, blocked = is_late(row.due_on, row.state, today=today), row.state == TaskState.BLOCKED
    private = bool(row.compartment)
    return Line(
        clock=_clock(row, today),
        under_clock=f"by {day(row.due_on, today=today)}" if row.due_on else "as soon as a date is known",
        late=late,
        person_id=row.person_id,
        person=row.person,
        where=where,
        what=NO_DETAIL if private else row.title,
        under_what="Open it to read what: some parts are not told on lists" if private else _under_what(row),
        why=_why(late=late, blocked=blocked, held=held or Held()),
        under_why=_under_why(row, private=private, blocked=blocked, held=held or Held()),
        button=_button(row, private=private, ask=ask),
    )


def _clock(row: Task, today: date) -> str:
    if row.due_on is None:
        return "No date"
    days = (today - row.due_on).days
    return f"{counted(days, 'day', 'days')} late" if days > 0 else days_until(row.due_on, today=today).capitalize()


def _under_what(row: Task) -> str:
    return f"{who(row)}. {row.progress}" if row.progress else who(row)


def _why(*, late: bool, blocked: bool, held: Held) -> str:
    if blocked:
        said = "Blocked and late" if late else "Blocked"
    else:
        said = "It should have been done" if late else "It is due"
    return f"{said}, and holds up {counted(held.count, 'other', 'others')}" if held.count else said


def _under_why(row: Task, *, private: bool, blocked: bool, held: Held) -> str:
    reason = "" if private else row.state_words if blocked else hangs(row) or Pathway(row.pathway).label
    return ". ".join(filter(None, (short_slack(held.slack).capitalize(), reason.rstrip("."))))


def _button(row: Task, *, private: bool, ask: bool) -> Button:
    keys = [row.person_id, row.pk]
    if ask or private or row.state == TaskState.BLOCKED:
        return Button(words="Read the step", url=reverse("plans:task", args=keys))
    return Button(words="Mark done", url=reverse("plans:done", args=keys), posts=True)
