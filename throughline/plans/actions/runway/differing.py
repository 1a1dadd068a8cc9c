"""What is different between the steps on a plan and those its protocols ask for now.

What is done stays as it was, and what someone dropped stays dropped. A step that is not needed now keeps its row, so
that it comes back as it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from throughline.agencies.pathways import compartment_of
from throughline.plans.actions.runway.standing import Held, Standing
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES, owner_of
from throughline.plans.shifts import Shift, What
from throughline.plans.statuses import TaskState
from throughline.protocols.shape import Laid

Values = dict[str, object]

NOBODY_ASKS = "No protocol they are on asks for it now"
LONGEST = {"title": 200, "why": 500, "evidence": 300, "origin": 300, "reason": 300}
STANDS = frozenset({"state", "state_words", "waited_for", "ended_on"})
LEFT_ALONE = frozenset({TaskState.DONE, TaskState.DROPPED})


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A step that is another than before, and the fields to write."""

    shift: Shift
    fields: frozenset[str]


def differing(standing: Standing, held: Mapping[str, Task], *, on: date, at: datetime) -> Iterator[Kept]:
    """Return each step of a plan that is not as it should be, changed to that. ``held`` are those by key."""
    wanted = {laid.key: laid for laid in standing.runway.laid}
    for key, laid in wanted.items():
        row = held.get(key)
        owner = standing.owners[key]
        kept = _laid(standing, laid, owner, at=at) if row is None else _follow(row, laid, owner)
        if kept is not None:
            yield kept
    for key, row in held.items():
        if key not in wanted and row.protocols and row.state in OPEN_STATES:
            yield _retire(row, standing.runway.gone.get(key, NOBODY_ASKS), on=on)


def _laid(standing: Standing, laid: Laid, owner: Held, *, at: datetime) -> Kept:
    plan = standing.plan
    row = Task(person_id=plan.person_id, plan=plan, key=laid.key, made_at=at)
    fields = _put(row, _asked(laid, owner.because) | _lists(laid) | _owned(owner))
    return Kept(shift=Shift(task=row, what=What.LAID, after=row.due_on), fields=fields)


def _follow(row: Task, laid: Laid, owner: Held) -> Kept | None:
    """Give a step what its protocols ask of it now; None when it has that already, or is not theirs to change."""
    if row.state in LEFT_ALONE:
        return None
    before, was_retired = row.due_on, row.state == TaskState.RETIRED
    owned = {} if row.given_by_hand else _owned(owner)
    because = "" if row.given_by_hand else owner.because
    stands = _as_it_stood(row) if was_retired else {}
    fields = _put(row, _asked(laid, because) | _lists(laid) | owned | stands)
    if not fields:
        return None
    what = What.BACK if was_retired else What.MOVED if "due_on" in fields else What.CHANGED
    return Kept(shift=Shift(task=row, what=what, before=before, after=row.due_on), fields=fields)


def _retire(row: Task, why: str, *, on: date) -> Kept:
    waited_for = row.state_words if row.state == TaskState.BLOCKED else ""
    stands: Values = {"state": TaskState.RETIRED, "state_words": why, "waited_for": waited_for, "ended_on": on}
    _put(row, stands)
    return Kept(shift=Shift(task=row, what=What.RETIRED, before=row.due_on), fields=STANDS)


def _as_it_stood(row: Task) -> Values:
    state = TaskState.BLOCKED if row.waited_for else TaskState.TODO
    return {"state": state, "state_words": row.waited_for, "waited_for": "", "ended_on": None}


def _asked(laid: Laid, because: str) -> Values:
    words = {
        "title": laid.title,
        "why": laid.why,
        "evidence": laid.evidence,
        "origin": laid.source,
        "reason": f"{laid.reason} {because}".strip(),
    }
    return {
        **{name: said[: LONGEST[name]] for name, said in words.items()},
        "pathway": laid.pathway,
        "compartment": compartment_of(laid.pathway),
        "stage": laid.stage,
        "takes": laid.takes,
        "must_have": laid.must_have,
        "where": laid.where,
        "anchor": laid.timing.anchor,
        "offset": laid.timing.offset,
        "unit": laid.timing.unit,
        "due_on": laid.due_on,
    }


def _lists(laid: Laid) -> Values:
    return {"protocols": list(laid.protocols), "needs": list(laid.needs)}


def _owned(owner: Held) -> Values:
    return {
        "owner": owner_of(owner.organisation.kind if owner.organisation else None),
        "department": owner.department,
        "organisation_id": owner.organisation.pk if owner.organisation else None,
        "team_id": owner.team.pk if owner.team else None,
        "user_id": owner.user.pk if owner.user else None,
    }


def _put(row: Task, values: Values) -> frozenset[str]:
    """Give a step some values, and return the names of those it did not have."""
    other = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in other.items():
        setattr(row, name, value)
    return frozenset(other)
