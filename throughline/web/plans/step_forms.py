"""What is asked about a step: what it is for, who does it, and by when."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django import forms
from django.forms import CharField, ChoiceField, HiddenInput, IntegerField, RadioSelect
from django.http import QueryDict

from throughline.agencies.pathways import Pathway
from throughline.plans.models import Goal, Task
from throughline.plans.rules import LONGEST_OFFSET
from throughline.plans.statuses import Anchor
from throughline.web.plans.owners import Choices, Grouped, Owner, Owners
from throughline.web.shell.forms import DayField

GOAL, PART = "goal:", "part:"
OWN_DAY = "day"
BEFORE, AFTER = "before", "after"
LONGEST_SHOWN = 60


def title_field() -> CharField:
    """Ask what is to be done."""
    return CharField(label="What is to be done?", max_length=200, help_text="For example: Open a bank account.")


class WhoForm(forms.Form):
    """Who does a step."""

    owner = ChoiceField(label="Who does it?")
    named = CharField(
        label="Someone there by name",
        max_length=150,
        required=False,
        help_text="Leave empty and everyone in that team or organisation sees it as theirs.",
    )

    def __init__(
        self, data: QueryDict | None = None, *, owners: Owners, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.owners = owners
        self.fields["owner"] = ChoiceField(label="Who does it?", choices=owners.choices)

    def chosen_owner(self) -> Owner:
        """Return who was chosen."""
        return self.owners.by_answer[self.cleaned_data["owner"]]


class WhenForm(forms.Form):
    """By when: a day, or a number of days before or after one."""

    anchor = ChoiceField(
        label="What does its day hang on?",
        widget=RadioSelect,
        initial=OWN_DAY,
        help_text="If that day moves, the step moves with it. If it is not known yet, the step waits until it is.",
    )
    due_on = DayField(label="The day", help_text="Only if it has a day of its own.", required=False)
    days = IntegerField(
        label="Days from that day",
        help_text="Only if its day hangs on another.",
        min_value=0,
        max_value=LONGEST_OFFSET,
        required=False,
    )
    way = ChoiceField(
        label="Before or after?", choices=[(BEFORE, "Before"), (AFTER, "After")], initial=BEFORE, widget=RadioSelect
    )

    def say_release(self, words: str) -> None:
        """Name the day of release beside the answer that hangs a step on it."""
        hangs = {anchor.value: anchor.label for anchor in Anchor if anchor != Anchor.FIXED}
        hangs[Anchor.RELEASE.value] += words
        field = cast(ChoiceField, self.fields["anchor"])
        field.choices = [(OWN_DAY, Anchor.FIXED.label), *hangs.items()]

    def timing(self) -> tuple[str, int | None, date | None]:
        """Return the anchor, the days from it, and the day; what was not asked for is left out."""
        said = self.cleaned_data
        if said["anchor"] == OWN_DAY:
            return Anchor.FIXED, None, said["due_on"]
        days = said["days"]
        return said["anchor"], None if days is None else days * (-1 if said["way"] == BEFORE else 1), None


class TaskForm(WhoForm, WhenForm):
    """A step before it is on the plan. ``seen`` are steps like it that were shown already."""

    what_for = ChoiceField(label="What is it for?")
    title = title_field()
    seen = CharField(widget=HiddenInput, required=False, max_length=4000)
    field_order = ["what_for", "title", "owner", "named", "anchor", "due_on", "days", "way", "seen"]

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        owners: Owners,
        goals: Sequence[Goal],
        pathways: Iterable[Pathway],
        initial: dict[str, object],
    ) -> None:
        super().__init__(data, owners=owners, initial=initial)
        self.goals = {f"{GOAL}{goal.pk}": goal for goal in goals}
        self.fields["what_for"] = ChoiceField(label="What is it for?", choices=_what_for(goals, pathways))

    def chosen_goal(self) -> Goal | None:
        """Return the goal it is a step towards; None when it is towards none."""
        return self.goals.get(self.cleaned_data["what_for"])

    def pathway(self) -> str:
        """Return the part of life it is in."""
        goal = self.chosen_goal()
        return goal.pathway if goal else str(self.cleaned_data["what_for"]).removeprefix(PART)

    def shown(self) -> set[UUID]:
        """Return the like steps that were shown before."""
        return {UUID(part) for part in self.cleaned_data["seen"].split() if _is_id(part)}


class ChangeTaskForm(WhenForm):
    """A step in other words, or by another day."""

    title = title_field()
    field_order = ["title", "anchor", "due_on", "days", "way"]


def answers_for(task: Task) -> dict[str, object]:
    """Return what is kept of a step as answers to ``ChangeTaskForm``."""
    offset = task.offset
    return {
        "title": task.title,
        "anchor": task.anchor or OWN_DAY,
        "due_on": task.due_on if task.anchor == Anchor.FIXED else None,
        "days": None if offset is None else abs(offset),
        "way": AFTER if offset is not None and offset > 0 else BEFORE,
    }


def _what_for(goals: Sequence[Goal], pathways: Iterable[Pathway]) -> Grouped:
    towards: Choices = [(f"{GOAL}{goal.pk}", f"{_short(goal.words)} ({Pathway(goal.pathway).label})") for goal in goals]
    parts: Choices = [(f"{PART}{pathway.value}", pathway.label) for pathway in pathways]
    found: Grouped = [("", "Choose one")]
    if towards:
        found.append(("A goal", towards))
    return [*found, ("A part of life, with no goal yet", parts)]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()}…"


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
