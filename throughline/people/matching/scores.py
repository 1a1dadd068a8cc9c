"""How likely it is that two descriptions are of one person, with the reasons in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import jellyfish

from throughline.people.identifiers import ONE_FOR_LIFE, IdentifierKind
from throughline.people.matching import births
from throughline.people.matching.names import families, sound, tokens

LIKELY_SAME = 0.85
"""From here on we ask "is this them?": a name with one slip and a date of birth with one slip still reach it."""

MAY_BE_SAME = 0.6
"""From here on someone is listed as a possible match: the same name with another date of birth just reaches it."""

NAME_SHARE, BIRTH_SHARE = 0.6, 0.4
"""Names are compared word by word and say more than a date, which many people share."""

SAME_NUMBER = 0.95
"""The least a shared number is worth: it was meant for one person, but may be mistyped or used by another."""

SAME_NUMBER_BUT_ALL_ELSE_DIFFERS = 0.8
OTHER_NUMBER = 0.15
"""What is taken off when both have a number people keep for life, and the two differ."""

BIRTH_NOT_KNOWN = 0.5
"""What a missing date of birth is worth when the other side has one: it speaks neither for nor against."""

SPARE_WORD, MOST_SPARE = 0.02, 0.06
"""What each word only one side has takes off, up to a most: middle names are often left out."""

LONE_WORD = 0.75
"""What a match of a single word is worth when the other side has more."""

SOUND, NICKNAME, SLIP, SHORTENED, NEARLY, INITIAL = 0.92, 0.92, 0.88, 0.8, 0.75, 0.7
"""What a word that is not the same is worth: a like sound or a short form is near certain, an initial says little."""

SOUNDS_LEAST, NEARLY_LEAST = 0.75, 0.9
"""Jaro-Winkler likeness that words of one sound, and words called nearly alike, must reach; John and Jane do not."""

SHORTEST_SLIP, SHORTEST_BEGINNING = 4, 3
"""Letters below which a letter wrong, or a word cut short, could be anything."""


class Verdict(StrEnum):
    """What to do with a match: ask whether it is them, list it, or leave it."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Identity:
    """What is known of someone, to compare: every name in full, date of birth, and numbers as kept."""

    names: tuple[str, ...]
    born_on: date | None = None
    numbers: frozenset[tuple[IdentifierKind, str]] = frozenset()


@dataclass(frozen=True)
class Match:
    """How alike two descriptions are, from 0 to 1, why, and what to do with it."""

    score: float
    reasons: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True)
class _Part:
    """How alike one part of two descriptions is, and why; no reasons when there is nothing to say."""

    weight: float
    reasons: tuple[str, ...] = ()


def score(candidate: Identity, query: Identity) -> Match:
    """Say how alike someone on record and someone described are.

    Names alone, without a date of birth on both sides or a shared number, are never more than a possible match.
    """
    name = max(
        (_names(asked, known) for asked in query.names for known in candidate.names), key=_weight, default=_Part(0)
    )
    birth = _births(query.born_on, candidate.born_on)
    number, shared = _numbers(candidate, query)
    total = name.weight if birth is None else NAME_SHARE * name.weight + BIRTH_SHARE * birth.weight
    if shared:
        differs = name.weight < MAY_BE_SAME and birth is not None and birth.weight == 0
        total = max(total, SAME_NUMBER_BUT_ALL_ELSE_DIFFERS if differs else SAME_NUMBER)
    total = round(max(0.0, total - number.weight), 4)
    reasons = (*number.reasons, *name.reasons, *(birth.reasons if birth else ("Only names could be compared",)))
    sure = shared or (query.born_on is not None and candidate.born_on is not None)
    return Match(total, reasons, _verdict(total, sure=sure))


def _weight(part: _Part) -> float:
    return part.weight


def _verdict(total: float, *, sure: bool) -> Verdict:
    if total >= LIKELY_SAME and sure:
        return Verdict.LIKELY
    return Verdict.POSSIBLE if total >= MAY_BE_SAME else Verdict.UNLIKELY


def _births(asked: date | None, known: date | None) -> _Part | None:
    """Compare dates of birth; None when neither side has one."""
    if asked is None and known is None:
        return None
    if asked is None or known is None:
        return _Part(BIRTH_NOT_KNOWN, ("No date of birth to compare",))
    likeness = births.compare(asked, known)
    return _Part(likeness.weight, (likeness.words,))


def _numbers(candidate: Identity, query: Identity) -> tuple[_Part, bool]:
    """Return what differing numbers take off, and whether a number is shared."""
    shared = sorted({kind for kind, value in candidate.numbers & query.numbers})
    both = {kind for kind, _ in candidate.numbers} & {kind for kind, _ in query.numbers}
    other = sorted((both & ONE_FOR_LIFE) - set(shared))
    reasons = (*(f"Same {_lower(kind)}" for kind in shared), *(f"Different {_lower(kind)}" for kind in other))
    return _Part(OTHER_NUMBER if other else 0.0, reasons), bool(shared)


def _lower(kind: IdentifierKind) -> str:
    return kind.label[0].lower() + kind.label[1:] if kind.label[1].islower() else kind.label


def _names(asked: str, known: str) -> _Part:
    """Compare two names word by word, in whatever order they come."""
    first, second = tokens(asked), tokens(known)
    if not first or not second:
        return _Part(0.0)
    pairs = _pairs(sorted(first), sorted(second))
    shorter, spare = min(len(first), len(second)), abs(len(first) - len(second))
    weight = sum(part.weight for part in pairs) / shorter - min(MOST_SPARE, SPARE_WORD * spare)
    if shorter == 1 and spare:
        weight *= LONE_WORD
    reasons = tuple(dict.fromkeys(reason for part in pairs for reason in part.reasons))
    return _Part(max(0.0, weight), (_whole_name(first, second, pairs), *reasons) if weight > 0 else ("Different name",))


def _whole_name(first: Sequence[str], second: Sequence[str], pairs: Sequence[_Part]) -> str:
    if first == second:
        return "Same name"
    if sorted(first) == sorted(second):
        return "Same names in another order"
    if all(part.weight == 1 for part in pairs):
        return "Every name given is the same" if len(pairs) > 1 else "One name is the same"
    return "Part of the name is the same" if any(part.weight == 1 for part in pairs) else "A name like it"


def _pairs(first: Sequence[str], second: Sequence[str]) -> list[_Part]:
    """Pair the words of two names, the most alike first, each used once."""
    possible = sorted(
        ((_words(one, other), at, across) for at, one in enumerate(first) for across, other in enumerate(second)),
        key=lambda found: (-found[0].weight, found[1], found[2]),
    )
    chosen: list[_Part] = []
    left, right = set(range(len(first))), set(range(len(second)))
    for part, at, across in possible:
        if at in left and across in right and part.weight > 0:
            chosen.append(part)
            left.discard(at)
            right.discard(across)
    return chosen


@lru_cache(maxsize=65536)
def _words(asked: str, known: str) -> _Part:
    """Compare two words of a name."""
    if asked == known:
        return _Part(1.0)
    both = f"{asked.title()} / {known.title()}"
    for fits, weight, why in _likenesses(asked, known):
        if fits:
            return _Part(weight, (f"{why}: {both}",))
    return _Part(0.0)


def _likenesses(asked: str, known: str) -> Iterable[tuple[bool, float, str]]:
    """Try each way words can be alike, the strongest first."""
    shortest = min(len(asked), len(known))
    alike = jellyfish.jaro_winkler_similarity(asked, known)
    begins = asked.startswith(known) or known.startswith(asked)
    yield bool(sound(asked)) and sound(asked) == sound(known) and alike >= SOUNDS_LEAST, SOUND, "Sounds like"
    yield bool(families(asked) & families(known)), NICKNAME, "Forms of one name"
    slipped = shortest >= SHORTEST_SLIP and jellyfish.damerau_levenshtein_distance(asked, known) == 1
    yield slipped, SLIP, "One letter different"
    yield begins and shortest >= SHORTEST_BEGINNING, SHORTENED, "Shortened"
    yield alike >= NEARLY_LEAST and shortest >= SHORTEST_SLIP, NEARLY, "Spelled nearly alike"
    yield begins and shortest == 1, INITIAL, "Initial only"
