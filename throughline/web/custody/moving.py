"""What a date moves, or would move, as far as the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.custody.rules import in_words
from throughline.custody.statuses import DateType
from throughline.foundations.wording import counted, plural
from throughline.journeys.ripple import Ripple
from throughline.plans.models import Task
from throughline.plans.shifts import Shift, What
from throughline.web.people.frame import Opened

MOST_SHOWN = 60
"""Steps shown of one move; few plans have as many."""


@dataclass(frozen=True, kw_only=True)
class Moves:
    """What a date does: a sentence, the steps that move, those late at once, and what no longer fits.

    ``shown_plan`` is whether the plan is shared with the viewer at all; ``no_address`` whether nowhere is planned.
    """

    sentence: str
    day_moves: bool
    shifts: Sequence[Shift]
    late: Sequence[Task]
    misfits: Sequence[str]
    no_address: bool
    shown_plan: bool


def moves_of(ripple: Ripple, opened: Opened) -> Moves:
    """Return what a date does, without what is in parts of the record that are closed to the viewer."""
    plan = access.may(opened.actor, Do.SEE_PLANS) and opened.reach.sees(Task)
    shifts = [shift for shift in ripple.shifts if plan and opened.reach.opens(shift.task.compartment)]
    seen = (fit for fit in ripple.no_longer_fits if opened.reach.opens(fit.compartment) and _may(fit.task, opened))
    return Moves(
        sentence=_sentence(ripple, opened),
        day_moves=ripple.day_moved,
        shifts=sorted(shifts, key=lambda shift: (shift.after is None, shift.after or opened.today))[:MOST_SHOWN],
        late=[row for row in ripple.now_late if plan and opened.reach.opens(row.compartment)],
        misfits=[fit.sentence for fit in seen],
        no_address=ripple.no_address and ripple.day_moved and access.may(opened.actor, Do.SEE_HOUSING),
        shown_plan=plan,
    )


def said_of(ripple: Ripple, opened: Opened) -> str:
    """Say in a few sentences what a date did."""
    seen = moves_of(ripple, opened)
    moved = sum(shift.what == What.MOVED for shift in seen.shifts)
    parts = [
        seen.sentence,
        f"{counted(moved, 'step', 'steps')} moved." if moved else "",
        f"{counted(len(seen.late), 'step is', 'steps are')} late now." if seen.late else "",
        f"{counted(len(seen.misfits), 'thing no longer fits', 'things no longer fit')}." if seen.misfits else "",
        _told(ripple),
    ]
    return " ".join(part for part in parts if part)


def _sentence(ripple: Ripple, opened: Opened) -> str:
    change = ripple.change
    if ripple.moved is not None:
        return in_words(ripple.moved, today=opened.today)
    if change.row is None:
        return "That is the date we held already. Nothing changes."
    if not change.holds:
        return "A newer date is held already, so it is kept and nothing moves."
    return f"{DateType(change.row.type).label} is kept. The day of release stays as it was."


def _told(ripple: Ripple) -> str:
    told = len({notice.to_team_id for notice in ripple.told})
    return f"{counted(told, 'agency', 'agencies')} {plural(told, 'was', 'were')} told." if told else ""


def _may(task: Task | None, opened: Opened) -> bool:
    """Return whether the viewer's job includes what no longer fits: a step of the plan, or somewhere to live."""
    return access.may(opened.actor, Do.SEE_PLANS if task else Do.SEE_HOUSING)
