"""The plan in the person's own voice, as it is printed for them to carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughline.agencies.pathways import Pathway
from throughline.foundations.wording import MONTHS, day
from throughline.plans.models import Goal, Task
from throughline.plans.statuses import TaskState
from throughline.web.line.steps import part_of
from throughline.web.plans.page import hangs

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLAIN = {
    Pathway.ACCOMMODATION: "A place to live",
    Pathway.FINANCE: "Money and ID",
    Pathway.HEALTH: "My health",
    Pathway.SUBSTANCES: "Drugs and drink",
    Pathway.WORK: "Work and learning",
    Pathway.FAMILY: "My family",
    Pathway.THINKING: "How I think and act",
    Pathway.ABUSE: "Being safe",
    Pathway.SEX_WORK: "Moving on",
}
"""Each part of life in words a child of nine knows."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Something the person wants."""

    part: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Next:
    """A step as the person reads it: when, what, who."""

    when: str
    what: str
    who: str
    waits: bool = False
    outside: bool = False


@dataclass(frozen=True, kw_only=True)
class Ring:
    """Someone to ring."""

    who: str
    phone: str


def spoken(on: date, *, today: date) -> str:
    """Say a day with its weekday in full, with its year only when it is not near.

    >>> spoken(date(2026, 2, 3), today=date(2026, 1, 15))
    'Tuesday 3 February'
    """
    words = f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"
    return f"{words} {on.year}" if day(on, today=today).endswith(str(on.year)) else words


def wish(goal: Goal) -> Wish:
    """Return a goal as it is printed."""
    return Wish(part=PLAIN[Pathway(goal.pathway)], words=goal.words)


def following(task: Task, *, outside: bool, today: date) -> Next:
    """Return a step as it is printed."""
    return Next(
        when=_when(task, today=today),
        what=task.title,
        who=_who(task),
        waits=task.state == TaskState.BLOCKED,
        outside=outside,
    )


def people(tasks: Iterable[Task], first: Ring | None) -> list[Ring]:
    """Return who to ring, the first to ring first, each number once."""
    found: dict[str, Ring] = {first.phone: first} if first and first.phone else {}
    for ring in filter(None, map(_ring, tasks)):
        found.setdefault(ring.phone, ring)
    return list(found.values())


def _ring(task: Task) -> Ring | None:
    """Return who to ring about a step: the member of staff, their team, or the organisation, whoever has a number."""
    if task.organisation is None:
        return None
    named = (task.user.name, task.user.phone) if task.user else ("", "")
    there = ", ".join(filter(None, (part_of(task), task.organisation.name)))
    team = (there, task.team.phone) if task.team else ("", "")
    numbers = (named, team, (task.organisation.name, task.organisation.phone))
    return next((Ring(who=who, phone=phone) for who, phone in numbers if phone), None)


def _when(task: Task, *, today: date) -> str:
    if task.due_on is not None:
        return f"By {spoken(task.due_on, today=today)}"
    return _first_person(hangs(task)) or "When I know the day"


def _first_person(hung: str) -> str:
    """Say what a day hangs on as the person would.

    >>> _first_person("4 days before release"), _first_person("On the day they came in"), _first_person("")
    ('4 days before I get out', 'On the day I came in', '')
    """
    if hung.startswith("On the day of release"):
        return "On the day I get out"
    return (
        hung.replace("release", "I get out")
        .replace("they were", "I was")
        .replace("they came", "I came")
        .replace("their", "my")
    )


def _who(task: Task) -> str:
    if task.organisation is None:
        return "I do this."
    names = (task.user.name if task.user else "", task.organisation.name)
    return f"{', '.join(name for name in names if name)} will do this."
