"""What holds about plans: who owns a step, when it is due, what may follow what, and when two steps are the same."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NoReturn
from uuid import UUID

from throughline.agencies.pathways import RELEASE_PLAN_AREAS
from throughline.agencies.statuses import OrganisationKind
from throughline.foundations.errors import Refused
from throughline.foundations.moves import MoveNotAllowed, Moves
from throughline.foundations.wording import day
from throughline.foundations.working_days import Calendar
from throughline.plans.statuses import Anchor, GoalState, Owner, TaskState
from throughline.protocols.statuses import Unit

STATUTORY_KINDS = frozenset(
    {
        OrganisationKind.PRISON,
        OrganisationKind.PRISON_SERVICE,
        OrganisationKind.PRISON_DEPARTMENT,
        OrganisationKind.PROBATION,
        OrganisationKind.JUSTICE_SOCIAL_WORK,
        OrganisationKind.COUNCIL,
        OrganisationKind.COUNCIL_HOUSING,
        OrganisationKind.COUNCIL_SOCIAL_WORK,
        OrganisationKind.NHS,
        OrganisationKind.MENTAL_HEALTH,
        OrganisationKind.JOBCENTRE,
        OrganisationKind.POLICE,
        OrganisationKind.COMMUNITY_JUSTICE,
    }
)
"""Kinds of organisation that act under a duty in law. The reports ask that each step says whether its owner is one,
and give no list: this table is our own default."""

FIRST_DAYS = timedelta(days=28)
"""The early period after release, in which steps are marked out: four weeks, our own reading of "first weeks"."""

LONGEST_GOAL = timedelta(days=366 * 2)
"""A goal further off than this is not a short-term one, or its year is a slip."""

LONGEST_OFFSET = 730
"""Days before or after an anchor at most: two years."""

LONGEST_PROGRESS = 60
"""Letters of what is under way at most."""

OPEN_STATES = frozenset({TaskState.TODO, TaskState.BLOCKED})

# What people do. That a step is not needed now, and that it is again, is the runway's to say: see ``actions.runway``.
TASK_MOVES: Moves[TaskState] = Moves(
    {
        TaskState.TODO: {TaskState.BLOCKED, TaskState.DONE, TaskState.DROPPED},
        TaskState.BLOCKED: {TaskState.TODO, TaskState.DONE, TaskState.DROPPED},
        TaskState.DONE: {TaskState.TODO},
        TaskState.DROPPED: set(),
        TaskState.RETIRED: set(),
    }
)
GOAL_MOVES: Moves[GoalState] = Moves(
    {
        GoalState.OPEN: {GoalState.REACHED, GoalState.DROPPED},
        GoalState.REACHED: set(),
        GoalState.DROPPED: set(),
    }
)
_STANDS = {
    TaskState.TODO: "This step is not blocked.",
    TaskState.BLOCKED: "This step is blocked already.",
    TaskState.DONE: "This step is done already, and stays as it was recorded.",
    TaskState.DROPPED: "This step was dropped. Add it again if it is needed after all.",
    TaskState.RETIRED: "This step is not needed now. It comes back by itself when it is.",
}
_GOAL_STANDS = {
    GoalState.OPEN: "This goal is being worked on.",
    GoalState.REACHED: "This goal was reached already.",
    GoalState.DROPPED: "This goal was dropped. Set it again if it is wanted after all.",
}
_WORD = re.compile(r"[^\W_]+")
_SAY_NOTHING = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "her", "his", "in", "into", "is", "it", "my", "of", "on", "or"}
    | {"the", "their", "them", "then", "to", "up", "with"}
)
STEM = 4
"""Letters by which two words count as one: open and opened, register and registration."""

ALIKE = 0.5
"""The share of their words that two steps have in common before they count as the same."""


def owner_of(kind: str | None) -> Owner:
    """Say what kind of owner a step has, from the kind of organisation; None is the person.

    >>> owner_of("prison_department").label
    'A statutory agency'
    """
    if kind is None:
        return Owner.PERSON
    return Owner.STATUTORY if kind in STATUTORY_KINDS else Owner.NON_STATUTORY


def due_on(anchored_on: date | None, offset: int, *, working: Calendar | None = None) -> date | None:
    """Return the day so many days after an anchor's, before it when negative; None while that is not known.

    With a calendar, its working days are counted.

    >>> due_on(date(2026, 2, 3), -4)
    datetime.date(2026, 1, 30)
    """
    if anchored_on is None:
        return None
    return working.add_working_days(anchored_on, offset) if working else anchored_on + timedelta(days=offset)


def key_of(key: str, *, id_: UUID) -> str:
    """Return what names a step among the steps of its plan; one added by hand is named by its id.

    >>> key_of("bank.account", id_=UUID(int=1)), key_of("", id_=UUID(int=1))
    ('bank.account', 'own.00000000000000000000000000000001')
    """
    return key or f"own.{id_.hex}"


def is_late(due: date | None, state: str, *, today: date) -> bool:
    """Say whether a step should have been done before today and was not."""
    return state in OPEN_STATES and due is not None and due < today


def in_first_days(due: date | None, *, anchor: str, offset: int | None, released_on: date | None) -> bool:
    """Say whether a step falls in the early period after release, also while that day is not known."""
    if anchor == Anchor.RELEASE and offset is not None:
        return 0 <= offset < FIRST_DAYS.days
    return due is not None and released_on is not None and released_on <= due < released_on + FIRST_DAYS


def is_outside(due: date | None, *, anchor: str, offset: int | None, released_on: date | None, inside: bool) -> bool:
    """Say whether a step falls after the gate. With no day to tell by, it falls where the person is now."""
    if anchor == Anchor.RELEASE and offset is not None:
        return offset >= 0
    if due is not None and released_on is not None:
        return due >= released_on
    return not inside


def alike(one: str, other: str) -> bool:
    """Say whether two titles seem to name the same step.

    >>> alike("Open a bank account", "Bank account opened"), alike("Register with a GP", "Register to vote")
    (True, False)
    """
    first, second = _stems(one), _stems(other)
    shared, every = first & second, first | second
    return bool(every) and len(shared) / len(every) >= ALIKE


def _stems(title: str) -> set[str]:
    words = _WORD.findall(title.casefold())
    return {word[:STEM] for word in words if word not in _SAY_NOTHING}


def check_task_move(state: str, to: TaskState) -> None:
    """Refuse what cannot follow where a step stands.

    Raises:
        MoveNotAllowed: it cannot.
    """
    if not TASK_MOVES.allows(TaskState(state), to):
        raise MoveNotAllowed(_STANDS[TaskState(state)])


def check_blocked(state: str) -> None:
    """Refuse to let a step go on that was not blocked.

    Raises:
        MoveNotAllowed: it was not.
    """
    if state != TaskState.BLOCKED:
        raise MoveNotAllowed(_STANDS[TaskState(state)])


def check_done(state: str) -> None:
    """Refuse to open a step again that was not done.

    Raises:
        MoveNotAllowed: it was not.
    """
    if state != TaskState.DONE:
        raise MoveNotAllowed("Only a step that is done can be opened again.")


def check_progress(state: str, words: str) -> None:
    """Refuse what cannot be said to be under way.

    Raises:
        Refused: the step is over, or it is more than a word or two.
    """
    if state not in OPEN_STATES:
        raise MoveNotAllowed(_STANDS[TaskState(state)])
    if len(words) > LONGEST_PROGRESS:
        _refuse(f"Say it in a word or two: {LONGEST_PROGRESS} letters at most.", "words")


def check_goal_move(state: str, to: GoalState) -> None:
    """Refuse what cannot follow where a goal stands.

    Raises:
        MoveNotAllowed: it cannot.
    """
    if not GOAL_MOVES.allows(GoalState(state), to):
        raise MoveNotAllowed(_GOAL_STANDS[GoalState(state)])


def check_said(words: str, *, sentence: str, field: str) -> None:
    """Refuse an answer that says nothing.

    Raises:
        Refused: it is empty.
    """
    if not words.strip():
        _refuse(sentence, field)


def check_not_ahead(on: date, *, today: date, field: str) -> None:
    """Refuse a day to come for something that has happened.

    Raises:
        Refused: it has not come yet.
    """
    if on > today:
        _refuse(f"{day(on, today=today)} has not come yet. Record this once it has happened.", field)


def check_ahead(on: date | None, *, today: date, field: str) -> None:
    """Refuse a day by which nothing can be done any more, or that is too far off to work to.

    Raises:
        Refused: it has passed, or it is more than two years ahead.
    """
    if on is None:
        return
    if on < today:
        _refuse(f"{day(on, today=today)} has passed. Choose a day to come.", field)
    if on - today > LONGEST_GOAL:
        _refuse("That is more than two years ahead. Choose a nearer day, or a smaller step.", field)


def check_timing(anchor: str, *, offset: int | None, unit: str = Unit.DAYS, due: date | None, today: date) -> None:
    """Refuse a step whose day cannot be told.

    Raises:
        Refused: it hangs on an anchor by no number of days or too many, or hangs on none and gives no day.
    """
    if anchor not in Anchor.values:
        _refuse("Choose what its day hangs on.", "anchor")
    if unit not in Unit.values:
        _refuse("Choose days or working days.", "unit")
    if anchor == Anchor.FIXED:
        if due is None:
            _refuse("Give the day by which it is to be done.", "due_on")
        check_ahead(due, today=today, field="due_on")
    elif offset is None or abs(offset) > LONGEST_OFFSET:
        _refuse(f"Give a number of days, {LONGEST_OFFSET} at most.", "days")


def check_agreement(*, agrees: bool, words: str, understands: Collection[str], said_on: date, today: date) -> None:
    """Refuse an answer of the person that cannot be kept as one.

    Raises:
        Refused: they said no and not what they want, an area is not one, or the day has not come.
    """
    check_not_ahead(said_on, today=today, field="said_on")
    if not agrees:
        check_said(words, sentence="Write what they want changed, in their own words.", field="words")
    if not set(understands) <= set(RELEASE_PLAN_AREAS):
        _refuse("Choose from the list.", "understands")


def has_changed_since(changed_at: datetime, *, agreed_at: datetime) -> bool:
    """Say whether the plan is another than the one the person answered to."""
    return changed_at > agreed_at


def _refuse(sentence: str, field: str) -> NoReturn:
    raise Refused(sentence, field=field)
