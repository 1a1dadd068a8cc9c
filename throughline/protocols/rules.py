"""What must hold for versions of protocols and for those who work to them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_day


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A version that is there already."""

    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days from ``starts_on``, to the day before ``ends_on``; with no end while that is None."""

    starts_on: date
    ends_on: date | None = None


def tidy(text: str) -> str:
    """Return a file's text as it is kept: line ends as one character, and one at the end.

    A browser sends other line ends than the file had; the file is the same.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return f"{lines.rstrip()}\n"


def digest_of(text: str) -> str:
    """Return what tells one text from every other, whichever way its lines end."""
    return sha256(tidy(text).encode()).hexdigest()


def check_number(number: int, *, there: Iterable[Kept]) -> None:
    """Refuse a version whose number does not follow those there are.

    Raises:
        Refused: there is one of this number, or a higher one.
    """
    newest = max((kept.number for kept in there), default=0)
    if number > newest:
        return
    if any(kept.number == number for kept in there):
        raise Refused(
            f"There is already a version {number} of this protocol, and its text is not this one. A version is never "
            f"changed: give this text the number {newest + 1}.",
            field="text",
        )
    raise Refused(
        f"Version {newest} of this protocol is there already. A new version has a higher number: {newest + 1} or more.",
        field="text",
    )


def check_taken_up(published_on: date | None, retired_on: date | None, *, starts_on: date) -> None:
    """Refuse taking up a version before it was published, or once it was retired.

    ``published_on`` is None for one that comes with the product: partners may have worked to it on paper before.

    Raises:
        Refused: it could not be taken up on that day.
    """
    if published_on is not None and starts_on < published_on:
        raise Refused(
            f"This version was published on {full_day(published_on)}. Choose that day or a later one.",
            field="starts_on",
        )
    if retired_on is not None and starts_on >= retired_on:
        raise Refused(
            f"Nobody new works to this version from {full_day(retired_on)} on. Choose a newer one.", field="starts_on"
        )


def check_follows(starts_on: date, *, others: Iterable[Period]) -> None:
    """Refuse taking up a version before one that begins later.

    Raises:
        Refused: another version begins on a later day.
    """
    later = [each.starts_on for each in others if each.starts_on > starts_on and each.ends_on != each.starts_on]
    if later:
        raise Refused(
            f"Another version of this protocol begins on {full_day(max(later))}. Choose that day or a later one.",
            field="starts_on",
        )


def check_ending(adopted: Period, *, on: date, words: str) -> None:
    """Refuse ending what has ended, before it began, or without saying why.

    Raises:
        Refused: one of these.
    """
    if adopted.ends_on is not None:
        raise Refused(f"This has ended already, on {full_day(adopted.ends_on)}.")
    if on < adopted.starts_on:
        raise Refused(f"This began on {full_day(adopted.starts_on)}. Choose that day or a later one.", field="on")
    if not words.strip():
        raise Refused("Say why it ends.", field="words")


def check_signing(adopted: Period, *, published_on: date | None, on: date, today: date) -> None:
    """Refuse agreeing before there was anything to agree to, after it ended, or on a day to come.

    ``published_on`` is None for a version that comes with the product.

    Raises:
        Refused: one of these.
    """
    if published_on is not None and on < published_on:
        raise Refused(
            f"This version was published on {full_day(published_on)}. Nobody can have agreed to it before.", field="on"
        )
    if on > today:
        raise Refused("This day is still to come. Write it down when they have agreed.", field="on")
    if adopted.ends_on is not None and on >= adopted.ends_on:
        raise Refused(f"The partnership stopped working to it on {full_day(adopted.ends_on)}.", field="on")


def check_retiring(published_on: date, retired_on: date | None, *, on: date) -> None:
    """Refuse retiring twice, or before publishing.

    Raises:
        Refused: one of these.
    """
    if retired_on is not None:
        raise Refused(f"This version was retired from {full_day(retired_on)} already.")
    if on < published_on:
        raise Refused(
            f"This version was published on {full_day(published_on)}. Choose that day or a later one.", field="on"
        )
