"""Barriers: raised, met by someone, worked on, passed up, looked at again, ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Area, Organisation, Partnership, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.meetings.models import Barrier, BarrierHit, BarrierStep, Meeting
from throughline.meetings.rules import check_barrier, check_end, check_look_again, check_said, check_stands
from throughline.meetings.statuses import BarrierKind, BarrierLevel, BarrierState
from throughline.people.models import Person
from throughline.plans.models import Task

FACTS = ("kind", "title", "words", "area", "owner", "owner_user", "look_again_on")


@dataclass(frozen=True, kw_only=True)
class BarrierFacts:
    """What stands in many people's way, and where. It names nobody. ``owner`` is who takes it on, None for nobody."""

    kind: str
    title: str
    words: str = ""
    area: Area | None = None
    owner: Organisation | None = None
    owner_user: User | None = None
    look_again_on: date | None = None


@writes
def raise_barrier(
    partnership: Partnership, *, facts: BarrierFacts, raised_by: Organisation, by: Actor, at: datetime
) -> Barrier:
    """Put something that stands in many people's way on the register.

    Raises:
        Refused: it has no kind or title, its day to look again has passed, or its owner is named without their agency.
    """
    _check(facts, today=localdate(at))
    row = Barrier.objects.create(
        partnership=partnership,
        raised_by=raised_by,
        raised_on=localdate(at),
        **{name: getattr(facts, name) for name in FACTS},
    )
    _note("meetings.barrier_raised", row, by=by, at=at, kind=BarrierKind(row.kind).label)
    return row


@writes
def change_barrier(barrier: Barrier, *, facts: BarrierFacts, version: int, by: Actor, at: datetime) -> Barrier:
    """Change what a barrier is, where, whose, and when to look again.

    Raises:
        Stale: someone else changed it first.
        Refused: it ended, or as for ``raise_barrier``.
    """
    row = _standing(barrier, version)
    _check(facts, today=localdate(at))
    for name in FACTS:
        setattr(row, name, getattr(facts, name))
    save_change(row, *FACTS)
    _note("meetings.barrier_changed", row, by=by, at=at)
    return row


@writes
def touch(
    barrier: Barrier, person: Person, *, task: Task | None = None, words: str = "", by: Actor, at: datetime
) -> BarrierHit:
    """Keep that a barrier stands in someone's way, once for each person.

    Raises:
        Refused: it ended, or the step is another person's.
    """
    row = lock(Barrier, barrier.pk)
    check_stands(row.state)
    if task is not None and task.person_id != person.pk:
        raise Refused("That step is on someone else's plan.", field="task")
    kept = BarrierHit.objects.filter(barrier=row, person=person).first()
    if kept is not None:
        return kept
    hit = BarrierHit.objects.create(
        barrier=row, person=person, task=task, words=words, noted_on=localdate(at), recorded_at=at
    )
    journal.note("meetings.barrier_met", about=hit, person_id=person.pk, by=by, at=at, barrier=row.title)
    return hit


@writes
def work_on(
    barrier: Barrier,
    *,
    words: str,
    look_again_on: date | None = None,
    meeting: Meeting | None = None,
    version: int,
    by: Actor,
    at: datetime,
) -> BarrierStep:
    """Keep what was done about a barrier, and when to look again.

    Raises:
        Stale: someone else changed it first.
        Refused: it ended, nothing is said, or the day to look again has passed.
    """
    row = _standing(barrier, version)
    check_said(words, sentence="Say what was done about it.", field="words")
    check_look_again(look_again_on, today=localdate(at))
    row.state, row.look_again_on = BarrierState.WORKED_ON, look_again_on
    save_change(row, "state", "look_again_on")
    _note("meetings.barrier_worked_on", row, by=by, at=at)
    return _step(row, words, meeting, by=by, at=at)


@writes
def pass_up(barrier: Barrier, *, words: str, version: int, by: Actor, at: datetime) -> BarrierStep:
    """Pass a barrier from those who do the work to those who govern it.

    Raises:
        Stale: someone else changed it first.
        Refused: it ended, is with them already, or nothing says what they are asked for.
    """
    row = _standing(barrier, version)
    if row.level == BarrierLevel.GOVERNANCE:
        raise Refused("It is with those who govern already.")
    check_said(words, sentence="Say what those who govern are asked for.", field="words")
    row.level = BarrierLevel.GOVERNANCE
    save_change(row, "level")
    _note("meetings.barrier_passed_up", row, by=by, at=at)
    return _step(row, words, None, by=by, at=at)


@writes
def end_barrier(
    barrier: Barrier, *, state: str, before: str, resolution: str, version: int, by: Actor, at: datetime
) -> Barrier:
    """Keep how a barrier ended: how it was before, and how it is now.

    Raises:
        Stale: someone else changed it first.
        Refused: it ended already, it is no end, or before or now is not said.
    """
    row = _standing(barrier, version)
    check_end(state, before=before, resolution=resolution)
    row.state, row.before_words, row.resolution, row.ended_on = state, before, resolution, localdate(at)
    row.look_again_on = None
    save_change(row, "state", "before_words", "resolution", "ended_on", "look_again_on")
    _note("meetings.barrier_ended", row, by=by, at=at, how=BarrierState(state).label.lower())
    return row


def _standing(barrier: Barrier, version: int) -> Barrier:
    row = lock_version(Barrier, barrier.pk, version=version)
    check_stands(row.state)
    return row


def _check(facts: BarrierFacts, *, today: date) -> None:
    check_barrier(facts.kind, facts.title, facts.look_again_on, today=today)
    if facts.owner_user is None:
        return
    if facts.owner is None or facts.owner_user.organisation_id != facts.owner.pk:
        raise Refused(f"Choose the agency {facts.owner_user.name} works for as well.", field="owner")


def _step(row: Barrier, words: str, meeting: Meeting | None, *, by: Actor, at: datetime) -> BarrierStep:
    return BarrierStep.objects.create(
        barrier=row, words=words, level=row.level, on=localdate(at), by_words=by.words[:200], meeting=meeting
    )


def _note(what: str, row: Barrier, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    known: dict[str, journal.Fact] = {"barrier": row.title}
    journal.note_many([journal.Event(what=what, about=row, person_id=None, facts=known | facts)], by=by, at=at)
