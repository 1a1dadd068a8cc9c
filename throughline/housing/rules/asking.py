"""What must hold when a housing provider is asked, answers, or will not house someone."""

from datetime import date

from throughline.foundations.errors import Refused
from throughline.foundations.moves import Moves
from throughline.foundations.wording import day
from throughline.housing.statuses import AskState, DeclineReason

ANSWERS = frozenset({AskState.ON_LIST, AskState.OFFERED, AskState.ACCEPTED, AskState.DECLINED})
WAITING = frozenset({AskState.ASKED, AskState.ON_LIST, AskState.OFFERED})
"""Asks that may still lead to a place."""

_ENDS = {AskState.DECLINED, AskState.TURNED_DOWN, AskState.WITHDRAWN}
ASK_MOVES = Moves[AskState](
    {
        AskState.ASKED: {AskState.ON_LIST, AskState.OFFERED, AskState.ACCEPTED, *_ENDS},
        AskState.ON_LIST: {AskState.OFFERED, AskState.ACCEPTED, *_ENDS},
        AskState.OFFERED: {AskState.ON_LIST, AskState.ACCEPTED, *_ENDS},
        AskState.ACCEPTED: {AskState.DECLINED, AskState.TURNED_DOWN},
        **{state: set() for state in _ENDS},
    }
)


def check_move(state: str, to: str) -> None:
    """Refuse an answer that cannot follow what was said before.

    Raises:
        Refused: it cannot.
    """
    if not ASK_MOVES.allows(AskState(state), AskState(to)):
        was, now = AskState(state).label.lower(), AskState(to).label.lower()
        raise Refused(f"This is recorded as “{was}” and cannot become “{now}”. Ask again instead.", field="state")


def check_answer(*, state: str, reason: str, answered_on: date, asked_on: date, today: date) -> None:
    """Refuse an answer that is none, a no without a reason, a reason without a no, or a day that cannot be.

    Raises:
        Refused: it is.
    """
    if state not in ANSWERS:
        raise Refused("Choose what the provider said.", field="state")
    if state == AskState.DECLINED and reason not in DeclineReason.values:
        raise Refused("Choose why the provider said no.", field="reason")
    if state != AskState.DECLINED and reason:
        raise Refused("Only a no has a reason. Leave it empty.", field="reason")
    check_days(answered_on, asked_on=asked_on, today=today)


def check_days(on: date, *, asked_on: date, today: date) -> None:
    """Refuse a day before the provider was asked, or that has not come.

    Raises:
        Refused: it is.
    """
    if on > today:
        raise Refused(f"{day(on, today=today)} has not come yet. Record this once it has happened.", field="on")
    if on < asked_on:
        raise Refused(f"They were asked on {day(asked_on, today=today)}, after this day. Check it.", field="on")


def check_named(*, has_provider: bool, words: str) -> None:
    """Refuse to name nobody.

    Raises:
        Refused: neither an organisation nor a name is given.
    """
    if not has_provider and not words.strip():
        raise Refused("Choose the provider, or write its name.", field="provider")


def check_look_again(look_again_on: date | None, *, after: date) -> None:
    """Refuse a day to look again that has passed.

    Raises:
        Refused: it is not after the given day.
    """
    if look_again_on is not None and look_again_on <= after:
        raise Refused("Choose a later day to look at it again.", field="look_again_on")
