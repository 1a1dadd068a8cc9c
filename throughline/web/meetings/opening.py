"""The doors to meetings and barriers, and what their questions let one choose from."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Organisation, Team, User
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotAllowed
from throughline.meetings import queries
from throughline.meetings.models import Invitation, Meeting, TalkedAbout
from throughline.web.people.frame import Opened, open_to_change

NOT_YOURS = "Only the organisation that calls this meeting may change it."
NOT_ASKED = "Only the agency that was asked, or whoever calls the meeting, may answer for it."


def meeting_url(meeting_id: UUID) -> str:
    """Return where the page of a meeting is."""
    return reverse("meetings:meeting", kwargs={"meeting_id": meeting_id})


def open_meeting(request: StaffRequest, meeting_id: UUID, *, to: Do = Do.SEE_MEETINGS) -> Meeting:
    """Open a meeting one's organisation calls or is asked to.

    Raises:
        NotAllowed: the viewer's job does not include meetings.
        NotFound: there is no such meeting, or none the viewer may know of.
    """
    rows = queries.with_callers(access.visible(Meeting, by=request.actor, to=to))
    return access.one(rows.filter(pk=meeting_id))


def open_own(request: StaffRequest, meeting_id: UUID) -> Meeting:
    """Open a meeting to change it.

    Raises:
        NotAllowed: the viewer's job does not include running meetings, or another organisation calls it.
        NotFound: there is no such meeting, or none the viewer may know of.
    """
    meeting = open_meeting(request, meeting_id, to=Do.RUN_MEETINGS)
    if not is_own(meeting, request.actor):
        raise NotAllowed(NOT_YOURS)
    return meeting


def is_own(meeting: Meeting, actor: Staff) -> bool:
    """Say whether the viewer's organisation calls a meeting."""
    return meeting.organisation_id == actor.organisation_id


def open_invitation(request: StaffRequest, meeting: Meeting, invitation_id: UUID) -> Invitation:
    """Open an invitation to a meeting, to answer it.

    Raises:
        NotAllowed: it is another agency's and another organisation's meeting.
        NotFound: there is no such invitation.
    """
    rows = access.visible(Invitation, by=request.actor, to=Do.RUN_MEETINGS).filter(meeting=meeting, pk=invitation_id)
    row = access.one(queries.invited(rows))
    if row.organisation_id != request.actor.organisation_id and not is_own(meeting, request.actor):
        raise NotAllowed(NOT_ASKED)
    return row


def open_talk(request: StaffRequest, meeting_id: UUID, talk_id: UUID, *, where: str) -> tuple[TalkedAbout, Opened]:
    """Open someone on a meeting's list, to work on what is said of them. ``where`` is the page's URL name.

    Raises:
        NotAllowed: the viewer's job does not include running meetings.
        NotFound: there is no such meeting, or nobody there whom the viewer works with by that id.
    """
    meeting = open_meeting(request, meeting_id, to=Do.RUN_MEETINGS)
    rows = access.visible(TalkedAbout, by=request.actor, to=Do.RUN_MEETINGS).filter(pk=talk_id)
    talk = access.one(queries.on_list(rows, meeting))
    return talk, open_to_change(request, talk.person_id, kind=TalkedAbout, where=where, to=Do.RUN_MEETINGS)


def partners(actor: Staff, *, to: Do = Do.RUN_MEETINGS, own: bool = False) -> list[Organisation]:
    """Return the organisations one works with in a partnership, by name; one's own among them only when asked."""
    rows = agencies.open_on(access.visible(Organisation, by=actor, to=to), clock.today())
    return list(rows if own else rows.exclude(pk=actor.organisation_id))


def own_organisation(actor: Staff, *, to: Do = Do.RUN_MEETINGS) -> Organisation:
    """Return the viewer's own organisation."""
    return access.get(Organisation, actor.organisation_id, by=actor, to=to)


def own_teams(actor: Staff) -> list[Team]:
    """Return the open teams of one's own organisation."""
    rows = access.visible(Team, by=actor, to=Do.RUN_MEETINGS)
    return list(rows.filter(organisation=actor.organisation_id, closed_on=None).order_by("name", "id"))


def own_staff(actor: Staff) -> list[User]:
    """Return who works for one's own organisation, by name."""
    rows = access.visible(User, by=actor, to=Do.RUN_MEETINGS).filter(organisation=actor.organisation_id)
    return list(agencies.working(rows))


def choices_of(rows: Iterable[Model], *, none: str) -> list[tuple[str, str]]:
    """List rows that have a name, after a choice of none of them."""
    return [("", none), *((str(row.pk), str(getattr(row, "name", ""))) for row in rows)]
