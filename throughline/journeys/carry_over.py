"""The next meeting of a series takes over everyone about whom something decided last time is not done."""

from datetime import datetime

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.meetings import queries
from throughline.meetings.actions import lists
from throughline.meetings.models import Decision, Meeting, TalkedAbout
from throughline.meetings.rules import check_planned

NOT_DONE = "Decided last time and not done yet"


@writes
def carry_over(meeting: Meeting, *, by: Actor, at: datetime) -> list[TalkedAbout]:
    """Put on a meeting's list whom the last meeting of its series left something open about; return who is new on it.

    It takes over whoever is on the earlier list, also those its caller does not work with: no name is told by it.

    Raises:
        Refused: the meeting was held or did not happen, or its list would be too long.
    """
    check_planned(meeting.state)
    last = queries.same_series_before(Meeting.objects.all(), meeting).first()
    if last is None:
        return []
    open_still = queries.not_done(Decision.objects.all(), last)
    talks = {decision.talked_about_id: decision.talked_about for decision in open_still}
    return lists.carry(meeting, list(talks.values()), why=NOT_DONE, by=by, at=at)
