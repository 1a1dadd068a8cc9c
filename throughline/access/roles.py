"""The jobs people do, read from ``roles.yaml``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from throughline.access.permissions import Do

FILE = Path(__file__).parent / "roles.yaml"


@dataclass(frozen=True)
class Role:
    """A job: its words on screen, and what it may do."""

    slug: str
    label: str
    may: frozenset[Do]


@cache
def roles() -> dict[str, Role]:
    """Return every role by its slug.

    Raises:
        ValueError: the file names a permission that does not exist.
    """
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {slug: _role(slug, row, written["sets"]) for slug, row in written["roles"].items()}


def _role(slug: str, row: dict[str, str | list[str]], sets: dict[str, list[str]]) -> Role:
    return Role(slug=slug, label=str(row["label"]), may=frozenset(map(Do, _names(row["may"], sets))))


def _names(entries: Iterable[str], sets: dict[str, list[str]]) -> Iterator[str]:
    """Return the permissions that entries name, with each set, and the sets in it, spread out."""
    for entry in entries:
        if entry in sets:
            yield from _names(sets[entry], sets)
        else:
            yield entry


def permissions(role: str) -> frozenset[Do]:
    """Return what a role may do; an unknown role may do nothing."""
    found = roles().get(role)
    return found.may if found else frozenset()


def label(role: str) -> str:
    """Return a role's words on screen."""
    found = roles().get(role)
    return found.label if found else "No role"
