"""Agencies asked to a meeting: what each answered, and who came."""

from collections.abc import Collection
from datetime import datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.meetings.models import Invitation, Meeting
from throughline.meetings.rules import check_came, check_happens, check_reply
from throughline.meetings.statuses import Reply


@writes
def invite(meeting: Meeting, organisations: Collection[Organisation], *, by: Actor, at: datetime) -> list[Invitation]:
    """Ask agencies to a meeting; return the new invitations. Whoever is asked already, or calls it, is not asked again.

    Raises:
        Refused: the meeting did not happen.
    """
    row = lock(Meeting, meeting.pk)
    check_happens(row.state)
    known = {row.organisation_id, *Invitation.objects.filter(meeting=row).values_list("organisation_id", flat=True)}
    new = {each.pk: each for each in organisations if each.pk not in known}
    invitations = [Invitation(meeting=row, organisation=each, sent_on=localdate(at)) for each in new.values()]
    Invitation.objects.bulk_create(invitations)
    for each in invitations:
        _note("meetings.invited", each, by=by, at=at)
    return invitations


@writes
def reply(invitation: Invitation, *, reply: str, words: str = "", version: int, by: Actor, at: datetime) -> Invitation:
    """Keep what an agency answered. It may change its mind until the meeting is over.

    Raises:
        Stale: someone else changed it first.
        Refused: nothing is chosen, word was sent and is not written down, or the meeting did not happen.
    """
    row = lock_version(Invitation, invitation.pk, version=version)
    check_happens(row.meeting.state)
    check_reply(reply, words)
    row.reply, row.words, row.replied_on = reply, words, localdate(at)
    save_change(row, "reply", "words", "replied_on")
    _note("meetings.replied", row, by=by, at=at, reply=Reply(reply).label)
    return row


@writes
def came(
    invitation: Invitation, *, came: bool, who_came: str = "", version: int, by: Actor, at: datetime
) -> Invitation:
    """Keep whether an agency came, and who for it.

    Raises:
        Stale: someone else changed it first.
        Refused: the day has not come, or the meeting did not happen.
    """
    row = lock_version(Invitation, invitation.pk, version=version)
    check_happens(row.meeting.state)
    check_came(held_on=localdate(row.meeting.held_at), today=localdate(at))
    row.came, row.who_came = came, who_came if came else ""
    save_change(row, "came", "who_came")
    _note("meetings.came" if came else "meetings.stayed_away", row, by=by, at=at)
    return row


def _note(what: str, row: Invitation, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    known: dict[str, journal.Fact] = {"meeting": row.meeting.name, "agency": row.organisation.name}
    journal.note_many([journal.Event(what=what, about=row, person_id=None, facts=known | facts)], by=by, at=at)
