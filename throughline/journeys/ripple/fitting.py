"""What no longer fits a new day of release: somewhere to live, and steps with a day of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.foundations.wording import day
from throughline.housing import facts
from throughline.housing import queries as housing
from throughline.housing.models import Home
from throughline.housing.rules import FirstNightState, first_night, misfit
from throughline.journeys.ripple.owing import Steps, steps_to_come
from throughline.journeys.ripple.shapes import Misfit
from throughline.plans.models import Task
from throughline.plans.statuses import Anchor
from throughline.protocols.statuses import MustHave, Where

SOMEWHERE = frozenset({FirstNightState.IN_PLACE, FirstNightState.UNDER_WAY, FirstNightState.AT_RISK})
"""How the first night may stand while somewhere is planned for it."""


@dataclass(frozen=True)
class Fit:
    """How things stand with one person's new day."""

    misfits: tuple[Misfit, ...] = ()
    no_address: bool = False


def fits(days: Mapping[UUID, date | None], *, today: date, steps: Steps | None = None) -> dict[UUID, Fit]:
    """Return how homes, and open steps with a day of their own, fit each person's new day, asked once for all of them.

    ``steps`` are their open steps, where the caller has read them already.
    """
    known = steps_to_come(days, own_days_only=True) if steps is None else steps
    homes = Home.objects.filter(person__in=list(days))
    planned = {home.person_id: home for home in housing.planned_now(homes)}
    kept = set(housing.kept_now(homes).values_list("person_id", flat=True))
    return {
        person: _fit(planned.get(person), known[person], on, kept=person in kept, today=today)
        for person, on in days.items()
    }


def _fit(home: Home | None, steps: Iterable[Task], on: date | None, *, kept: bool, today: date) -> Fit:
    plan = facts.planned_home(home) if home else None
    said = misfit(plan, release_on=on)
    found = [Misfit(sentence=said)] if said else []
    found += [step for row in steps if on and (step := _wrong_side(row, on, today=today))]
    night = first_night(plan, release_on=on, today=today, kept=kept)
    return Fit(tuple(found), no_address=night.state not in SOMEWHERE)


def _wrong_side(step: Task, on: date, *, today: date) -> Misfit | None:
    """Say that a step has its day on the wrong side of the gate; None when it has not."""
    if step.due_on is None or step.anchor != Anchor.FIXED:
        return None
    outside = step.where == Where.OUTSIDE or step.must_have == MustHave.FIRST_WEEK
    when = f"“{step.title}” is on {day(step.due_on, today=today)}"
    if outside and step.due_on < on:
        return _misfit(step, f"{when}, before they are out.")
    if step.where == Where.INSIDE and step.due_on >= on:
        return _misfit(step, f"{when}, when they are out already.")
    return None


def _misfit(step: Task, sentence: str) -> Misfit:
    return Misfit(sentence=sentence, compartment=step.compartment, task=step)
