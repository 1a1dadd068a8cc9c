"""What the person wants: set, reached, slipped, dropped."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.pathways import Pathway, check_pathways, compartment_of
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes
from throughline.plans.actions.days import lock_open, mark_changed
from throughline.plans.models import Goal, Plan, Slip
from throughline.plans.rules import check_ahead, check_goal_move, check_not_ahead, check_said
from throughline.plans.statuses import GoalState

SAY_WHAT = "Write what they want, in their own words."


@writes
def set_goal(plan: Plan, *, pathway: str, words: str, by_on: date | None, by: Actor, at: datetime) -> Goal:
    """Keep something the person wants. ``by_on`` is the day to look at it; None while none can be set.

    Raises:
        Refused: the plan has ended, nothing is said, there is no such pathway, or the day has passed or is too far off.
    """
    locked = lock_open(plan)
    check_pathways([pathway], field="pathway")
    check_said(words, sentence=SAY_WHAT, field="words")
    check_ahead(by_on, today=localdate(at), field="by_on")
    goal = Goal.objects.create(
        person_id=locked.person_id,
        plan=locked,
        pathway=pathway,
        compartment=compartment_of(pathway),
        words=words,
        by_on=by_on,
    )
    mark_changed([locked.pk], at=at)
    _note("plans.goal_set", goal, by=by, at=at, by_on=by_on.isoformat() if by_on else None)
    return goal


@writes
def reword(goal: Goal, *, words: str, version: int, by: Actor, at: datetime) -> Goal:
    """Write a goal as the person would say it now.

    Raises:
        Stale: someone else changed it first.
        Refused: nothing is said.
    """
    row = lock_version(Goal, goal.pk, version=version)
    check_said(words, sentence=SAY_WHAT, field="words")
    before, row.words = row.words, words
    save_change(row, "words")
    mark_changed([row.plan_id], at=at)
    _note("plans.goal_reworded", row, by=by, at=at, before=before)
    return row


@writes
def reach(goal: Goal, *, on: date, words: str = "", version: int, by: Actor, at: datetime) -> Goal:
    """Keep that a goal was reached.

    Raises:
        Stale: someone else changed it first.
        Refused: it is over already, or the day has not come.
    """
    row = lock_version(Goal, goal.pk, version=version)
    check_goal_move(row.state, GoalState.REACHED)
    return _end(row, GoalState.REACHED, on=on, words=words, by=by, at=at)


@writes
def drop(goal: Goal, *, on: date, words: str, version: int, by: Actor, at: datetime) -> Goal:
    """Keep that a goal is no longer worked on, and why. Its steps stay until each is done or dropped.

    Raises:
        Stale: someone else changed it first.
        Refused: it is over already, no reason is given, or the day has not come.
    """
    row = lock_version(Goal, goal.pk, version=version)
    check_goal_move(row.state, GoalState.DROPPED)
    check_said(words, sentence="Say why it is dropped.", field="words")
    mark_changed([row.plan_id], at=at)
    return _end(row, GoalState.DROPPED, on=on, words=words, by=by, at=at)


@writes
def slip(
    goal: Goal, *, why: str, support_given: str, now_by_on: date | None, version: int, by: Actor, at: datetime
) -> Slip:
    """Keep that a goal slipped: why, the support or signposting given, and its new day.

    Raises:
        Stale: someone else changed it first.
        Refused: it is over, the reason or the support is not said, or the new day has passed.
    """
    row = lock_version(Goal, goal.pk, version=version)
    check_goal_move(row.state, GoalState.DROPPED)
    check_said(why, sentence="Say what got in the way.", field="why")
    check_said(support_given, sentence="Say what help was given, or where they were pointed to.", field="support_given")
    check_ahead(now_by_on, today=localdate(at), field="now_by_on")
    slipped = Slip.objects.create(
        person_id=row.person_id,
        goal=row,
        compartment=row.compartment,
        was_by_on=row.by_on,
        now_by_on=now_by_on,
        why=why,
        support_given=support_given,
        recorded_at=at,
    )
    row.by_on = now_by_on
    save_change(row, "by_on")
    mark_changed([row.plan_id], at=at)
    _note("plans.goal_slipped", row, by=by, at=at, by_on=now_by_on.isoformat() if now_by_on else None)
    return slipped


def _end(row: Goal, state: GoalState, *, on: date, words: str, by: Actor, at: datetime) -> Goal:
    check_not_ahead(on, today=localdate(at), field="on")
    row.state, row.ended_on, row.ended_words = state, on, words
    save_change(row, "state", "ended_on", "ended_words")
    what = "plans.goal_reached" if state == GoalState.REACHED else "plans.goal_dropped"
    _note(what, row, by=by, at=at, on=on.isoformat(), why=words)
    return row


def _note(what: str, row: Goal, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    about: dict[str, journal.Fact] = {"goal": row.words, "pathway": Pathway(row.pathway).label}
    event = journal.Event(
        what=what, about=row, person_id=row.person_id, compartment=row.compartment, facts=about | facts
    )
    journal.note_many([event], by=by, at=at)
