"""A protocol from its file. Whatever is wrong with the file is said with its line, all of it at once."""

import re

from throughline.protocols.reading import conditions
from throughline.protocols.reading.conditions import Condition
from throughline.protocols.reading.faults import Fault as Fault
from throughline.protocols.reading.faults import Faulty as Faulty
from throughline.protocols.reading.faults import Unclear
from throughline.protocols.reading.fields import Fields
from throughline.protocols.reading.paper import Listing, Mapping, check_size, unfold
from throughline.protocols.reading.steps import Placed, step_of
from throughline.protocols.reading.tokens import LONGEST
from throughline.protocols.reading.whole import together, too_open_for
from throughline.protocols.shape import Protocol

FIELDS = ("protocol", "version", "title", "about", "source", "when", "by_itself", "steps")
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MOST_STEPS = 200


def read(text: str) -> Protocol:
    """Read a protocol.

    Raises:
        Faulty: something in the file is wrong; it says all that is.
    """
    protocol, faults = _read(text)
    if faults:
        raise Faulty(faults)
    return protocol


def faults_of(text: str) -> tuple[Fault, ...]:
    """Return all that is wrong with a file, in the order of its lines; nothing when it is fine."""
    try:
        read(text)
    except Faulty as faulty:
        return faulty.faults
    return ()


def decoded(data: bytes) -> str:
    """Return the text of a file.

    Raises:
        Faulty: it is too long, or is not text in UTF-8.
    """
    check_size(len(data))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise Faulty([Fault(line, "This is not text in UTF-8. Save the file as UTF-8.")]) from fault


def _read(text: str) -> tuple[Protocol, list[Fault]]:
    paper = unfold(text)
    if not isinstance(paper, Mapping):
        raise Faulty([Fault(paper.line, 'A protocol begins with "protocol: its-name".')])
    faults: list[Fault] = []
    fields = Fields(paper, of="A protocol", known=FIELDS, faults=faults)
    steps = _steps(fields)
    condition = fields.read("when", conditions.parse, longest=LONGEST) or conditions.parse("")
    protocol = _protocol(fields, steps, condition)
    faults.extend(together(steps))
    faults.extend(too_open_for(condition, steps, line=fields.line_of("when")))
    return protocol, faults


def _protocol(fields: Fields, steps: list[Placed], condition: Condition) -> Protocol:
    return Protocol(
        slug=fields.read("protocol", _slug, longest=60, must=True) or "",
        number=fields.number("version"),
        title=fields.words("title", longest=200, must=True),
        about=fields.words("about", longest=1000, must=True),
        source=fields.words("source", longest=1000, must=True),
        steps=tuple(placed.step for placed in steps),
        when=condition.text,
        laid_by_itself=fields.yes_no("by_itself", usually=True),
    )


def _slug(words: str) -> str:
    if not SLUG.fullmatch(words):
        raise Unclear(f'"{words}" is not a name for a protocol. Use small letters and dashes: first-days-out.')
    return words


def _steps(fields: Fields) -> list[Placed]:
    if (value := fields.get("steps", must=True)) is None:
        return []
    if not isinstance(value, Listing) or not value.items:
        fields.fault(value.line, '"steps" should be a list with at least one step.')
        return []
    if len(value.items) > MOST_STEPS:
        fields.fault(value.line, f"There are {len(value.items):,} steps; the most is {MOST_STEPS}.")
    read = [step_of(item, fields.faults) for item in value.items[:MOST_STEPS]]
    return [placed for placed in read if placed]
