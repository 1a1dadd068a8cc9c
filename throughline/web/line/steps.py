"""What waits for what among the steps of one plan that a viewer may see, and what is first in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from throughline.agencies.statuses import Department, TeamKind
from throughline.foundations.wording import counted, day, listed
from throughline.plans import rules
from throughline.plans.models import Task
from throughline.plans.queries import nodes
from throughline.plans.rules import OPEN_STATES
from throughline.plans.statuses import TaskState
from throughline.protocols.engine.blockers import Node, first_blocker, holding_up, slack

MOST_NAMED = 3
"""Steps that are held up and named; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class Blocking:
    """The step to see to first, and what it holds up. ``slack_days`` is None where nothing it holds up has a day."""

    task: Task
    holds_up: Sequence[Task]
    slack_days: int | None


@dataclass(frozen=True)
class Steps:
    """The steps of one plan, as one viewer sees them on one day."""

    tasks: Sequence[Task]
    today: date

    @cached_property
    def by_key(self) -> dict[str, Task]:
        """Every step by its key; one that was dropped stands back for one laid later."""
        last = sorted(self.tasks, key=lambda task: task.state != TaskState.DROPPED)
        return {key_of(task): task for task in last}

    @cached_property
    def nodes(self) -> list[Node]:
        """The steps as the engine reads them."""
        return nodes(self.tasks)

    @cached_property
    def first(self) -> Blocking | None:
        """The step to see to first; None when nothing is in the way."""
        found = first_blocker(self.nodes, today=self.today)
        if found is None:
            return None
        return Blocking(task=self.by_key[found.key], holds_up=self._named(found.holds_up), slack_days=found.slack_days)

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Each need of what the first blocker holds up, and what waits for it: the chain, by keys."""
        if self.first is None:
            return []
        held = [key_of(task) for task in self.first.holds_up]
        chain = {key_of(self.first.task), *held}
        return [(need, key) for key in held for need in self.by_key[key].needs if need in chain and need != key]

    def holds_up(self, task: Task) -> list[Task]:
        """Return every open step that waits for one, straight away or further on, the first due first."""
        return self._named(holding_up(self.nodes, key_of(task)))

    def waits_for(self, task: Task) -> list[Task]:
        """Return the open steps that one needs first."""
        needed = (self.by_key.get(key) for key in task.needs)
        return [need for need in needed if need is not None and need.state in OPEN_STATES and need is not task]

    def slack_of(self, task: Task) -> int | None:
        """Return how many days one may still take before something is late; None when it holds nothing to a day."""
        return self._slack.get(key_of(task))

    @cached_property
    def _slack(self) -> dict[str, int | None]:
        return dict(slack(self.nodes, today=self.today))

    def _named(self, keys: Iterable[str]) -> list[Task]:
        found = [self.by_key[key] for key in keys if key in self.by_key]
        return sorted(found, key=lambda task: (task.due_on or date.max, task.title, task.pk))


def key_of(task: Task) -> str:
    """Return what names a step among those of its plan."""
    return rules.key_of(task.key, id_=task.pk)


def part_of(task: Task) -> str:
    """Name the team, or else the department, that owns a step; nothing where it is everyone there."""
    if task.team is not None and task.team.kind != TeamKind.EVERYONE:
        return task.team.name
    return Department(task.department).label if task.department else ""


def names(tasks: Sequence[Task], *, most: int = MOST_NAMED) -> str:
    """Name a few steps in a sentence, and count the rest.

    >>> names([Task(title="Bank account opened."), Task(title="First claim")])
    'bank account opened and first claim'
    """
    said = [_inside(task.title) for task in tasks[:most]]
    more = len(tasks) - len(said)
    return listed([*said, counted(more, "more", "more")] if more else said)


def _inside(title: str) -> str:
    """Write a title as part of a sentence: names and letters that stand for words keep their capitals."""
    words = title.rstrip(".")
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def slack_words(days: int | None, *, today: date) -> str:
    """Say how long something can still wait.

    >>> slack_words(5, today=date(2026, 1, 15)), slack_words(0, today=date(2026, 1, 15))
    ('5 days of slack: after Tue 20 Jan something is late.', 'No slack: it must be begun today.')
    """
    if days is None:
        return ""
    if days < 0:
        return f"{counted(-days, 'day', 'days')} too late already for everything after it to be in time."
    if days == 0:
        return "No slack: it must be begun today."
    last = day(today + timedelta(days=days), today=today)
    return f"{counted(days, 'day', 'days')} of slack: after {last} something is late."


def short_slack(days: int | None) -> str:
    """Say it in a word or two, for a list.

    >>> short_slack(3), short_slack(-1), short_slack(None)
    ('3 days of slack', 'no slack left', '')
    """
    if days is None:
        return ""
    return f"{counted(days, 'day', 'days')} of slack" if days > 0 else "no slack left"
