"""What agencies are told of a meeting. A notice of a meeting names nobody it talks about."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations.wording import moment
from throughline.meetings.models import Invitation, Meeting
from throughline.meetings.statuses import MeetingKind
from throughline.notices import actions as notices


def everyone_in(organisations: Iterable[UUID]) -> list[UUID]:
    """Return the team of everyone in each of some organisations."""
    found = Team.objects.filter(organisation__in=list(organisations), kind=TeamKind.EVERYONE, closed_on=None)
    return list(found.order_by("id").values_list("pk", flat=True))


def invited_to(meeting: Meeting) -> list[UUID]:
    """Return the organisations that were asked to a meeting."""
    rows = Invitation.objects.filter(meeting=meeting).order_by("id")
    return list(rows.values_list("organisation_id", flat=True))


def tell(organisations: Iterable[UUID], *, kind: str, subject: str, body: str, at: datetime) -> None:
    """Put one notice in the inbox of everyone in each of some organisations."""
    notices.tell_teams(everyone_in(organisations), kind=kind, subject=subject, body=body, person_id=None, at=at)


def when_and_where(meeting: Meeting, *, at: datetime) -> str:
    """Say what a meeting is, when and where."""
    when = moment(meeting.held_at, today=localdate(at))
    where = f", {meeting.place}" if meeting.place else ""
    return f"{meeting.name} ({MeetingKind(meeting.kind).label.lower()}): {when}{where}."
