"""Conditions cut into words, numbers and signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from throughline.protocols.reading.faults import Unclear

LONGEST = 1000
"""Characters in one condition: our own bound."""

RESERVED = frozenset({"and", "or", "not", "is", "in", "has"})
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"\n]{0,200}"|'[^'\n]{0,200}')
    |(?P<number>\d{1,7}(?![\w.]))
    |(?P<word>[A-Za-z][A-Za-z0-9_]*)
    |(?P<sign><=|>=|<|>|\(|\)|,))""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A piece of a condition. ``at`` is where it begins, counted from 1."""

    kind: str
    text: str
    at: int

    def is_(self, *words: str) -> bool:
        """Say whether it is one of these reserved words or signs."""
        return self.kind in {"reserved", "sign"} and self.text in words


def cut(text: str) -> tuple[Token, ...]:
    """Cut a condition into its pieces, the last of which is its end.

    Raises:
        Unclear: it is too long, or something in it belongs to no piece.
    """
    if len(text) > LONGEST:
        raise Unclear(f"A condition has at most {LONGEST} characters; this one has {len(text):,}.")
    return (*_pieces(text.rstrip()), Token("end", "the end", len(text.rstrip()) + 1))


def _pieces(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if not (found := _TOKEN.match(text, at)):
            rest = text[at:].lstrip()
            raise Unclear(f"{rest[:12]!r} does not belong in a condition.", at=len(text) - len(rest) + 1)
        yield _token(found)
        at = found.end()


def _token(found: re.Match[str]) -> Token:
    kind = found.lastgroup or ""
    text = found[kind]
    at = found.start(kind) + 1
    if kind == "text":
        return Token(kind, text[1:-1], at)
    if kind == "word" and text.lower() in RESERVED:
        return Token("reserved", text.lower(), at)
    return Token(kind, text, at)
