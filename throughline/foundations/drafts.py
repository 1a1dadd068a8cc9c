"""What someone typed and has not sent yet, kept so that a lost line or a lost session loses nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from throughline.foundations.errors import Refused
from throughline.foundations.models import Draft, Submission
from throughline.foundations.writing import writes

KEPT_FOR = timedelta(days=7)
LONGEST = 20_000
"""Characters of one draft, names of its answers included."""
MOST_EACH = 40
"""Drafts of one member of staff; the oldest give way."""
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "submission", "draft", "sending"})
SECRET = ("password", "secret", "token", "code")
"""Words in the name of an answer that must not be kept."""

Typed = dict[str, list[str]]


class TooLong(Refused):
    """Raised when what was typed is longer than is kept."""


def worth_keeping(sent: Mapping[str, Sequence[str]]) -> Typed:
    """Return the answers of a form that may be kept: no secrets and nothing of the frame's.

    >>> worth_keeping({"words": ["Rang him."], "password": ["x"], "submission": ["1"]})
    {'words': ['Rang him.']}
    """
    return {
        _plain(name): [_plain(value) for value in values]
        for name, values in sent.items()
        if name not in NEVER_KEPT and not any(word in name.lower() for word in SECRET)
    }


def says_something(typed: Typed) -> bool:
    """Return whether anything at all was answered."""
    return any(value.strip() for values in typed.values() for value in values)


def length(typed: Typed) -> int:
    """Count the characters of a draft."""
    return sum(len(name) + sum(map(len, values)) for name, values in typed.items())


@writes
def keep(form: str, typed: Typed, *, by_id: UUID, at: datetime, sending: UUID | None = None) -> bool:
    """Keep what was typed in a form over what was kept before; return whether it was.

    ``sending`` is the number the form will be sent with: once it has been sent, what arrives late is not kept.

    Raises:
        TooLong: it is longer than is kept.
    """
    if length(typed) > LONGEST:
        raise TooLong(f"This is too long to keep while you type. More than {LONGEST:,} characters are not kept.")
    if sending is not None and Submission.objects.filter(key=sending, by_id=by_id, status__isnull=False).exists():
        return False
    Draft.objects.update_or_create(by_id=by_id, form=form, defaults={"typed": typed, "saved_at": at})
    _let_the_oldest_go(by_id)
    return True


@writes
def forget(form: str, *, by_id: UUID) -> None:
    """Let go of what was kept: it was sent, or is not wanted."""
    Draft.objects.filter(by_id=by_id, form=form).delete()


@writes
def clear_old(*, at: datetime) -> int:
    """Remove what nobody came back for; return how many."""
    gone, _ = Draft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()
    return gone


def _let_the_oldest_go(by_id: UUID) -> None:
    mine = Draft.objects.filter(by_id=by_id).order_by("-saved_at", "-id")
    Draft.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_EACH:])).delete()


def _plain(text: str) -> str:
    """Leave out the one character that the database cannot hold."""
    return text.replace("\x00", "")
