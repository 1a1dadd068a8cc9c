"""Protocols as read from their files: those that come with the product, and those of versions that were published."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from throughline.protocols.models import Version
from throughline.protocols.reading.files import read
from throughline.protocols.shape import Protocol

FOLDER = Path(__file__).parent / "shipped"


@dataclass(frozen=True)
class _Text:
    """A text known by its digest, so that the long text itself is never compared."""

    digest: str
    text: str = field(compare=False)


def protocol_of(version: Version) -> Protocol:
    """Return a version as its file says it. Read once: a version never changes.

    Raises:
        Faulty: the file was written for another release of the product, which this one cannot read.
    """
    return _read(_Text(version.digest, version.text))


def shipped() -> tuple[str, ...]:
    """Return the text of every protocol that comes with this release, by the name of its file."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml")))


@lru_cache(maxsize=512)
def _read(known: _Text) -> Protocol:
    return read(known.text)
