"""A YAML file as values that know the line they stand on. Whatever is in the file, only faults come out of it.

Of YAML we take mappings, lists and plain values. Tags, anchors and aliases are refused: a protocol needs none, and they
are how a small file becomes a huge one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import yaml

from throughline.protocols.reading.faults import Fault, Faulty

LARGEST_BYTES = 200_000
DEEPEST = 6
"""How deep lists and mappings may stand in each other; a protocol needs four."""
MOST_VALUES = 10_000
"""How many names and values there may be: more than the longest protocol has, with every field filled."""

_CONTROL = frozenset(map(chr, range(32))) - {"\n", "\r", "\t"}


class Sort(Enum):
    """What YAML takes a plain value for."""

    TEXT = "words"
    NUMBER = "a number"
    YES_NO = "yes or no"
    DATE = "a date"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Scalar:
    """A plain value."""

    line: int
    text: str
    sort: Sort


@dataclass(frozen=True)
class Listing:
    """A list."""

    line: int
    items: "tuple[Paper, ...]"


@dataclass(frozen=True)
class Mapping:
    """Named values, in the order of the file; a name may come twice."""

    line: int
    pairs: "tuple[tuple[Scalar, Paper], ...]"


Paper = Scalar | Listing | Mapping

_SORTS = {
    Sort.NUMBER: re.compile(r"[-+]?[\d_]+(?:\.[\d_]*)?(?:e[-+]?\d+)?", re.IGNORECASE),
    Sort.YES_NO: re.compile(r"yes|no|true|false|on|off", re.IGNORECASE),
    Sort.DATE: re.compile(r"\d{4}-\d{1,2}-\d{1,2}.{0,40}"),
    Sort.NOTHING: re.compile(r"~|null|", re.IGNORECASE),
}


def unfold(text: str) -> Paper:
    """Read YAML.

    Raises:
        Faulty: it is too long, is not YAML, or has something in it that we do not take.
    """
    _check_characters(text)
    try:
        return _document(_few(yaml.parse(text, Loader=yaml.SafeLoader)))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise _faulty(mark.line + 1 if mark else 1, f"This is not YAML: {fault.problem or fault.context}.") from fault
    except yaml.YAMLError as fault:
        raise _faulty(1, "This is not YAML.") from fault


def check_size(count: int) -> None:
    """Refuse more bytes than a protocol can have.

    Raises:
        Faulty: there are too many.
    """
    if count > LARGEST_BYTES:
        raise _faulty(1, f"The file is over {LARGEST_BYTES // 1000} KB. A protocol is a few pages.")


def _check_characters(text: str) -> None:
    check_size(len(text.encode("utf-8", errors="replace")))
    for number, line in enumerate(text.split("\n"), start=1):
        if any(character in _CONTROL or "\ud800" <= character <= "\udfff" for character in line):
            raise _faulty(number, "There is a character here that is no text. Type the line again.")


def _few(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for number, event in enumerate(events):
        if number > MOST_VALUES:
            raise _faulty(_line(event), f"The file has more than {MOST_VALUES:,} values. A protocol is a few pages.")
        yield event


def _document(events: Iterator[yaml.Event]) -> Paper:
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        raise _faulty(1, "The file is empty.")
    whole = _value(next(events), events, depth=1)
    next(events)
    if not isinstance(extra := next(events), yaml.StreamEndEvent):
        raise _faulty(_line(extra), "A second document begins here. Keep one protocol to a file.")
    return whole


def _value(event: yaml.Event, events: Iterator[yaml.Event], *, depth: int) -> Paper:
    _check_plain(event)
    if depth > DEEPEST:
        raise _faulty(_line(event), f"More than {DEEPEST} lists or mappings stand inside each other here.")
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(_line(event), tuple(_pairs(events, depth)))
    if isinstance(event, yaml.SequenceStartEvent):
        return Listing(_line(event), tuple(_items(events, depth)))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    raise _faulty(_line(event), "A value should stand here.")


def _items(events: Iterator[yaml.Event], depth: int) -> Iterator[Paper]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _value(event, events, depth=depth + 1)


def _pairs(events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[Scalar, Paper]]:
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _value(event, events, depth=depth + 1)
        if not isinstance(name, Scalar):
            raise _faulty(name.line, "A name should stand here, before the colon.")
        yield name, _value(next(events), events, depth=depth + 1)


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    plain, _ = event.implicit
    sorts = (sort for sort, form in _SORTS.items() if plain and form.fullmatch(event.value))
    return Scalar(_line(event), event.value, next(sorts, Sort.TEXT))


def _check_plain(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _faulty(_line(event), f'"*{event.anchor}" is an alias. Write the words out again.')
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        raise _faulty(_line(event), f'"&{event.anchor}" is an anchor. Leave it out.')
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
        raise _faulty(_line(event), f'"{event.tag[:40]}" is a tag. Leave it out.')


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _faulty(line: int, reason: str) -> Faulty:
    return Faulty([Fault(line, reason)])
