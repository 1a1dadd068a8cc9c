"""Where a case stands: its setting, its stage, what the person says about taking part, and its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.cases.actions.clocks import set_clocks
from throughline.cases.actions.parts import event, keep, lock_all, lock_open, note
from throughline.cases.actions.spells import finish, floor, follow, last_of
from throughline.cases.models import Beside, Case, SettingSpell, Spell, Stage, StageSpell, TakingPartSpell, WorkerSpell
from throughline.cases.rules import Gate, check_come, check_move
from throughline.cases.statuses import CloseReason, Setting, TakingPart
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person

ENDED_WITH_A_CASE: tuple[type[Spell], ...] = (StageSpell, TakingPartSpell, WorkerSpell, Beside)


@dataclass(frozen=True)
class Move:
    """A case that goes to another setting on a day. To close one, say why with ``Closing``."""

    case: Case
    setting: str
    on: date
    words: str = ""


@dataclass(frozen=True)
class Closing:
    """A case that ends on a day, and why."""

    case: Case
    reason: str
    on: date
    words: str = ""


@writes
def move(case: Case, *, setting: str, on: date, words: str = "", by: Actor, at: datetime) -> Case:
    """Move a case between assessment, prison and the community.

    Raises:
        Refused: it is closed or stands there already, or the day is in the future or before the last change.
    """
    (moved,) = move_many([Move(case, setting, on, words)], by=by, at=at)
    return moved


@writes
def move_many(moves: Sequence[Move], *, by: Actor, at: datetime) -> list[Case]:
    """Move many cases at once, each once; return them in the order given.

    Raises:
        Refused: as ``move`` says, of any of them.
    """
    if any(each.setting == Setting.CLOSED for each in moves):
        raise Refused("Say why this case closes.", field="reason")
    return _move(moves, what="cases.moved", by=by, at=at)


@writes
def crossed_gate(person: Person, *, inside: bool, on: date, by: Actor, at: datetime) -> list[Case]:
    """Take someone's open cases across the gate with them, and start their clocks again; return those that moved.

    A case in assessment stays in assessment. One that changed after that day moves on the day it changed, since what
    is known of a past day does not change. Whoever knows of the crossing calls this; nobody is asked twice.
    """
    end = Setting.PRISON if inside else Setting.COMMUNITY
    lock(Person, person.pk)
    rows = Case.objects.filter(person=person).exclude(setting=Setting.CLOSED).order_by("id")
    held = [case for case in lock_all(rows) if case.setting != Setting.CLOSED]
    leaving = [case for case in held if case.setting not in {Setting.ASSESSMENT, end}]
    since = last_of(SettingSpell, [case.pk for case in leaving])
    moves = [Move(case, end, max(on, floor(since.get(case.pk)) or on)) for case in leaving]
    gates = {person.pk: Gate(inside=inside, since=on)}
    stayed = [case for case in held if case not in leaving]
    set_clocks(stayed, gates=gates)
    keep(stayed, "quiet_from", "review_due_on")
    return _move(moves, what="cases.crossed_gate", gates=gates, by=by, at=at)


@writes
def change_stage(case: Case, *, stage: Stage, on: date, words: str = "", by: Actor, at: datetime) -> Case:
    """Move a case to another stage of its service, forwards or back.

    Raises:
        Refused: it is closed or in that stage already, the stage is not one of the service's in use, or the day is in
            the future or before the last change.
    """
    locked = lock_open(case, at=at)
    check_come(on, today=localdate(at))
    if stage.service_id != locked.service_id or stage.retired_on is not None:
        raise Refused("Choose one of this service's stages.", field="stage")
    if locked.stage_id == stage.pk:
        raise Refused(f"This case is in that stage already: {stage.name}.", field="stage")
    spell = StageSpell(case=locked, person_id=locked.person_id, stage=stage, from_on=on, words=words, recorded_at=at)
    follow(StageSpell, [spell], today=localdate(at))
    before = locked.stage.name if locked.stage else "no stage"
    locked.stage = stage
    save_change(locked, "stage")
    note("cases.stage_changed", locked, by=by, at=at, before=before, after=stage.name, on=on.isoformat())
    return locked


@writes
def take_part(case: Case, *, answer: str, words: str = "", on: date, by: Actor, at: datetime) -> Case:
    """Keep what the person says about taking part. Any answer may follow any other, and "no" closes nothing.

    The same answer given again is kept again: each time they were asked counts.

    Raises:
        Refused: the case is closed, or the day is in the future or before their last answer.
    """
    locked = lock_open(case, at=at)
    check_come(on, today=localdate(at))
    said = TakingPart(answer)
    spell = TakingPartSpell(
        case=locked, person_id=locked.person_id, answer=said, from_on=on, words=words, recorded_at=at
    )
    follow(TakingPartSpell, [spell], today=localdate(at))
    locked.taking_part = said
    save_change(locked, "taking_part")
    note("cases.answered", locked, by=by, at=at, answer=said.label, on=on.isoformat())
    return locked


@writes
def close(case: Case, *, reason: str, words: str = "", on: date, by: Actor, at: datetime) -> Case:
    """End a case. It stays closed: a new referral opens a new one.

    Raises:
        Refused: it is closed already, or the day is in the future or before the last change.
    """
    (closed,) = close_many([Closing(case, reason, on, words)], by=by, at=at)
    return closed


@writes
def close_many(closings: Sequence[Closing], *, by: Actor, at: datetime) -> list[Case]:
    """End many cases at once; return them in the order given.

    Raises:
        Refused: as ``close`` says, of any of them.
    """
    locked = lock_all(each.case for each in closings)
    today, days = localdate(at), {each.case.pk: each.on for each in closings}
    for case, each in zip(locked, closings, strict=True):
        _go(case, Setting.CLOSED, each.on, today=today)
        case.closed_on, case.close_reason, case.close_words = each.on, CloseReason(each.reason), each.words
        case.quiet_from = case.review_due_on = None
    follow(SettingSpell, _spells(locked, closings, at=at), today=today)
    for kind in ENDED_WITH_A_CASE:
        finish(kind, days, today=today)
    keep(locked, "setting", "closed_on", "close_reason", "close_words", "quiet_from", "review_due_on")
    journal.note_many((_closed(case) for case in locked), by=by, at=at)
    return locked


def _move(
    moves: Sequence[Move], *, what: str, gates: dict[UUID, Gate] | None = None, by: Actor, at: datetime
) -> list[Case]:
    locked = lock_all(each.case for each in moves)
    before = [Setting(case.setting).label.lower() for case in locked]
    for case, each in zip(locked, moves, strict=True):
        _go(case, each.setting, each.on, today=localdate(at))
    follow(SettingSpell, _spells(locked, moves, at=at), today=localdate(at))
    set_clocks(locked, gates=gates)
    keep(locked, "setting", "quiet_from", "review_due_on")
    events = (
        event(what, case, before=was, after=Setting(each.setting).label.lower(), on=each.on.isoformat())
        for case, was, each in zip(locked, before, moves, strict=True)
    )
    journal.note_many(events, by=by, at=at)
    return locked


def _go(case: Case, setting: str, on: date, *, today: date) -> None:
    check_come(on, today=today)
    check_move(case.setting, setting, closed_on=case.closed_on, today=today)
    case.setting = Setting(setting)


def _spells(cases: Sequence[Case], turns: Sequence[Move | Closing], *, at: datetime) -> list[SettingSpell]:
    return [
        SettingSpell(
            case=case,
            person_id=case.person_id,
            setting=case.setting,
            from_on=each.on,
            words=each.words[:300],
            recorded_at=at,
        )
        for case, each in zip(cases, turns, strict=True)
    ]


def _closed(case: Case) -> journal.Event:
    on = case.closed_on.isoformat() if case.closed_on else ""
    return event("cases.closed", case, reason=CloseReason(case.close_reason).label, on=on)
