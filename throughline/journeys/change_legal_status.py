"""Why someone is held changes, or how long for: what they need before they leave changes with it."""

from datetime import datetime

from throughline.custody.actions import stays
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway


@writes
def change_status(
    stay: Stay, *, legal_status: str, words: str = "", since: datetime, source: str, by: Actor, at: datetime
) -> Stay:
    """Record a legal status, and lay the runway with it.

    Raises:
        Refused: the stay has ended, or the instant is in the future.
    """
    changed = stays.change_status(
        stay, legal_status=legal_status, words=words, since=since, source=source, by=by, at=at
    )
    lay_runway(changed.person, by=by, at=at)
    return changed


@writes
def change_sentence(
    stay: Stay, *, supervision: str, sentence_days: int | None, version: int, by: Actor, at: datetime
) -> Stay:
    """Record the length of sentence and what follows it, and lay the runway with it.

    Raises:
        Stale: someone else changed it first.
    """
    changed = stays.change_sentence(
        stay, supervision=supervision, sentence_days=sentence_days, version=version, by=by, at=at
    )
    lay_runway(changed.person, by=by, at=at)
    return changed
