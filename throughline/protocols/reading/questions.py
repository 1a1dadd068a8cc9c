"""One question of a condition: a fact, and what it is asked for."""

from collections.abc import Iterable
from difflib import get_close_matches

from throughline.protocols.reading.facts import FACTS, Fact, Kind
from throughline.protocols.reading.faults import Unclear
from throughline.protocols.reading.stream import Stream
from throughline.protocols.reading.tokens import Token
from throughline.protocols.reading.trees import SIGNS, Not, Question, Tree

MOST_CHOICES_SAID = 12


def question(stream: Stream) -> Tree:
    """Read one question.

    Raises:
        Unclear: the fact is not one of ours, or cannot be asked this.
    """
    fact = _fact(stream.pass_())
    at = stream.now
    if fact.kind is Kind.YES_NO:
        return _yes_or_no(fact, at)
    if fact.kind is Kind.SEVERAL:
        return _several(fact, stream)
    if fact.kind is Kind.NUMBER and at.is_(*SIGNS):
        return Question(fact.name, stream.pass_().text, (_value(fact, stream.pass_()),))
    return _is_one_of(fact, stream)


def meant(word: str, those: Iterable[str]) -> str:
    """Return a question that suggests the nearest of some words; empty when none is near."""
    near = get_close_matches(word, list(those), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""


def _fact(token: Token) -> Fact:
    if token.kind != "word":
        raise Unclear(f'A fact should stand here, not "{token.text}".', at=token.at)
    if token.text not in FACTS:
        help_ = meant(token.text, FACTS) or f" The facts are: {', '.join(FACTS)}."
        raise Unclear(f'"{token.text[:60]}" is not a fact.{help_}', at=token.at)
    return FACTS[token.text]


def _yes_or_no(fact: Fact, after: Token) -> Question:
    if after.is_("is", "in", "has", *SIGNS):
        raise Unclear(f'"{fact.name}" is yes or no: write "{fact.name}" or "not {fact.name}".', at=after.at)
    return Question(fact.name)


def _several(fact: Fact, stream: Stream) -> Question:
    if not stream.take("has"):
        raise Unclear(f'"{fact.name}" can be several: write "{fact.name} has ...".', at=stream.now.at)
    return Question(fact.name, "has", (_value(fact, stream.pass_()),))


def _is_one_of(fact: Fact, stream: Stream) -> Tree:
    if stream.take("is"):
        denied = stream.take("not")
        test: Tree = Question(fact.name, "=", (_value(fact, stream.pass_()),))
        return Not(test) if denied else test
    denied = stream.take("not")
    if not stream.take("in"):
        ways = (
            '"is", "is not", "in (...)" or a comparison' if fact.kind is Kind.NUMBER else '"is", "is not" or "in (...)"'
        )
        raise Unclear(f'After "{fact.name}" comes {ways}.', at=stream.now.at)
    test = Question(fact.name, "=", _values(fact, stream))
    return Not(test) if denied else test


def _values(fact: Fact, stream: Stream) -> tuple[str | int, ...]:
    stream.need("(")
    values = [_value(fact, stream.pass_())]
    while stream.take(","):
        values.append(_value(fact, stream.pass_()))
    stream.need(")")
    return tuple(dict.fromkeys(values))


def _value(fact: Fact, token: Token) -> str | int:
    if fact.kind is Kind.NUMBER:
        if token.kind != "number":
            raise Unclear(f'"{fact.name}" is a whole number, not "{token.text[:60]}".', at=token.at)
        return int(token.text)
    if token.kind not in {"word", "text"} or not token.text:
        raise Unclear(f'A word should stand here, not "{token.text[:60]}".', at=token.at)
    if fact.choices and token.text not in fact.choices:
        raise Unclear(f'"{fact.name}" is never "{token.text[:60]}".{_could_be(fact, token.text)}', at=token.at)
    return token.text


def _could_be(fact: Fact, word: str) -> str:
    few = ", ".join(list(fact.choices)[:MOST_CHOICES_SAID])
    return meant(word, fact.choices) or f" It can be: {few}{', ...' if len(fact.choices) > MOST_CHOICES_SAID else ''}."
