"""Keys a person is stored under and looked up by. Any key in common is enough to be looked at; the score decides."""

import re
from collections.abc import Iterable, Iterator

from throughline.foundations.errors import Refused
from throughline.people.identifiers import IdentifierKind, normalise
from throughline.people.matching.names import LONGEST_TOKEN, families, sound, tokens, words

SHORTEST_PREFIX = 2
LONGEST_PREFIX = 6
"""Letters of a word that are found while it is still being typed."""

SHORTEST_SLIP = 4
"""A letter wrong in a shorter word leaves too little of it to look for."""


def search_keys(names: Iterable[str]) -> frozenset[str]:
    """Return the keys to store for someone with these names, each at most 42 letters.

    ``n:`` is a word as written, ``x:`` its beginnings, ``p:`` its sound, ``k:`` the full names it may stand for,
    ``d:`` what is left of it with one letter dropped.
    """
    return frozenset(key for name in names for word in words(name) for key in _stored(word))


def query_keys(text: str) -> list[frozenset[str]]:
    """Return, for each word typed, keys of which a person must have at least one.

    A single letter of the Latin alphabet is left out. Numbers are looked for whole, however they are spaced.

    >>> [sorted(keys) for keys in query_keys("ew")]
    [['n:ew', 'x:ew']]
    """
    if whole := _number_keys(text):
        return [whole]
    numbers = [_number_keys(word) | {number_key(word)} for word in text.split() if re.search(r"\d", word)]
    named = " ".join(word for word in text.split() if not re.search(r"\d", word))
    return numbers + [_asked(token) for token in tokens(named) if len(token) >= SHORTEST_PREFIX or not token.isascii()]


def number_key(number: str) -> str:
    """Return the key a number is stored under, whatever marks it is written with.

    >>> number_key("12/394773H")
    'i:12394773h'
    """
    return f"i:{re.sub(r'[^a-z0-9]', '', number.casefold())[:LONGEST_TOKEN]}"


def _number_keys(text: str) -> frozenset[str]:
    """Return keys for each kind of number a text can be; empty when it is none, or has no digit."""
    return frozenset(number_key(kept) for kept in _kept(text)) if re.search(r"\d", text) else frozenset()


def _kept(text: str) -> Iterator[str]:
    for kind in IdentifierKind:
        try:
            yield normalise(kind, text)
        except Refused:
            continue


def _stored(word: tuple[str, ...]) -> Iterator[str]:
    for token in {*word, "".join(word)[:LONGEST_TOKEN]}:
        yield f"n:{token}"
        yield from (f"x:{token[:size]}" for size in range(SHORTEST_PREFIX, min(len(token), LONGEST_PREFIX) + 1))
        yield from _alike(token)


def _asked(token: str) -> frozenset[str]:
    return frozenset({f"n:{token}", f"x:{token[:LONGEST_PREFIX]}", *_alike(token)})


def _alike(token: str) -> Iterator[str]:
    """Return keys shared by words that sound alike, stand for the same name, or differ by one letter."""
    yield from (f"k:{name}" for name in families(token))
    if len(token) >= SHORTEST_SLIP:
        yield f"d:{token}"
        yield from (f"d:{token[:at]}{token[at + 1 :]}" for at in range(len(token)))
        yield from (f"p:{code}" for code in [sound(token)] if code)
