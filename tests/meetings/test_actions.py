"""Meetings, invitations and lists: what happens to them, what is refused, and two at once."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, OrganisationFactory, PersonFactory, TeamFactory
from tests.factories.journey import TaskFactory
from tests.factories.meetings import InvitationFactory, MeetingFactory, TalkedAboutFactory
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.meetings import queries
from throughline.meetings.actions import invitations, lists, meetings
from throughline.meetings.actions.lists import Said
from throughline.meetings.actions.meetings import MeetingFacts
from throughline.meetings.models import Invitation, Meeting, TalkedAbout
from throughline.meetings.rules import MOST_ON_A_LIST, WITH_THE_STEP

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
SOON = NOON + timedelta(days=3)


def panel(**facts):
    return MeetingFacts(**{"kind": "release_panel", "name": "Release panel", "held_at": SOON, **facts})


class TestMeetings:
    def test_a_meeting_is_called(self):
        row = meetings.call_meeting(OrganisationFactory(), facts=panel(place="Room 4"), **BY)

        assert (row.name, row.place, row.state) == ("Release panel", "Room 4", "planned")
        entry = JournalEntry.objects.get()
        assert (entry.what, entry.person_id) == ("meetings.called", None)
        assert entry.facts == {"meeting": "Release panel", "on": "2026-03-05", "kind": "Prison release panel"}

    def test_a_meeting_run_by_another_organisations_team_is_refused(self):
        with pytest.raises(Refused, match="is not a team of") as refused:
            meetings.call_meeting(OrganisationFactory(), facts=panel(team=TeamFactory()), **BY)

        assert refused.value.field == "team"

    def test_a_meeting_is_changed_once_by_two_who_saw_the_same(self):
        row = MeetingFactory(held_at=SOON)
        meetings.change_meeting(row, facts=panel(), version=1, **BY)

        with pytest.raises(Stale):
            meetings.change_meeting(row, facts=panel(name="Another"), version=1, **BY)

    def test_a_meeting_is_held_once_its_day_has_come(self):
        row = MeetingFactory()

        assert meetings.hold(row, version=1, **BY).state == "held"
        with pytest.raises(Refused, match="has not come"):
            meetings.hold(MeetingFactory(held_at=SOON), version=1, **BY)
        with pytest.raises(Refused, match="held already"):
            meetings.change_meeting(row, facts=panel(), version=2, **BY)

    def test_a_meeting_is_called_off_with_a_reason(self):
        row = MeetingFactory(held_at=SOON)

        with pytest.raises(Refused, match="Say why"):
            meetings.cancel(row, why=" ", version=1, **BY)
        gone = meetings.cancel(row, why="Nobody can come", version=1, **BY)

        assert (gone.state, gone.state_words) == ("cancelled", "Nobody can come")

    def test_an_earlier_meeting_of_a_series_has_its_caller_kind_and_name(self):
        now = MeetingFactory(held_at=SOON, name="Panel")
        same = {"organisation": now.organisation, "name": "panel"}
        first = MeetingFactory(held_at=NOON - timedelta(days=14), **same)
        last = MeetingFactory(held_at=NOON, **same)
        MeetingFactory(held_at=NOON, name="panel")
        MeetingFactory(held_at=NOON, organisation=now.organisation, name="Another")
        MeetingFactory(held_at=NOON + timedelta(days=1), state="cancelled", **same)

        assert list(queries.same_series_before(Meeting.objects.all(), now)) == [last, first]


class TestInvitations:
    def test_an_agency_is_asked_once_and_never_by_itself(self):
        meeting, other = MeetingFactory(), OrganisationFactory()

        first = invitations.invite(meeting, [other, other, meeting.organisation], **BY)
        again = invitations.invite(meeting, [other], **BY)

        assert ([row.organisation for row in first], again) == ([other], [])
        assert Invitation.objects.get().sent_on == TODAY

    def test_an_answer_is_kept_with_its_day_and_may_change(self):
        row = invitations.reply(InvitationFactory(), reply="coming", version=1, **BY)

        assert (row.reply, row.replied_on) == ("coming", TODAY)
        row = invitations.reply(row, reply="sends_word", words="Bed is booked", version=2, **BY)
        assert (row.reply, row.words) == ("sends_word", "Bed is booked")

    def test_nobody_is_asked_to_a_meeting_that_does_not_happen(self):
        row = InvitationFactory(meeting__state="cancelled")

        with pytest.raises(Refused, match="did not happen"):
            invitations.invite(row.meeting, [OrganisationFactory()], **BY)
        with pytest.raises(Refused, match="did not happen"):
            invitations.reply(row, reply="coming", version=1, **BY)

    def test_who_came_is_kept_on_the_day_and_not_before(self):
        row = invitations.came(InvitationFactory(), came=True, who_came="Two", version=1, **BY)

        assert (row.came, row.who_came) == (True, "Two")
        with pytest.raises(Refused, match="has not come"):
            invitations.came(InvitationFactory(meeting__held_at=SOON), came=True, version=1, **BY)

    def test_a_stale_answer_is_refused(self):
        with pytest.raises(Stale):
            invitations.reply(InvitationFactory(), reply="coming", version=9, **BY)


class TestLists:
    def test_people_go_on_a_list_in_order_and_once(self):
        meeting, one, two = MeetingFactory(), PersonFactory(), PersonFactory()

        first = lists.put_on_list(meeting, [one, two, one], why="No address", **BY)
        again = lists.put_on_list(meeting, [two], **BY)

        assert [(row.person, row.position, row.why) for row in first] == [
            (one, 1, "No address"),
            (two, 2, "No address"),
        ]
        assert again == []
        facts = {"meeting": meeting.name, "on": TODAY.isoformat()}
        assert [entry.facts for entry in JournalEntry.objects.filter(person_id=one.pk)] == [facts]

    def test_a_list_that_is_full_takes_nobody_more(self):
        meeting = MeetingFactory()
        lists.put_on_list(meeting, [PersonFactory() for _ in range(MOST_ON_A_LIST)], **BY)

        with pytest.raises(Refused, match="room for 0"):
            lists.put_on_list(meeting, [PersonFactory()], **BY)

    def test_whoever_was_taken_off_can_be_put_back(self):
        row = TalkedAboutFactory(meeting__held_at=SOON)

        lists.take_off(row, why="Another panel has it", version=1, **BY)
        assert list(queries.on_list(TalkedAbout.objects.all(), row.meeting)) == []
        (back,) = lists.put_on_list(row.meeting, [row.person], **BY)

        assert (back.pk, back.off_why, back.why) == (row.pk, "", "CANARY talkedabout")

    def test_nobody_is_taken_off_without_a_reason_or_after_the_meeting(self):
        with pytest.raises(Refused, match="Say why"):
            lists.take_off(TalkedAboutFactory(), why="", version=1, **BY)
        with pytest.raises(Refused, match="held already"):
            lists.take_off(TalkedAboutFactory(meeting__state="held"), why="x", version=1, **BY)

    def test_what_was_said_is_kept_and_the_story_does_not_repeat_it(self):
        row = TalkedAboutFactory()

        row = lists.sum_up(row, said=Said(told=True, their_words="My own door", summary="Agreed"), version=1, **BY)

        assert (row.told, row.took_part, row.their_words, row.summary) == (True, None, "My own door", "Agreed")
        assert "door" not in str(JournalEntry.objects.get().facts)

    def test_what_was_said_before_someone_else_wrote_is_refused(self):
        with pytest.raises(Stale):
            lists.sum_up(TalkedAboutFactory(), said=Said(), version=4, **BY)

    def test_nothing_is_decided_about_whoever_is_off_the_list(self):
        row = TalkedAboutFactory(off_why="Gone")

        with pytest.raises(Refused, match="taken off"):
            lists.record_decision(row, words="Ring", task=TaskFactory(plan__person=row.person), **BY)

    def test_a_decision_about_health_is_said_with_its_step_alone(self):
        row = TalkedAboutFactory()
        task = TaskFactory(plan__person=row.person, pathway="health", compartment="needs")

        kept = lists.record_decision(row, words="Ask the GP", task=task, **BY)

        assert kept.words == WITH_THE_STEP
        assert "GP" not in str([entry.facts for entry in JournalEntry.objects.all()])


@pytest.mark.django_db(transaction=True)
def test_two_who_put_the_same_person_on_a_list_at_once_put_them_on_it_once(writer):
    meeting, person = MeetingFactory(), PersonFactory()

    answers = answers_of(*[lambda: lists.put_on_list(meeting, [person], **BY)] * 2)

    assert answers == ["kept", "kept"]
    with writer():
        assert TalkedAbout.objects.count() == 1
