"""What would be different for one person if their plan followed another version. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from throughline.access.reach import Reach
from throughline.agencies.pathways import compartment_of
from throughline.foundations.wording import day
from throughline.protocols.shape import Laid, Runway


@dataclass(frozen=True, kw_only=True)
class Change:
    """One step that would come, go, or be due on another day."""

    title: str
    what: str


def changes(now: Runway, then: Runway, *, reach: Reach, today: date) -> list[Change]:
    """Return what would change, as far as the viewer may see it: what comes, what goes, what moves."""
    before, after = _seen(now, reach), _seen(then, reach)
    return [
        *(_change(step, f"Comes, {_by(step.due_on, today)}") for key, step in after.items() if key not in before),
        *(_change(step, "Goes") for key, step in before.items() if key not in after),
        *(
            _change(step, f"Moves from {_by(before[key].due_on, today)} to {_by(step.due_on, today)}")
            for key, step in after.items()
            if key in before and before[key].due_on != step.due_on
        ),
    ]


def _seen(runway: Runway, reach: Reach) -> Mapping[str, Laid]:
    return {step.key: step for step in runway.laid if reach.opens(compartment_of(step.pathway))}


def _change(step: Laid, what: str) -> Change:
    return Change(title=step.title, what=what)


def _by(on: date | None, today: date) -> str:
    return day(on, today=today) if on else "no day yet"
