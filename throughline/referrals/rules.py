"""What must hold for asking and answering: which move may follow, on which day, and when an answer is owed."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from throughline.agencies.pathways import Pathway, compartment_of
from throughline.foundations.errors import Refused
from throughline.foundations.moves import MoveNotAllowed, Moves
from throughline.foundations.wording import day
from throughline.foundations.working_days import Calendar
from throughline.referrals.statuses import State

# Which state may follow which. An answer may come while more is asked, for instance because the person rang; nothing
# follows an answer: whoever asks again sends another referral, so that each asking keeps its own answer.
STATES = Moves(
    {
        State.DRAFT: {State.SENT, State.WITHDRAWN},
        State.SENT: {State.ASKED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
        State.ASKED: {State.SENT, State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
        State.ACCEPTED: set(),
        State.DECLINED: set(),
        State.WITHDRAWN: set(),
    }
)

OPEN = frozenset({State.SENT, State.ASKED})
"""States in which someone owes an answer."""

SIGHT_AFTER_NO = timedelta(days=14)
"""How long a team that did not take someone on still knows of them, to ring back. A house rule; no source gives one."""

STRICTEST_FIRST = ("sensitive", "needs", "family")
"""Compartments by how closely they are kept. One referral about several parts of life needs the strictest."""

_DONE = {
    State.DRAFT: "changed",
    State.SENT: "sent",
    State.ASKED: "asked about",
    State.ACCEPTED: "accepted",
    State.DECLINED: "declined",
    State.WITHDRAWN: "withdrawn",
}


def check_move(before: State, after: State, *, on: date | None, today: date, done: str = "") -> None:
    """Refuse a move that cannot follow, saying what happened instead.

    ``on`` is the day ``before`` began, if known; ``done`` says what was tried, where the state does not.

    Raises:
        MoveNotAllowed: it cannot.

    >>> check_move(State.DECLINED, State.ACCEPTED, on=date(2026, 2, 3), today=date(2026, 2, 10))
    Traceback (most recent call last):
    ...
    throughline.foundations.moves.MoveNotAllowed: This referral was declined on Tue 3 Feb and cannot be accepted.
    """
    if STATES.allows(before, after):
        return
    tried = done or f"{_DONE[after]}{' again' if before == after else ''}"
    if before == State.DRAFT:
        raise MoveNotAllowed(f"This referral has not been sent yet and cannot be {tried}.")
    since = f" on {day(on, today=today)}" if on else ""
    raise MoveNotAllowed(f"This referral was {_DONE[before]}{since} and cannot be {tried}.")


def due_on(received_on: date, *, within: int, calendar: Calendar) -> date:
    """Return the day an answer is promised: so many working days after the referral came.

    >>> from throughline.foundations.working_days import SCOTLAND
    >>> due_on(date(2026, 12, 23), within=2, calendar=SCOTLAND)
    datetime.date(2026, 12, 29)
    """
    return calendar.add_working_days(received_on, within)


def due_after_reply(due: date, *, asked_on: date, replied_on: date, calendar: Calendar) -> date:
    """Return the day an answer is promised once a question is answered: the clock stood still meanwhile.

    >>> from throughline.foundations.working_days import SCOTLAND
    >>> due_after_reply(date(2026, 3, 9), asked_on=date(2026, 3, 4), replied_on=date(2026, 3, 6), calendar=SCOTLAND)
    datetime.date(2026, 3, 11)
    """
    stood_still = max(0, calendar.working_days_between(asked_on, replied_on))
    return calendar.add_working_days(due, stood_still) if stood_still else due


def days_left(due: date, *, on: date, calendar: Calendar) -> int:
    """Count the working days until an answer is due, or, below 0, since it was.

    >>> from throughline.foundations.working_days import SCOTLAND
    >>> days_left(date(2026, 3, 9), on=date(2026, 3, 6), calendar=SCOTLAND)
    1
    """
    return calendar.working_days_between(on, due)


def days_taken(received_on: date, *, decided_on: date, calendar: Calendar) -> int:
    """Count the working days an answer took; 0 on the day itself."""
    return calendar.working_days_between(received_on, decided_on)


def compartment_for(pathways: Collection[str]) -> str:
    """Return what a third agency needs to read a referral about some parts of life; empty when nothing special.

    >>> compartment_for(["work", "family", "health"]), compartment_for(["work"])
    ('needs', '')
    """
    needed = {compartment_of(pathway) for pathway in pathways}
    return next((part for part in STRICTEST_FIRST if part in needed), "")


def in_order(pathways: Collection[str]) -> list[str]:
    """Return parts of life in the order of the list, each once."""
    return [str(pathway) for pathway in Pathway if pathway in pathways]


def answers(team_id: UUID, *, team_ids: Collection[UUID]) -> bool:
    """Return whether someone in some teams is on the side that answers."""
    return team_id in team_ids


def asks(*, team_id: UUID, from_team_id: UUID | None, team_ids: Collection[UUID]) -> bool:
    """Return whether someone in some teams speaks for the side that asks.

    When the person or their family asked, nobody else does, so the team they asked writes down what they say.
    """
    return (from_team_id or team_id) in team_ids


def check_received(received_on: date, *, today: date, opened_on: date, closed_on: date | None, service: str) -> None:
    """Refuse a referral on a day it cannot have come.

    Raises:
        Refused: it has not come yet, or the service was not open.
    """
    if received_on > today:
        raise Refused(f"{day(received_on, today=today)} has not come yet.", field="received_on")
    if received_on < opened_on:
        began = day(opened_on, today=today)
        raise Refused(f"{service} opened on {began}. Choose that day or a later one.", field="received_on")
    if closed_on is not None and received_on >= closed_on:
        raise Refused(f"{service} closed on {day(closed_on, today=today)}. Choose another service.", field="service")


def check_day(on: date, *, after: date | None, today: date, field: str = "on") -> None:
    """Refuse a day on which nothing can have happened to a referral. ``after`` is the day it came, if it has.

    Raises:
        Refused: the day has not come yet, or is before the referral came.
    """
    if on > today:
        raise Refused(f"{day(on, today=today)} has not come yet.", field=field)
    if after is not None and on < after:
        raise Refused(f"The referral came on {day(after, today=today)}, after this day.", field=field)


def check_look_again(look_again_on: date | None, *, on: date) -> None:
    """Refuse a day to look again that is over when it is set.

    Raises:
        Refused: it is not after the day of the answer.
    """
    if look_again_on is not None and look_again_on <= on:
        raise Refused("Choose a day after today to look again.", field="look_again_on")


def check_said(words: str, *, field: str, ask: str) -> None:
    """Refuse words that are left out where someone else needs them. ``ask`` says what to write.

    Raises:
        Refused: there are none.
    """
    if not words.strip():
        raise Refused(ask, field=field)


def check_length(words: str, *, most: int, field: str) -> None:
    """Refuse words that are longer than we keep. ``most`` counts letters.

    Raises:
        Refused: they are.
    """
    if len(words.strip()) > most:
        raise Refused(f"This is over {most:,} letters. Say it shorter.", field=field)


def joined(before: str, words: str, *, most: int, field: str) -> str:
    """Return what was said so far with what is said now beneath it, so that nothing is lost.

    Raises:
        Refused: there is no room for both.
    """
    whole = "\n\n".join(filter(None, (before.strip(), words.strip())))
    if len(whole) > most:
        raise Refused(f"Together with what was said before this is over {most:,} letters. Say it shorter.", field=field)
    return whole


def check_duty(*, has_person: bool, named: str, words: str, minutes: int | None, is_future: bool) -> None:
    """Refuse help at a duty desk that says too little, or cannot have happened yet.

    Raises:
        Refused: it names nobody, says nothing, took no time or more than a day, or lies ahead.
    """
    if not has_person and not named.strip():
        raise Refused("Choose someone, or write the name they gave.", field="named")
    check_said(words, field="words", ask="Say in a line what was done.")
    check_length(words, most=500, field="words")
    if minutes is not None and not 1 <= minutes <= 24 * 60:
        raise Refused("Minutes are a number from 1 to 1,440.", field="minutes")
    if is_future:
        raise Refused("That time has not come yet.", field="happened_at")
