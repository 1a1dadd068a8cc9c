"""Whom a meeting talks about: put on its list, taken off, summed up; and what it decides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.timezone import localdate

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.meetings.models import Decision, Meeting, TalkedAbout
from throughline.meetings.rules import (
    WITH_THE_STEP,
    check_happens,
    check_on_list,
    check_planned,
    check_room,
    check_said,
)
from throughline.people.models import Person
from throughline.plans.models import Task

SAID = ("told", "took_part", "their_words", "summary")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said of someone: whether they knew of it and took part (None for not known), their words, in short."""

    told: bool | None = None
    took_part: bool | None = None
    their_words: str = ""
    summary: str = ""


@writes
def put_on_list(
    meeting: Meeting, people: Collection[Person], *, why: str = "", by: Actor, at: datetime
) -> list[TalkedAbout]:
    """Put people on a meeting's list; return the rows that are new or back on it. Whoever is on it stays as they are.

    Raises:
        Refused: the meeting did not happen, or its list would be too long.
    """
    row = lock(Meeting, meeting.pk)
    check_happens(row.state)
    known = {talk.person_id: talk for talk in TalkedAbout.objects.filter(meeting=row)}
    fresh = [each for each in {each.pk: each for each in people}.values() if _is_off(known.get(each.pk))]
    check_room(sum(not talk.off_why for talk in known.values()), len(fresh))
    back = [known[each.pk] for each in fresh if each.pk in known]
    new = _new(row, [each for each in fresh if each.pk not in known], why=why)
    for talk in back:
        talk.off_why, talk.why = "", why or talk.why
        save_change(talk, "off_why", "why")
    return _told_of("meetings.put_on_list", [*back, *new], by=by, at=at)


@writes
def carry(meeting: Meeting, talks: Collection[TalkedAbout], *, why: str, by: Actor, at: datetime) -> list[TalkedAbout]:
    """Put the people of an earlier list on a meeting's list, each with where they come from; return who is new on it.

    Raises:
        Refused: as for ``put_on_list``.
    """
    before = {talk.person_id: talk for talk in talks}
    rows = put_on_list(meeting, [talk.person for talk in before.values()], why=why, by=by, at=at)
    for row in rows:
        row.carried_from = before[row.person_id]
        save_change(row, "carried_from")
    return rows


@writes
def take_off(talk: TalkedAbout, *, why: str, version: int, by: Actor, at: datetime) -> TalkedAbout:
    """Take someone off the list of a meeting that is planned. What was decided about them stays.

    Raises:
        Stale: someone else changed it first.
        Refused: the meeting is over, they are off it already, or no reason is given.
    """
    row = lock_version(TalkedAbout, talk.pk, version=version)
    check_planned(row.meeting.state)
    check_on_list(row.off_why)
    check_said(why, sentence="Say why they come off the list.", field="why")
    row.off_why = why
    save_change(row, "off_why")
    _told_of("meetings.taken_off_list", [row], by=by, at=at)
    return row


@writes
def sum_up(talk: TalkedAbout, *, said: Said, version: int, by: Actor, at: datetime) -> TalkedAbout:
    """Keep whether someone knew they were talked about and took part, what they said, and the talk in short.

    Raises:
        Stale: someone else changed it first.
        Refused: they are off the list, or the meeting did not happen.
    """
    row = lock_version(TalkedAbout, talk.pk, version=version)
    check_happens(row.meeting.state)
    check_on_list(row.off_why)
    for name in SAID:
        setattr(row, name, getattr(said, name))
    save_change(row, *SAID)
    _told_of("meetings.summed_up", [row], by=by, at=at)
    return row


@writes
def record_decision(talk: TalkedAbout, *, words: str, task: Task, by: Actor, at: datetime) -> Decision:
    """Keep what a meeting decided about someone, and the step that came of it.

    Where the step is in a part of the record that not everyone may see, what was decided is said there and not here.

    Raises:
        Refused: nothing is said, they are off the list, or the meeting did not happen.
    """
    row = lock(TalkedAbout, talk.pk)
    check_happens(row.meeting.state)
    check_on_list(row.off_why)
    check_said(words, sentence="Say what was decided.", field="words")
    decision = Decision.objects.create(
        talked_about=row,
        person_id=row.person_id,
        words=WITH_THE_STEP if task.compartment else words,
        task=task,
        decided_on=localdate(at),
        recorded_at=at,
    )
    who = task.organisation.name if task.organisation else "The person"
    _told_of("meetings.decided", [row], by=by, at=at, who=who)
    return decision


def _is_off(talk: TalkedAbout | None) -> bool:
    return talk is None or bool(talk.off_why)


def _new(meeting: Meeting, people: Iterable[Person], *, why: str) -> list[TalkedAbout]:
    last = TalkedAbout.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    rows = [
        TalkedAbout(meeting=meeting, person=person, why=why, position=last + place)
        for place, person in enumerate(people, start=1)
    ]
    return TalkedAbout.objects.bulk_create(rows)


def _told_of(
    what: str, rows: list[TalkedAbout], *, by: Actor, at: datetime, **facts: journal.Fact
) -> list[TalkedAbout]:
    events = (
        journal.Event(
            what=what,
            about=row,
            person_id=row.person_id,
            facts={"meeting": row.meeting.name, "on": localdate(row.meeting.held_at).isoformat(), **facts},
        )
        for row in rows
    )
    journal.note_many(events, by=by, at=at)
    return rows
