"""One step of a protocol's file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from throughline.agencies.pathways import Pathway, compartment_of
from throughline.protocols.reading import conditions, owners, timings
from throughline.protocols.reading.conditions import Condition
from throughline.protocols.reading.faults import Fault, Unclear
from throughline.protocols.reading.fields import Fields
from throughline.protocols.reading.paper import Mapping as Named
from throughline.protocols.reading.paper import Paper, Scalar
from throughline.protocols.reading.tokens import LONGEST
from throughline.protocols.shape import Owner, Step, Timing
from throughline.protocols.statuses import Anchor, MustHave, Stage, Where

FIELDS = (
    "key",
    "title",
    "why",
    "pathway",
    "stage",
    "due",
    "owner",
    "when",
    "needs",
    "evidence",
    "takes",
    "where",
    "must_have",
    "every_stay",
    "time",
    "source",
)
KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
LONGEST_KEY = 70
LONGEST_DAYS = 365
_TAKES = re.compile(r"(\d{1,4})(?: (days?|weeks?))?")
NOBODY = Owner(role="key_worker")
NO_TIME = Timing(anchor=Anchor.ADMISSION.value, offset=0)
OWNERS = {
    "role": owners.of_role,
    "department": owners.of_department,
    "kind": owners.of_kind,
    "agency": owners.of_kind,
}


def _choices(values: list[str]) -> Mapping[str, str]:
    return {value: value for value in values} | {value.replace("_", " "): value for value in values}


PATHWAYS, STAGES = _choices(Pathway.values), _choices(Stage.values)
SIDES, MUST_HAVES = _choices(Where.values), _choices(MustHave.values)


@dataclass(frozen=True)
class Placed:
    """A step, with the line of each key it needs."""

    step: Step
    need_lines: Mapping[str, int]


def step_of(paper: Paper, faults: list[Fault]) -> Placed | None:
    """Read one step; None when it is no step at all. What is wrong is added to the faults."""
    if not isinstance(paper, Named):
        faults.append(Fault(paper.line, 'A step is a mapping that begins with "- key: ...".'))
        return None
    fields = Fields(paper, of="A step", known=FIELDS, faults=faults)
    needs = _needs(fields)
    condition = fields.read("when", conditions.parse, longest=LONGEST)
    step = _step(fields, tuple(needs), condition)
    _check_side(fields, step)
    if condition is not None:
        _check_as_closed(fields, step.pathway, condition)
    return Placed(step, needs)


def _step(fields: Fields, needs: tuple[str, ...], condition: Condition | None) -> Step:
    return Step(
        key=fields.read("key", _key, longest=LONGEST_KEY, must=True) or "",
        title=fields.words("title", longest=200, must=True),
        why=fields.words("why", longest=500),
        pathway=fields.one_of("pathway", PATHWAYS, must=True),
        stage=fields.one_of("stage", STAGES),
        timing=fields.read("due", timings.parse, longest=100, must=True) or NO_TIME,
        owner=_owner(fields),
        when=condition.text if condition else "",
        needs=needs,
        evidence=fields.words("evidence", longest=300),
        takes=_takes(fields),
        where=fields.one_of("where", SIDES) or Where.EITHER.value,
        must_have=fields.one_of("must_have", MUST_HAVES),
        every_stay=fields.yes_no("every_stay", usually=False),
        our_own_time=fields.one_of("time", {"ours": "ours"}) == "ours",
        source=fields.words("source", longest=300, must=True),
        line=fields.line,
    )


def _key(words: str) -> str:
    if not KEY.fullmatch(words):
        raise Unclear(f'"{words}" is not a key. Use small letters, digits and _, parts joined by dots: bank.account.')
    return words


def _needs(fields: Fields) -> dict[str, int]:
    found: dict[str, int] = {}
    for item in fields.items("needs"):
        if not KEY.fullmatch(item.text) or len(item.text) > LONGEST_KEY:
            fields.fault(item.line, f'"{item.text[:60]}" is not the key of a step.')
        elif item.text in found:
            fields.fault(item.line, f'"{item.text}" is needed twice.')
        else:
            found[item.text] = item.line
    return found


def _owner(fields: Fields) -> Owner:
    if not isinstance(value := fields.get("owner"), Named):
        return fields.read("owner", owners.parse, longest=100, must=True) or NOBODY
    one = Fields(value, of="An owner", known=OWNERS, faults=fields.faults)
    said = [name for name in OWNERS if name in one]
    if len(said) != 1:
        fields.fault(value.line, f"An owner is one of these. {owners.LIKE_THIS}")
        return NOBODY
    return one.read(said[0], OWNERS[said[0]], longest=100) or NOBODY


def _takes(fields: Fields) -> int:
    if (value := fields.get("takes")) is None:
        return 0
    found = _TAKES.fullmatch(value.text.strip().lower()) if isinstance(value, Scalar) else None
    days = int(found[1]) * (timings.WEEK if (found[2] or "").startswith("week") else 1) if found else -1
    if not 0 <= days <= LONGEST_DAYS:
        fields.fault(value.line, f'"takes" is a number of days up to {LONGEST_DAYS}, such as "10 days".')
        return 0
    return days


def _check_side(fields: Fields, step: Step) -> None:
    """Fault a step that could only be done on the other side of the gate from the day it is due."""
    timing = step.timing
    after = timing.offset > 0 or (timing.anchor == Anchor.FIRST_DAY and timing.offset == 0)
    if timing.anchor not in {Anchor.RELEASE, Anchor.FIRST_DAY}:
        return
    if step.where == Where.INSIDE and after:
        fields.fault(fields.line_of("where"), "It is due after release, so it cannot be done inside.")
    if step.where == Where.OUTSIDE and timing.offset < 0:
        fields.fault(fields.line_of("where"), "It is due before release, so it cannot be done outside.")


def _check_as_closed(fields: Fields, pathway: str, condition: Condition) -> None:
    if pathway and (more := condition.compartments - {compartment_of(pathway)}):
        fields.fault(fields.line_of("when"), too_open(pathway, sorted(more)[0]))


def too_open(pathway: str, compartment: str) -> str:
    """Say why a step may not hang on something that fewer people may read than may read the step."""
    return (
        f'This reads what only those with the "{compartment}" part of a record may see, and more people can see a step'
        f' under "{pathway}": that it is there would tell them. Put the step under a pathway as closed, or ask for'
        " something else."
    )
