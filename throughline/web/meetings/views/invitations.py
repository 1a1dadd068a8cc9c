"""What an agency answered to an invitation, and whether it came."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.meetings.actions import invitations as actions
from throughline.meetings.statuses import Reply
from throughline.web.meetings.asking import QUESTION, Asking, Doing, ask
from throughline.web.meetings.forms.meetings import CameForm, ReplyForm
from throughline.web.meetings.opening import meeting_url, open_invitation, open_meeting, open_own


@require_http_methods(QUESTION)
def reply(request: StaffRequest, meeting_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Keep what an agency answered: said by itself, or heard by whoever calls the meeting."""
    meeting = open_meeting(request, meeting_id, to=Do.RUN_MEETINGS)
    row = open_invitation(request, meeting, invitation_id)
    answered = row.reply if row.reply != Reply.NO_ANSWER else None
    form = ReplyForm(request.POST or None, initial={"reply": answered, "words": row.words})
    own = row.organisation_id == request.actor.organisation_id
    if not own:
        form.fields["reply"].label = f"What did {row.organisation.name} answer?"

    def act(doing: Doing) -> None:
        actions.reply(row, **form.cleaned_data, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="Answer the invitation" if own else f"What {row.organisation.name} answered",
        verb="Save the answer",
        done="The answer is saved.",
        back=meeting_url(meeting.pk),
        trail=meeting.name,
    )
    return ask(request, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def came(request: StaffRequest, meeting_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Keep whether an agency came, and who for it."""
    meeting = open_own(request, meeting_id)
    row = open_invitation(request, meeting, invitation_id)
    known = {True: "yes", False: "no", None: None}[row.came]
    form = CameForm(request.POST or None, initial={"came": known, "who_came": row.who_came})

    def act(doing: Doing) -> None:
        yes, who = form.cleaned_data["came"] == "yes", form.cleaned_data["who_came"]
        actions.came(row, came=yes, who_came=who, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title=f"Did {row.organisation.name} come?",
        verb="Save who came",
        done="Who came is saved.",
        back=meeting_url(meeting.pk),
        trail=meeting.name,
    )
    return ask(request, form, act, words=words, record=row)
