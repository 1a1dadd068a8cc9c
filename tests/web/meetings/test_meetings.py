"""The list of meetings, calling one, changing it, asking agencies, and their answers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOON, TODAY
from tests.factories.meetings import InvitationFactory, MeetingFactory
from tests.web.meetings.conftest import of, text, typed, url
from throughline.meetings.models import Invitation, Meeting
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db
MEETINGS, CALL = reverse("meetings:meetings"), reverse("meetings:call")
NEXT = {"kind": "release_panel", "name": "Release panel", "time": "14:30", **typed("on", TODAY + timedelta(days=14))}


class TestList:
    def test_it_shows_what_one_calls_and_is_asked_to_and_nothing_else(self, cast, panel):
        MeetingFactory(name="Someone elses meeting")

        mine, theirs = text(cast.worker.get(MEETINGS)), text(panel.asked.get(MEETINGS))

        assert "Release panel" in mine
        assert "1 on its list" in mine
        assert "Nobody on its list" in theirs
        assert "Not answered" in theirs
        assert "Someone elses meeting" not in mine + theirs
        assert "CANARY" not in mine

    def test_what_was_held_is_a_list_of_its_own(self, cast, panel):
        MeetingFactory(organisation=panel.home, name="Last month", state="held", held_at=NOON - timedelta(days=30))

        assert "Last month" not in text(cast.worker.get(MEETINGS))
        assert "Last month" in text(cast.worker.get(f"{MEETINGS}?show=held"))

    def test_nothing_is_said_where_there_is_nothing(self, cast):
        assert "No meeting is planned" in text(cast.stranger.get(MEETINGS))
        assert "No meeting was held yet" in text(cast.stranger.get(f"{MEETINGS}?show=held"))

    def test_a_job_without_meetings_is_refused(self, cast, panel):
        assert cast.no_job.get(MEETINGS).status_code == 403
        assert cast.no_job.get(CALL).status_code == 403
        assert cast.no_job.get(of(panel, "meeting")).status_code == 403

    @pytest.mark.parametrize("number", [2, 60])
    @pytest.mark.parametrize("show", ["", "held"])
    def test_it_asks_as_few_questions_of_many_as_of_few(self, cast, panel, django_assert_max_num_queries, number, show):
        state = "held" if show else "planned"
        for day in range(number):
            MeetingFactory(organisation=panel.home, state=state, held_at=NOON + timedelta(days=day))

        with django_assert_max_num_queries(12):
            page = cast.worker.get(f"{MEETINGS}?show={show}")

        assert len(page.context["rows"]) <= 25

    def test_it_goes_on_where_the_page_before_ended(self, cast, panel):
        for day in range(30):
            MeetingFactory(organisation=panel.home, held_at=NOON + timedelta(days=day + 1))

        first = cast.worker.get(MEETINGS)
        second = cast.worker.get(first.context["page"].next)

        ids = [row.pk for page in (first, second) for row, _, _ in page.context["rows"]]
        assert len(ids) == len(set(ids)) == 31


class TestCalling:
    def test_it_is_called_once_however_often_the_button_is_pressed(self, cast, panel, writer, once):
        asked = {"organisations": [str(panel.invitation.organisation_id)]}
        for _ in range(2):
            answer = cast.worker.post(CALL, NEXT | asked | once)

        with writer():
            (row,) = Meeting.objects.exclude(pk=panel.meeting.pk)
            assert (row.organisation, row.held_at.hour) == (panel.home, 14)
            assert Invitation.objects.filter(meeting=row).count() == 1
            assert Notice.objects.count() == 1
        assert answer.headers["Location"] == url("meeting", meeting_id=row.pk)

    def test_the_next_of_a_series_begins_with_the_last_ones_answers(self, cast, panel):
        page = cast.worker.get(f"{CALL}?like={panel.meeting.pk}")

        assert page.context["form"].initial["name"] == "Release panel"
        assert page.context["form"].initial["organisations"] == [str(panel.invitation.organisation_id)]
        assert cast.stranger.get(f"{CALL}?like={panel.meeting.pk}").status_code == 404
        assert cast.worker.get(f"{CALL}?like=nonsense").status_code == 200

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": ""},
            {"name": "x" * 10_000},
            {"time": "25:99"},
            {"on_day": "31", "on_month": "2"},
            {"on_year": "2099"},
        ],
    )
    def test_what_cannot_be_is_said_and_what_was_typed_is_kept(self, cast, panel, writer, wrong):
        page = cast.worker.post(CALL, NEXT | {"about": "🙂 Everyone", **wrong})

        assert page.status_code == 200
        assert page.context["form"].errors
        assert "🙂 Everyone" in text(page)
        with writer():
            assert Meeting.objects.count() == 1

    def test_an_agency_that_is_no_partner_cannot_be_asked(self, cast, panel):
        other = InvitationFactory().organisation

        page = cast.worker.post(CALL, NEXT | {"organisations": [str(other.pk)]})

        assert "organisations" in page.context["form"].errors


class TestChanging:
    def test_it_is_changed(self, cast, panel, writer, once):
        cast.worker.post(of(panel, "change"), NEXT | {"name": "Gate panel", "version": "1"} | once)

        with writer():
            assert Meeting.objects.get(pk=panel.meeting.pk).name == "Gate panel"
            assert Notice.objects.get().kind == "meetings.changed"

    def test_a_stale_change_is_refused_and_what_was_typed_is_kept(self, cast, panel, writer):
        page = cast.worker.post(of(panel, "change"), NEXT | {"name": "Gate panel", "version": "7"})

        assert "Someone else changed this" in text(page)
        assert "Gate panel" in text(page)
        with writer():
            assert Meeting.objects.get(pk=panel.meeting.pk).name == "Release panel"

    def test_it_is_called_off_with_a_reason(self, cast, panel, writer, once):
        cast.worker.post(of(panel, "cancel"), {"why": "Nobody can come", "version": "1"} | once)

        assert "Nobody can come" in text(panel.asked.get(of(panel, "meeting")))
        with writer():
            assert Meeting.objects.get(pk=panel.meeting.pk).state == "cancelled"

    def test_it_is_held(self, cast, panel, writer, once):
        cast.worker.post(of(panel, "hold"), {"version": "1"} | once)
        again = cast.worker.post(of(panel, "hold"), {"version": "2"}, follow=True)

        assert "This meeting was held already" in text(again)
        with writer():
            assert Meeting.objects.get(pk=panel.meeting.pk).state == "held"

    @pytest.mark.parametrize("name", ["change", "cancel", "invite"])
    def test_only_whoever_calls_it_changes_it(self, cast, panel, name):
        assert cast.worker.get(of(panel, name)).status_code == 200
        assert panel.asked.get(of(panel, name)).status_code == 403
        assert cast.stranger.get(of(panel, name)).status_code == 404
        assert cast.no_job.get(of(panel, name)).status_code == 403

    @pytest.mark.parametrize("name", ["hold", "carry_over"])
    def test_only_whoever_calls_it_presses_its_buttons(self, cast, panel, name):
        assert panel.asked.post(of(panel, name), {"version": "1"}).status_code == 403
        assert cast.stranger.post(of(panel, name), {"version": "1"}).status_code == 404
        assert cast.worker.get(of(panel, name)).status_code == 405

    def test_more_agencies_are_asked(self, cast, panel, writer, once):
        page = cast.worker.get(of(panel, "invite"))
        assert str(panel.invitation.organisation_id) not in text(page)

        answer = cast.worker.post(of(panel, "invite"), {"organisations": []} | once)
        assert answer.context["form"].errors


class TestAnswers:
    def reply(self, panel):
        return of(panel, "reply", invitation_id=panel.invitation.pk)

    def test_the_agency_that_was_asked_answers(self, panel, writer, once):
        panel.asked.post(self.reply(panel), {"reply": "sends_word", "words": "A bed", "version": "1"} | once)

        with writer():
            row = Invitation.objects.get()
            assert (row.reply, row.words, row.replied_on) == ("sends_word", "A bed", TODAY)

    def test_whoever_calls_the_meeting_answers_for_an_agency_that_rang(self, cast, panel, writer, once):
        assert "What did Fife Council answer?" in text(cast.worker.get(self.reply(panel)))

        cast.worker.post(self.reply(panel), {"reply": "coming", "version": "1"} | once)

        with writer():
            assert Invitation.objects.get().reply == "coming"

    def test_nobody_else_answers_for_it(self, cast, panel, sign_in):
        third = InvitationFactory(meeting=panel.meeting)

        assert panel.asked.get(of(panel, "reply", invitation_id=third.pk)).status_code == 403
        assert cast.stranger.get(self.reply(panel)).status_code == 404
        assert cast.worker.get(of(panel, "reply", invitation_id=panel.talk.pk)).status_code == 404

    def test_a_stale_answer_keeps_what_was_typed(self, panel):
        page = panel.asked.post(self.reply(panel), {"reply": "coming", "words": "Two of us", "version": "9"})

        assert "Someone else changed this" in text(page)
        assert "Two of us" in text(page)

    def test_word_that_was_not_written_down_is_asked_for(self, panel):
        page = panel.asked.post(self.reply(panel), {"reply": "sends_word", "version": "1"})

        assert "words" in page.context["form"].errors

    def test_who_came_is_kept_by_whoever_calls(self, cast, panel, writer, once):
        where = of(panel, "came", invitation_id=panel.invitation.pk)

        cast.worker.post(where, {"came": "yes", "who_came": "Two officers", "version": "1"} | once)

        assert panel.asked.get(where).status_code == 403
        with writer():
            row = Invitation.objects.get()
            assert (row.came, row.who_came) == (True, "Two officers")
