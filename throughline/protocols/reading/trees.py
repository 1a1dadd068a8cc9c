"""Conditions once they are read: a tree of questions that answers yes, no, or not known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import ge, gt, le, lt

from throughline.protocols.reading.facts import FACTS, Fact, Kind
from throughline.protocols.shape import Value

SIGNS: Mapping[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}
AMOUNTS = {"<": "less than {}", "<=": "{} or less", ">": "more than {}", ">=": "{} or more"}

Facts = Mapping[str, Value]
Answer = bool | None
"""Yes, no, or None: not known."""


@dataclass(frozen=True)
class Question:
    """One question about one fact.

    ``sign`` is "=" (is one of ``values``), "has", a comparison, or empty for a fact that is yes or no.
    """

    name: str
    sign: str = ""
    values: tuple[str | int, ...] = ()

    @property
    def fact(self) -> Fact:
        return FACTS[self.name]

    def holds(self, facts: Facts) -> Answer:
        """Answer from the facts; None when this one is not known."""
        known = self.fact.known(facts)
        if known is None:
            return None
        if isinstance(known, frozenset):
            return self.values[0] in known
        if self.sign in SIGNS:
            return SIGNS[self.sign](int(known), int(self.values[0]))
        return known in self.values if self.sign else bool(known)

    def in_words(self, *, yes: bool = True) -> str:
        """Say the question as something that is so, or is not."""
        if self.fact.kind is Kind.YES_NO:
            return self.fact.label if yes else self.fact.denied
        if self.sign == "has":
            return f"{self.fact.label if yes else self.fact.denied} {self._named(self.values[0])}"
        if self.sign in SIGNS:
            sign = self.sign if yes else OPPOSITE[self.sign]
            return f"{self.fact.label} is {AMOUNTS[sign].format(self.values[0])}"
        named = " or ".join(map(self._named, self.values))
        return f"{self.fact.label} {'is' if yes else 'is not'} {named}"

    def _named(self, value: str | int) -> str:
        return str(value) if isinstance(value, int) else f"“{self.fact.choices.get(value, value)}”"


@dataclass(frozen=True)
class Not:
    """The opposite of what it holds; not known stays not known."""

    inner: "Tree"


@dataclass(frozen=True)
class AllOf:
    """Every part must hold. None of any parts holds always."""

    parts: "tuple[Tree, ...]"


@dataclass(frozen=True)
class AnyOf:
    """One part must hold."""

    parts: "tuple[Tree, ...]"


Tree = Question | Not | AllOf | AnyOf

ALWAYS = AllOf(())


def holds(tree: Tree, facts: Facts) -> Answer:
    """Answer yes, no or not known (Kleene's three values)."""
    match tree:
        case Question():
            return tree.holds(facts)
        case Not(inner):
            return _opposite(holds(inner, facts))
        case AllOf(parts):
            return _every([holds(part, facts) for part in parts])
        case AnyOf(parts):
            return _opposite(_every([_opposite(holds(part, facts)) for part in parts]))


def _opposite(answer: Answer) -> Answer:
    return None if answer is None else not answer


def _every(answers: list[Answer]) -> Answer:
    if False in answers:
        return False
    return None if None in answers else True


def questions(tree: Tree) -> tuple[Question, ...]:
    """Return every question asked, in the order written."""
    match tree:
        case Question():
            return (tree,)
        case Not(inner):
            return questions(inner)
        case AllOf(parts) | AnyOf(parts):
            return tuple(test for part in parts for test in questions(part))


def open_questions(tree: Tree, facts: Facts) -> tuple[Question, ...]:
    """Return the questions whose answers are not known and on which the whole answer hangs."""
    if holds(tree, facts) is not None:
        return ()
    match tree:
        case Question():
            return (tree,)
        case Not(inner):
            return open_questions(inner, facts)
        case AllOf(parts) | AnyOf(parts):
            return tuple(test for part in parts for test in open_questions(part, facts))


def in_words(tree: Tree, *, yes: bool = True, within: bool | None = None) -> str:
    """Say it in plain words.

    ``within`` says whether it stands among parts that must all hold (True) or of which one must (False): parts of the
    other sort are then held together by "both" or "either".
    """
    match tree:
        case Question():
            return tree.in_words(yes=yes)
        case Not(inner):
            return in_words(inner, yes=not yes, within=within)
        case AllOf(parts) | AnyOf(parts):
            together = isinstance(tree, AllOf) is yes
            said = [in_words(part, yes=yes, within=together) for part in parts]
            first = ("both " if together else "either ") if within is (not together) else ""
            return first + (" and " if together else " or ").join(said)
