"""Agencies are asked to a meeting, and each is told once."""

from collections.abc import Collection
from datetime import datetime

from throughline.agencies.models import Organisation
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.meeting_news import tell, when_and_where
from throughline.meetings.actions import invitations
from throughline.meetings.models import Invitation, Meeting

KIND = "meetings.invited"


@writes
def invite_to_meeting(
    meeting: Meeting, organisations: Collection[Organisation], *, by: Actor, at: datetime
) -> list[Invitation]:
    """Keep the invitations, and tell everyone in each agency that was not asked before.

    Raises:
        Refused: the meeting did not happen.
    """
    new = invitations.invite(meeting, organisations, by=by, at=at)
    body = f"{when_and_where(meeting, at=at)} {meeting.organisation.name} asks you to come. Answer on its page."
    asked = [each.organisation_id for each in new]
    tell(asked, kind=KIND, subject="You are asked to a meeting", body=body, at=at)
    return new
