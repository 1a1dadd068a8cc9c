"""What holds about rounds of dates: what may follow what, and what a date in one would do. Pure."""

from throughline.custody.rules import RELEASE_DATE_ORDER, Moved
from throughline.custody.statuses import RoundRowState, RoundState
from throughline.foundations.errors import Refused

ROUND_MOVES: dict[RoundState, frozenset[RoundState]] = {
    RoundState.PREPARED: frozenset({RoundState.APPLYING, RoundState.DROPPED}),
    RoundState.APPLYING: frozenset({RoundState.STOPPED, RoundState.APPLIED}),
    RoundState.STOPPED: frozenset({RoundState.APPLYING, RoundState.UNDOING}),
    RoundState.APPLIED: frozenset({RoundState.UNDOING}),
    RoundState.UNDOING: frozenset({RoundState.UNDONE}),
    RoundState.UNDONE: frozenset(),
    RoundState.DROPPED: frozenset(),
}
"""What a round may become next. One that was stopped can be gone on with, or taken back as far as it went."""

WORKING = frozenset({RoundState.APPLYING, RoundState.UNDOING})
"""States in which a worker has more to do."""

TOUCHED = frozenset({RoundRowState.MOVED, RoundRowState.UNCHANGED, RoundRowState.OLDER})
"""What came of rows that were applied; some of them kept a date, which taking back undoes."""

MOST_PEOPLE = 5_000
"""People one round may hold, so that it can be looked through before anything moves."""

BY_HAND = "Taken out by hand."
CHANGED_SINCE = "Left as it is: their date was changed again since."
LEFT_SINCE = "Left as it is: they have left prison since."
NEVER_MOVED = "Taken back. It had moved nothing."
KEPT_BACK = frozenset({CHANGED_SINCE, LEFT_SINCE})
"""What is said of dates that taking back a round leaves alone."""

_NOT_NOW = {
    RoundState.APPLYING: "This is being applied now. Stop it first.",
    RoundState.APPLIED: "This was applied already.",
    RoundState.UNDOING: "This is being taken back now.",
    RoundState.UNDONE: "This was taken back. Prepare another to change these dates.",
    RoundState.DROPPED: "This was put aside. Prepare another to change these dates.",
    RoundState.STOPPED: "This was stopped part of the way. Go on with it, or take it back.",
    RoundState.PREPARED: "This has not been applied yet.",
}


def check_round_move(start: str, end: RoundState) -> None:
    """Refuse what cannot follow where a round stands.

    Raises:
        Refused: it says where the round stands.
    """
    if end not in ROUND_MOVES[RoundState(start)]:
        raise Refused(_NOT_NOW[RoundState(start)])


def check_many(number: int) -> None:
    """Refuse a round of nobody, or of too many.

    Raises:
        Refused: there are no dates to change, or more than one round may hold.
    """
    if not number:
        raise Refused("There is nobody whose date this would change. Choose others, or another file.")
    if number > MOST_PEOPLE:
        raise Refused(f"That is {number:,} dates. One round may hold {MOST_PEOPLE:,}: narrow it, or send it in parts.")


def outcome(*, is_new: bool, holds: bool, lead: Moved | None) -> RoundRowState:
    """Say what came of a date. It moved someone when another day is taken as their day of release now.

    ``is_new`` says that a date was kept, ``holds`` that it is the newest of its type, ``lead`` how the day went.
    """
    if is_new and not holds:
        return RoundRowState.OLDER
    moved = lead is not None and lead.is_another_day
    return RoundRowState.MOVED if moved else RoundRowState.UNCHANGED


def outcome_words(type_: str, *, is_new: bool, holds: bool, lead: Moved | None) -> str:
    """Say in a sentence why a date that was kept moved nothing; empty where its outcome says enough.

    >>> outcome_words("court", is_new=True, holds=True, lead=None)
    'Kept. It is not a day of release, so nothing moves.'
    """
    if not is_new or not holds or (lead is not None and lead.is_another_day):
        return ""
    if type_ not in RELEASE_DATE_ORDER:
        return "Kept. It is not a day of release, so nothing moves."
    if lead is None:
        return "Kept. Another kind of date leads, so nothing moves."
    return f"Kept. The day stays as it was, and is now: {lead.type.label}."
