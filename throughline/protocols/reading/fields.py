"""The named values of one mapping of a protocol's file, each asked for as what it should be.

Nothing is raised: what is wrong is noted, with its line, and something harmless is handed back, so that all faults of a
file are found at once.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from throughline.protocols.reading.faults import Fault, Unclear
from throughline.protocols.reading.paper import Listing, Paper, Scalar, Sort
from throughline.protocols.reading.paper import Mapping as Named
from throughline.protocols.reading.questions import meant

Understood = TypeVar("Understood")

YES_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
LARGEST_NUMBER = 32_767
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


class Fields:
    """A mapping's values by name. ``faults`` is shared by the whole file, and added to."""

    def __init__(self, named: Named, *, of: str, known: Iterable[str], faults: list[Fault]) -> None:
        self.line = named.line
        self.faults = faults
        self._of = of
        self._values: dict[str, Paper] = {}
        for name, value in named.pairs:
            self._take(name, value, list(known))

    def _take(self, name: Scalar, value: Paper, known: list[str]) -> None:
        if name.text not in known:
            near = meant(name.text, known) or f" {self._of} has: {', '.join(known)}."
            self.fault(name.line, f'"{name.text[:60]}" is not a field of {self._of.lower()}.{near}')
        elif name.text in self._values:
            self.fault(name.line, f'"{name.text}" stands here a second time.')
        else:
            self._values[name.text] = value

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def fault(self, line: int, reason: str) -> None:
        """Note something that is wrong."""
        self.faults.append(Fault(line, reason))

    def line_of(self, name: str) -> int:
        """Return the line of a field's value, or of the whole where the field is not there."""
        return self._values[name].line if name in self._values else self.line

    def get(self, name: str, *, must: bool = False) -> Paper | None:
        """Return a field's value as it stands; None when it is not there or is empty."""
        value = self._values.get(name)
        if isinstance(value, Scalar) and value.sort is Sort.NOTHING:
            self.fault(value.line, f'"{name}" is empty. Fill it in or leave it out.')
            return None
        if value is None and must and name not in self._values:
            self.fault(self.line, f'{self._of} has no "{name}".')
        return value

    def words(self, name: str, *, longest: int, must: bool = False) -> str:
        """Return a field as words; empty when it is not there or will not do."""
        if (value := self.get(name, must=must)) is None:
            return ""
        if not isinstance(value, Scalar) or value.sort is not Sort.TEXT:
            self.fault(value.line, f'"{name}" should be words, not {_what(value)}.{_quote(value)}')
            return ""
        said = " ".join(value.text.split())
        if not said:
            self.fault(value.line, f'"{name}" is empty. Fill it in or leave it out.')
        if len(said) > longest:
            self.fault(value.line, f'"{name}" has {len(said):,} characters; the most is {longest}.')
            return ""
        return said

    def number(self, name: str) -> int:
        """Return a field that must be there as a whole number from 1; 1 when it will not do."""
        value = self.get(name, must=True)
        text = value.text if isinstance(value, Scalar) else ""
        if WHOLE_NUMBER.fullmatch(text) and int(text) <= LARGEST_NUMBER:
            return int(text)
        if value is not None:
            self.fault(value.line, f'"{name}" should be a whole number from 1 to {LARGEST_NUMBER:,}.')
        return 1

    def yes_no(self, name: str, *, usually: bool) -> bool:
        """Return a field as yes or no; the usual when it is not there or will not do."""
        if (value := self.get(name)) is None:
            return usually
        if isinstance(value, Scalar) and value.text.lower() in YES_NO:
            return YES_NO[value.text.lower()]
        self.fault(value.line, f'"{name}" should be yes or no.')
        return usually

    def one_of(self, name: str, choices: Mapping[str, str], *, must: bool = False) -> str:
        """Return the value that a field's word stands for; empty when it is not there or will not do."""
        if not (said := self.words(name, longest=80, must=must)):
            return ""
        if (plain := said.lower()) in choices:
            return choices[plain]
        values = ", ".join(dict.fromkeys(choices.values()))
        self.fault(
            self.line_of(name), f'"{name}" is never "{said}".{meant(plain, choices) or f" It can be: {values}."}'
        )
        return ""

    def read(
        self, name: str, reader: Callable[[str], Understood], *, longest: int, must: bool = False
    ) -> Understood | None:
        """Return what a reader makes of a field's words; None when it is not there or cannot be understood."""
        if not (said := self.words(name, longest=longest, must=must)):
            return None
        try:
            return reader(said)
        except Unclear as unclear:
            self.fault(self.line_of(name), f'"{name}" cannot be understood. {unclear}')
            return None

    def items(self, name: str) -> tuple[Scalar, ...]:
        """Return the plain words of a list; those that are none are faults, and left out."""
        if (value := self.get(name)) is None:
            return ()
        if not isinstance(value, Listing):
            self.fault(value.line, f'"{name}" should be a list: [one, two].')
            return ()
        for item in value.items:
            if not _is_words(item):
                self.fault(item.line, f'"{name}" should list words, not {_what(item)}.')
        return tuple(item for item in value.items if isinstance(item, Scalar) and _is_words(item))


def _is_words(value: Paper) -> bool:
    return isinstance(value, Scalar) and value.sort is Sort.TEXT and bool(value.text.strip())


def _what(value: Paper) -> str:
    if isinstance(value, Scalar):
        return value.sort.value
    return "a list" if isinstance(value, Listing) else "a mapping"


def _quote(value: Paper) -> str:
    return ' If you mean words, put them in "quotes".' if isinstance(value, Scalar) else ""
