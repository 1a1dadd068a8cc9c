"""Whether a home lasts: asked 13 and 26 weeks after moving in. Nobody fails: a home that ended is only a fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from throughline.foundations.errors import Refused
from throughline.foundations.wording import day, listed
from throughline.housing.rules.settings import our_own
from throughline.housing.statuses import Yes


class MilestoneState(StrEnum):
    """Whether it is time to ask."""

    LATER = "later"
    ASK = "ask"
    ANSWERED = "answered"
    MOVED_ON = "moved_on"


SAID = {Yes.YES: "Still there", Yes.NO: "No longer there", Yes.UNKNOWN: "Asked, not known"}


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One time to ask whether they still live there. ``answer`` is empty until someone answers."""

    weeks: int
    due_on: date
    state: MilestoneState
    answer: str
    words: str


def milestones(
    moved_in_on: date, *, left_on: date | None, answers: Mapping[int, str], today: date
) -> tuple[Milestone, ...]:
    """Return the times to ask, the first first. A home left before its time is not asked about: they had moved on.

    ``left_on`` is half-open: the first day not there. ``answers`` are by weeks.
    """
    return tuple(
        _milestone(weeks, moved_in_on + timedelta(weeks=weeks), left_on, answers.get(weeks, ""), today=today)
        for weeks in our_own().milestone_weeks
    )


def check_milestone(weeks: int, *, moved_in_on: date | None, on: date, today: date) -> None:
    """Refuse an answer that is about no milestone of a home, or given before its time.

    Raises:
        Refused: it is, or the day has not come.
    """
    known = our_own().milestone_weeks
    if weeks not in known:
        raise Refused(f"Choose {listed(map(str, known))} weeks.", field="weeks")
    if moved_in_on is None:
        raise Refused("The day they moved in is not known. Record it first.")
    if on > today:
        raise Refused(f"{day(on, today=today)} has not come yet. Give the day you knew.", field="on")
    due_on = moved_in_on + timedelta(weeks=weeks)
    if on < due_on:
        raise Refused(f"{weeks} weeks are up on {day(due_on, today=today)}. Ask from then.", field="on")


def _milestone(weeks: int, due_on: date, left_on: date | None, answer: str, *, today: date) -> Milestone:
    state = _state(due_on, left_on, answer, today=today)
    on = day(due_on, today=today)
    words = {
        MilestoneState.LATER: f"Ask from {on}",
        MilestoneState.ASK: f"Ask now: due {on}",
        MilestoneState.MOVED_ON: "They had moved on by then",
    }
    said = words.get(state) or SAID[Yes(answer)]
    return Milestone(weeks=weeks, due_on=due_on, state=state, answer=answer, words=said)


def _state(due_on: date, left_on: date | None, answer: str, *, today: date) -> MilestoneState:
    if answer:
        return MilestoneState.ANSWERED
    if left_on is not None and left_on <= due_on:
        return MilestoneState.MOVED_ON
    return MilestoneState.ASK if today >= due_on else MilestoneState.LATER
