"""Meetings: called, changed, held, called off."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation, Team, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes
from throughline.meetings.models import Meeting
from throughline.meetings.rules import check_held, check_meeting, check_planned, check_said
from throughline.meetings.statuses import MeetingKind, MeetingState

FACTS = ("kind", "name", "held_at", "place", "about", "team", "chaired_by")


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What a meeting is, when and where. ``team`` is the caller's team that runs it, None for all of it."""

    kind: str
    name: str
    held_at: datetime
    place: str = ""
    about: str = ""
    team: Team | None = None
    chaired_by: User | None = None


@writes
def call_meeting(organisation: Organisation, *, facts: MeetingFacts, by: Actor, at: datetime) -> Meeting:
    """Call a meeting, or keep one that was held before anyone recorded it.

    Raises:
        Refused: it has no kind or name, its day cannot be, or its team is another organisation's.
    """
    _check(facts, organisation, at=at)
    row = Meeting.objects.create(organisation=organisation, **{name: getattr(facts, name) for name in FACTS})
    _note("meetings.called", row, by=by, at=at, kind=MeetingKind(row.kind).label)
    return row


@writes
def change_meeting(meeting: Meeting, *, facts: MeetingFacts, version: int, by: Actor, at: datetime) -> Meeting:
    """Change what a meeting that is planned is, when or where.

    Raises:
        Stale: someone else changed it first.
        Refused: it was held or called off, or as for ``call_meeting``.
    """
    row = lock_version(Meeting, meeting.pk, version=version)
    check_planned(row.state)
    _check(facts, row.organisation, at=at)
    before = localdate(row.held_at).isoformat()
    for name in FACTS:
        setattr(row, name, getattr(facts, name))
    save_change(row, *FACTS)
    _note("meetings.changed", row, by=by, at=at, before=before)
    return row


@writes
def cancel(meeting: Meeting, *, why: str, version: int, by: Actor, at: datetime) -> Meeting:
    """Keep that a meeting does not happen. Its list stays, so that the next one can take it over.

    Raises:
        Stale: someone else changed it first.
        Refused: it was held or called off, or no reason is given.
    """
    row = lock_version(Meeting, meeting.pk, version=version)
    check_planned(row.state)
    check_said(why, sentence="Say why it does not happen.", field="why")
    row.state, row.state_words = MeetingState.CANCELLED, why
    save_change(row, "state", "state_words")
    _note("meetings.called_off", row, by=by, at=at, why=why)
    return row


@writes
def hold(meeting: Meeting, *, version: int, by: Actor, at: datetime) -> Meeting:
    """Keep that a meeting was held.

    Raises:
        Stale: someone else changed it first.
        Refused: its day has not come, or it was held or called off already.
    """
    row = lock_version(Meeting, meeting.pk, version=version)
    check_held(row.state, row.held_at, today=localdate(at), held_on=localdate(row.held_at))
    row.state = MeetingState.HELD
    save_change(row, "state")
    _note("meetings.held", row, by=by, at=at)
    return row


def _check(facts: MeetingFacts, organisation: Organisation, *, at: datetime) -> None:
    check_meeting(facts.kind, facts.name, facts.held_at, now=at)
    if facts.team is not None and facts.team.organisation_id != organisation.pk:
        raise Refused(f"{facts.team.name} is not a team of {organisation.name}.", field="team")


def _note(what: str, row: Meeting, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    known: dict[str, journal.Fact] = {"meeting": row.name, "on": localdate(row.held_at).isoformat()}
    journal.note_many([journal.Event(what=what, about=row, person_id=None, facts=known | facts)], by=by, at=at)
