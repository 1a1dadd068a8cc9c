"""The pieces of a condition, taken one after the other."""

from collections.abc import Sequence

from throughline.protocols.reading.faults import Unclear
from throughline.protocols.reading.tokens import Token


class Stream:
    """Pieces with a finger on the next one. The last is the end, and is never passed."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._next = 0

    @property
    def now(self) -> Token:
        """The piece under the finger."""
        return self._tokens[self._next]

    def pass_(self) -> Token:
        """Return the piece under the finger and move on."""
        token = self.now
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def take(self, *words: str) -> bool:
        """Move on if one of these words or signs comes next, and say whether."""
        found = self.now.is_(*words)
        if found:
            self.pass_()
        return found

    def need(self, word: str) -> None:
        """Move on over a word or sign.

        Raises:
            Unclear: another comes next.
        """
        if not self.take(word):
            raise Unclear(f'"{word}" should stand here, not "{self.now.text}".', at=self.now.at)
