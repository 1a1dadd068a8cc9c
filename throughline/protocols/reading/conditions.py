"""The small language that says whom a protocol or a step is for. Parsed here, never evaluated as code.

A condition is facts joined by ``and``, ``or``, ``not`` and brackets: ``in_custody and needs has finance``. See
docs/how-to/write-a-protocol.md for all of it.
"""

from dataclasses import dataclass
from functools import lru_cache

from throughline.protocols.reading import trees
from throughline.protocols.reading.faults import Unclear
from throughline.protocols.reading.questions import question
from throughline.protocols.reading.stream import Stream
from throughline.protocols.reading.tokens import cut
from throughline.protocols.reading.trees import ALWAYS, AllOf, AnyOf, Facts, Not, Tree

DEEPEST = 12
"""How many brackets and nots may stand inside each other: our own bound."""


@dataclass(frozen=True)
class Condition:
    """What must be so, and how it was written. An empty one always holds."""

    tree: Tree
    text: str = ""

    def holds(self, facts: Facts) -> bool | None:
        """Answer from what is known; None when that is not enough."""
        return trees.holds(self.tree, facts)

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts it reads, sorted."""
        return tuple(sorted({test.name for test in trees.questions(self.tree)}))

    @property
    def compartments(self) -> frozenset[str]:
        """The compartments of the record that it reads."""
        every = trees.questions(self.tree)
        return frozenset().union(*(test.fact.compartments(next(iter(test.values), None)) for test in every))

    def missing(self, facts: Facts) -> tuple[str, ...]:
        """Return the names of the facts that would have to be known to answer, sorted; none when it can be answered."""
        return tuple(sorted({test.name for test in trees.open_questions(self.tree, facts)}))

    def in_words(self) -> str:
        """Say it in plain words; empty when it always holds.

        >>> parse("in_custody and not (age < 21 or recalled)").in_words()
        'they are in prison and their age is 21 or more and they were not recalled'
        """
        return trees.in_words(self.tree)


@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """Read a condition; empty text gives the one that always holds.

    >>> parse("legal_status in (remand, sentenced)").holds({"legal_status": "remand"})
    True

    Raises:
        Unclear: it cannot be understood, names a fact we do not have, or asks it for something it cannot be.
    """
    if not text.strip():
        return Condition(ALWAYS)
    stream = Stream(cut(text))
    tree = _any(stream, depth=0)
    if stream.now.kind != "end":
        raise Unclear(f'"{stream.now.text}" is one word too many. Join questions with "and" or "or".', at=stream.now.at)
    return Condition(tree, text.strip())


def _any(stream: Stream, *, depth: int) -> Tree:
    parts = [_all(stream, depth=depth)]
    while stream.take("or"):
        parts.append(_all(stream, depth=depth))
    return AnyOf(tuple(parts)) if len(parts) > 1 else parts[0]


def _all(stream: Stream, *, depth: int) -> Tree:
    parts = [_one(stream, depth=depth)]
    while stream.take("and"):
        parts.append(_one(stream, depth=depth))
    return AllOf(tuple(parts)) if len(parts) > 1 else parts[0]


def _one(stream: Stream, *, depth: int) -> Tree:
    if depth > DEEPEST:
        raise Unclear(f"More than {DEEPEST} brackets inside each other. Write it as two steps.", at=stream.now.at)
    if stream.take("not"):
        return Not(_one(stream, depth=depth + 1))
    if stream.take("("):
        inner = _any(stream, depth=depth + 1)
        stream.need(")")
        return inner
    return question(stream)
