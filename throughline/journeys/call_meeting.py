"""A meeting is called: agencies are asked and told, and what the last one left open comes with it."""

from collections.abc import Collection
from datetime import datetime

from throughline.agencies.models import Organisation
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.carry_over import carry_over
from throughline.journeys.invite_to_meeting import invite_to_meeting
from throughline.journeys.meeting_news import invited_to, tell, when_and_where
from throughline.meetings.actions import meetings
from throughline.meetings.actions.meetings import MeetingFacts
from throughline.meetings.models import Meeting


@writes
def call_meeting(
    organisation: Organisation,
    *,
    facts: MeetingFacts,
    invited: Collection[Organisation] = (),
    by: Actor,
    at: datetime,
) -> Meeting:
    """Call a meeting, ask agencies to it, and take over whoever the last of its series left something open about.

    Raises:
        Refused: see ``meetings.actions.meetings.call_meeting``.
    """
    meeting = meetings.call_meeting(organisation, facts=facts, by=by, at=at)
    invite_to_meeting(meeting, invited, by=by, at=at)
    carry_over(meeting, by=by, at=at)
    return meeting


@writes
def change_meeting(meeting: Meeting, *, facts: MeetingFacts, version: int, by: Actor, at: datetime) -> Meeting:
    """Change a meeting, and tell whoever was asked when its time or place is another.

    Raises:
        Stale: someone else changed it first.
        Refused: see ``meetings.actions.meetings.change_meeting``.
    """
    changed = meetings.change_meeting(meeting, facts=facts, version=version, by=by, at=at)
    if (changed.held_at, changed.place) != (meeting.held_at, meeting.place):
        body = f"It is now: {when_and_where(changed, at=at)}"
        tell(invited_to(changed), kind="meetings.changed", subject="A meeting was moved", body=body, at=at)
    return changed


@writes
def call_off_meeting(meeting: Meeting, *, why: str, version: int, by: Actor, at: datetime) -> Meeting:
    """Call a meeting off, and tell whoever was asked.

    Raises:
        Stale: someone else changed it first.
        Refused: it was held or called off already, or no reason is given.
    """
    gone = meetings.cancel(meeting, why=why, version=version, by=by, at=at)
    body = f"It does not happen: {when_and_where(gone, at=at)} {why}"
    tell(invited_to(gone), kind="meetings.called_off", subject="A meeting does not happen", body=body, at=at)
    return gone
