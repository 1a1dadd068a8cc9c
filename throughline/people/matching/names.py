"""The words of a name, written one way: no accents, marks or capitals, and beginnings like Mc and O' joined on."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import jellyfish
import yaml
from pydantic import TypeAdapter

LONGEST_TOKEN = 40
"""Letters of a word that are compared; no name in use is longer, and keys must fit their column."""

JOINED_TO_THE_NEXT = frozenset({"o", "mac", "mc", "ni", "nic"})
"""Beginnings of Scottish and Irish family names that are written apart as often as not."""

SHORTEST_SOUND = 2
"""Sounds of fewer letters than this (Lee, Leah and Louis are all "L") say too little to compare."""

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
    | dict.fromkeys("\u2018\u2019\u02bc`", "'")
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_ABDUL = re.compile(r"abd(?:ul|el|al|ur|ar|us|as|oul)(?!la)(?=\w{4})")
_POLISH_WOMAN = re.compile(r"(?<=[scz]k)a$|(?<=dzk)a$")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[tuple[str, ...], ...]:
    """Split a name at its spaces; a word written with a hyphen has several parts.

    >>> words("Anne-Marie O'Hare")
    (('anne', 'marie'), ('ohare',))
    """
    spoken = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
    unmarked = "".join(each for each in spoken if not unicodedata.combining(each))
    plain = re.sub(r"\bm'(?=\w)", "mac", unmarked).replace("'", "")
    parts = (tuple(filter(None, _NOT_LETTERS.split(word))) for word in plain.split())
    return tuple(_joined([part for part in parts if part]))


def tokens(text: str) -> tuple[str, ...]:
    """Return every word and part of a name, in the order written.

    >>> tokens("Katarzyna McAllister-Żak")
    ('katarzyna', 'macallister', 'zak')
    """
    return tuple(part for word in words(text) for part in word)


def families(token: str) -> frozenset[str]:
    """Return the full names a word may stand for: itself a full name, its short form, or another spelling of it.

    >>> sorted(families("sandy"))
    ['alexander', 'alexandra', 'sandra']
    """
    return _full_names().get(token, frozenset()) | (
        {_POLISH_WOMAN.sub("i", token)} if _is_polish(token) else frozenset()
    )


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """Return how a word sounds, as a short code; empty when too short to say anything."""
    code = jellyfish.metaphone(token).replace(" ", "")
    return code if len(code) >= SHORTEST_SOUND else ""


def read_nicknames(text: str) -> Mapping[str, frozenset[str]]:
    """Read full names and what stands for them from YAML; return the full names each word may stand for.

    Raises:
        pydantic.ValidationError: it is not a list of words for each full name.
    """
    listed = TypeAdapter(dict[str, tuple[str, ...]]).validate_python(yaml.safe_load(text) or {})
    full_names = defaultdict(set)
    for full_name, others in listed.items():
        for name in (full_name, *others):
            full_names[name].add(full_name)
    return {name: frozenset(found) for name, found in full_names.items()}


@lru_cache(maxsize=1)
def _full_names() -> Mapping[str, frozenset[str]]:
    return read_nicknames(Path(__file__).parent.with_name("nicknames.yaml").read_text(encoding="utf-8"))


def _is_polish(token: str) -> bool:
    return token.endswith(("ski", "ska", "cki", "cka", "zki", "zka"))


def _joined(parts: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Join beginnings such as O and Mac to the word after them."""
    beginning = ""
    for position, word in enumerate(parts):
        is_last = position == len(parts) - 1
        if len(word) == 1 and word[0] in JOINED_TO_THE_NEXT and not is_last:
            beginning += word[0]
            continue
        yield tuple(_written_one_way((beginning + word[0], *word[1:])))
        beginning = ""


def _written_one_way(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        named = re.sub(r"^mc", "mac", part)[:LONGEST_TOKEN]
        servant = _ABDUL.match(named)
        yield from ("abdul", named[servant.end() :]) if servant else (named,)
