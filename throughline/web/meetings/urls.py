"""Where the pages about meetings are."""

from django.urls import path

from throughline.web.meetings.views import calling, invitations, listing, lists, meeting, person

app_name = "meetings"

ONE = "<uuid:meeting_id>/"
INVITATION = f"{ONE}invitations/<uuid:invitation_id>/"
TALK = f"{ONE}people/<uuid:talk_id>/"

urlpatterns = [
    path("", listing.meetings, name="meetings"),
    path("call/", calling.call, name="call"),
    path("people/<uuid:person_id>/", person.of_person, name="of_person"),
    path("people/<uuid:person_id>/put-on/", person.put_on, name="put_on"),
    path(ONE, meeting.meeting, name="meeting"),
    path(f"{ONE}print/", meeting.print_meeting, name="print"),
    path(f"{ONE}change/", calling.change, name="change"),
    path(f"{ONE}call-off/", calling.cancel, name="cancel"),
    path(f"{ONE}held/", calling.hold, name="hold"),
    path(f"{ONE}carry-over/", calling.carry_over, name="carry_over"),
    path(f"{ONE}invite/", calling.invite, name="invite"),
    path(f"{INVITATION}reply/", invitations.reply, name="reply"),
    path(f"{INVITATION}came/", invitations.came, name="came"),
    path(f"{ONE}people/add/", lists.add_people, name="add_people"),
    path(f"{TALK}decide/", lists.decide, name="decide"),
    path(f"{TALK}said/", lists.said, name="said"),
    path(f"{TALK}take-off/", lists.take_off, name="take_off"),
]
