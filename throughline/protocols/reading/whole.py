"""What must hold of the steps of a file together."""

from collections.abc import Iterator, Sequence

from throughline.agencies.pathways import compartment_of
from throughline.protocols.links import circles
from throughline.protocols.reading.conditions import Condition
from throughline.protocols.reading.faults import Fault
from throughline.protocols.reading.steps import Placed, too_open

SLIP = 2
"""A key that differs from one of the file's by this many letters or fewer is taken for a slip of the pen."""
SHORT_KEY = 6
"""Keys shorter than this are too alike to tell a slip from another word."""


def together(steps: Sequence[Placed]) -> Iterator[Fault]:
    """Find keys that come twice, needs that are slips of the pen, and needs that run in a circle."""
    yield from _doubled(steps)
    yield from _slips(steps)
    yield from _circles(steps)


def too_open_for(condition: Condition, steps: Sequence[Placed], *, line: int) -> Iterator[Fault]:
    """Find the first step that more people may see than may see what the protocol's own condition reads."""
    for step in (placed.step for placed in steps if placed.step.pathway):
        if more := condition.compartments - {compartment_of(step.pathway)}:
            yield Fault(line, f"{too_open(step.pathway, sorted(more)[0])} The first such step is {step.key}.")
            return


def _doubled(steps: Sequence[Placed]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for step in (placed.step for placed in steps if placed.step.key):
        if (line := first.setdefault(step.key, step.line)) != step.line:
            yield Fault(step.line, f'The key "{step.key}" is taken by the step on line {line}.')


def _slips(steps: Sequence[Placed]) -> Iterator[Fault]:
    keys = sorted({placed.step.key for placed in steps} - {""})
    for placed in steps:
        for need, line in placed.need_lines.items():
            if need not in keys and (near := next((key for key in keys if _is_slip(need, key)), "")):
                yield Fault(line, f'No step here has the key "{need}". Did you mean "{near}"?')


def _is_slip(need: str, key: str) -> bool:
    """Tell a slip of the pen from another step's key; keys that differ only by a number are different steps."""
    if min(len(need), len(key)) < SHORT_KEY or abs(len(need) - len(key)) > SLIP:
        return False
    return _without_digits(need) != _without_digits(key) and _apart(need, key) <= SLIP


def _without_digits(key: str) -> str:
    return "".join(letter for letter in key if not letter.isdigit())


def _apart(one: str, other: str) -> int:
    """Count the letters to add, drop or change to make one word of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        above, row = row, [number]
        for place, its in enumerate(other):
            row.append(min(above[place + 1] + 1, row[place] + 1, above[place] + (letter != its)))
    return row[-1]


def _circles(steps: Sequence[Placed]) -> Iterator[Fault]:
    lines = {placed.step.key: placed.step.line for placed in steps}
    needs: dict[str, set[str]] = {}
    for step in (placed.step for placed in steps if placed.step.key):
        needs.setdefault(step.key, set()).update(step.needs)
    for circle in circles(needs):
        said = ", ".join(f"{key} needs {need}" for key, need in zip(circle, (*circle[1:], circle[0]), strict=True))
        yield Fault(lines[circle[0]], f"These wait for each other, so none could begin: {said}.")
