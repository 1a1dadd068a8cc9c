"""What must hold for meetings, their lists, invitations and decisions, and for the register of barriers. Pure."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from throughline.foundations.errors import Refused
from throughline.meetings.statuses import BarrierKind, BarrierState, MeetingKind, MeetingState, Reply

MOST_ON_A_LIST = 60
"""People on one list at most: a meeting that gives each two minutes lasts two hours. Our setting."""

FURTHEST_AHEAD = timedelta(days=2 * 366)
"""How far ahead a meeting may be called: further is a slip of the pen."""

SMALLEST_SHOWN = 5
"""How many people a barrier touched is told only from this number on: fewer could point at someone."""

LONGEST_STEP = 200
"""Letters of a step's name."""

WITH_THE_STEP = "What was decided stands with the step, for those whom that part of the record is shared with."
"""What a decision says where its step is in a part of the record that not everyone may see."""

ENDS = frozenset({BarrierState.AROUND, BarrierState.REMOVED, BarrierState.ACCEPTED})


def check_said(words: str, *, sentence: str, field: str) -> None:
    """Refuse an answer that says nothing.

    Raises:
        Refused: it does.
    """
    if not words.strip():
        raise Refused(sentence, field=field)


def check_meeting(kind: str, name: str, held_at: datetime, *, now: datetime) -> None:
    """Refuse a meeting that cannot be. One that was held before it was recorded may be kept.

    Raises:
        Refused: it has no kind or name, or its day is years ahead.
    """
    if kind not in MeetingKind.values:
        raise Refused("Choose what kind of meeting it is.", field="kind")
    check_said(name, sentence="Give the meeting a name.", field="name")
    if held_at > now + FURTHEST_AHEAD:
        raise Refused("That is more than two years ahead. Check the year.", field="on")


def check_planned(state: str) -> None:
    """Refuse to change what is settled.

    Raises:
        Refused: the meeting was held, or did not happen.
    """
    if state == MeetingState.HELD:
        raise Refused("This meeting was held already.")
    check_happens(state)


def check_happens(state: str) -> None:
    """Refuse to work on a meeting that did not happen.

    Raises:
        Refused: it did not.
    """
    if state == MeetingState.CANCELLED:
        raise Refused("This meeting did not happen. Call the next one.")


def check_held(state: str, held_at: datetime, *, today: date, held_on: date) -> None:
    """Refuse to say that a meeting was held before its day.

    Raises:
        Refused: its day has not come, or it is settled.
    """
    check_planned(state)
    if held_on > today:
        raise Refused("The day of this meeting has not come yet. Change its day first if it was held earlier.")


def check_reply(reply: str, words: str) -> None:
    """Refuse a reply that is none.

    Raises:
        Refused: nothing is chosen, or word was sent and is not written down.
    """
    if reply not in Reply.values or reply == Reply.NO_ANSWER:
        raise Refused("Choose what they answered.", field="reply")
    if reply == Reply.SENDS_WORD:
        check_said(words, sentence="Write down the word they sent.", field="words")


def check_came(*, held_on: date, today: date) -> None:
    """Refuse to say who came before the day of a meeting.

    Raises:
        Refused: it has not come.
    """
    if held_on > today:
        raise Refused("The day of this meeting has not come yet.")


def check_room(on_list: int, new: int) -> None:
    """Refuse more people than a meeting can talk about.

    Raises:
        Refused: the list would be too long.
    """
    if on_list + new > MOST_ON_A_LIST:
        left = max(MOST_ON_A_LIST - on_list, 0)
        raise Refused(f"A list holds {MOST_ON_A_LIST} people. There is room for {left} more.", field="people")


def check_on_list(off_why: str) -> None:
    """Refuse to work on someone who was taken off the list.

    Raises:
        Refused: they were.
    """
    if off_why:
        raise Refused("They were taken off this list. Put them back on it first.")


def check_due(due_on: date | None, *, today: date) -> None:
    """Refuse a decision without a day to come.

    Raises:
        Refused: there is none, or it has passed.
    """
    if due_on is None:
        raise Refused("Give the day by which it is to be done.", field="due_on")
    if due_on < today:
        raise Refused("That day has passed. Give a day to come.", field="due_on")


def check_barrier(kind: str, title: str, look_again_on: date | None, *, today: date) -> None:
    """Refuse a barrier that says nothing, or a day to look again that has passed.

    Raises:
        Refused: it does.
    """
    if kind not in BarrierKind.values:
        raise Refused("Choose what kind of barrier it is.", field="kind")
    check_said(title, sentence="Say in a line what stands in the way. Name nobody.", field="title")
    check_look_again(look_again_on, today=today)


def check_look_again(on: date | None, *, today: date) -> None:
    """Refuse a day to look again that has passed.

    Raises:
        Refused: it has.
    """
    if on is not None and on < today:
        raise Refused("That day has passed. Give a day to come.", field="look_again_on")


def check_stands(state: str) -> None:
    """Refuse to work on a barrier that ended.

    Raises:
        Refused: it did.
    """
    if state in ENDS:
        raise Refused("This barrier has ended. Raise it again if it is back.")


def check_end(state: str, *, before: str, resolution: str) -> None:
    """Refuse an end that does not say what was so before and what is so now.

    Raises:
        Refused: it is no end, or one of the two is missing.
    """
    if state not in ENDS:
        raise Refused("Choose how it ended.", field="state")
    check_said(before, sentence="Say how it was before.", field="before")
    check_said(resolution, sentence="Say how it is now, and who brought that about.", field="resolution")


def told_number(touched: int) -> int | None:
    """Return how many people a barrier touched, as far as it may be told; None where the number is too small.

    >>> [told_number(number) for number in (0, 1, 4, 5)]
    [0, None, None, 5]
    """
    return None if 0 < touched < SMALLEST_SHOWN else touched


def step_name(words: str) -> str:
    """Return what was decided, short enough for the name of a step.

    >>> step_name("Ring the council"), len(step_name("x" * 500))
    ('Ring the council', 200)
    """
    said = " ".join(words.split())
    return said if len(said) <= LONGEST_STEP else f"{said[: LONGEST_STEP - 1].rstrip()}…"


def missing(owing: Collection[str], *, at_the_table: Collection[str]) -> tuple[str, ...]:
    """Return the agencies that owe something and are not at the table, by name.

    >>> missing(["Fife Council", "Steps", "Fife Council"], at_the_table=["Steps"])
    ('Fife Council',)
    """
    return tuple(sorted(set(owing) - set(at_the_table)))
