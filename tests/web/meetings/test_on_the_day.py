"""The page of a meeting on the day: who is on it, what is open, what was decided, and who must not be named."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, GrantFactory, PersonFactory, StayFactory
from tests.factories.journey import ContactFactory
from tests.factories.meetings import DecisionFactory, MeetingFactory, TalkedAboutFactory
from tests.web.meetings.conftest import DUE, of, text, typed, url
from throughline.foundations.models import ReadEntry
from throughline.meetings.models import Decision, TalkedAbout
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db
RING = {"words": "Ring the council", "pathway": "accommodation", **typed("due_on", DUE)}


def names(page):
    return [one.talk.person.shown_name for one in page.context["people"]]


def row_of(page, person):
    return next(one for one in page.context["people"] if one.talk.person_id == person.pk)


class TestReading:
    def test_someone_is_read_in_ten_seconds(self, cast, panel):
        ContactFactory(person=cast.person, happened_at=NOON - timedelta(days=2))

        page = cast.worker.get(of(panel, "meeting"))

        one, said = row_of(page, cast.person), text(page)
        assert (one.days, one.sure, one.address.word) == ("19", "Firm", "None")
        for words in ("No address yet", "Order the birth certificate", panel.home.name, "Sat 28 Feb"):
            assert words in said

    def test_people_come_by_days_left_then_those_with_no_date_then_those_who_are_out(self, cast, panel):
        soon, later = panel.leaver("Soon", days=2), panel.leaver("Later", days=40)
        waiting, out = PersonFactory(shown_name="Waiting"), PersonFactory(shown_name="Out")
        StayFactory(person=waiting, legal_status="remand")
        StayFactory(person=out, ended_on=TODAY, ended_how="release_planned")
        for person in (waiting, out):
            GrantFactory(person=person, team=panel.team)
        for person in (out, later, waiting, soon):
            TalkedAboutFactory(meeting=panel.meeting, person=person)

        page = cast.worker.get(of(panel, "meeting"))

        assert names(page) == ["Soon", cast.person.shown_name, "Later", "Waiting", "Out"]
        assert row_of(page, waiting).days == "Any day"

    def test_what_was_decided_last_time_and_whether_it_was_done(self, cast, panel):
        earlier = TalkedAboutFactory(
            meeting=MeetingFactory(organisation=panel.home, name="Last panel", held_at=NOON - timedelta(days=7)),
            person=cast.person,
        )
        DecisionFactory(talked_about=earlier, words="Ask about the tenancy")

        page = cast.worker.get(of(panel, "meeting"))

        assert [each.words for each in row_of(page, cast.person).before] == ["Ask about the tenancy"]
        assert "Last panel" in text(page)

    def test_whoever_one_does_not_work_with_is_counted_and_not_named(self, cast, panel):
        TalkedAboutFactory.create_batch(3, meeting=panel.meeting)

        page = cast.worker.get(of(panel, "meeting"))
        theirs = panel.asked.get(of(panel, "meeting"))

        assert names(page) == [cast.person.shown_name]
        assert "3 people you do not work with are also on this list" in text(page)
        assert names(theirs) == []
        assert "4 people you do not work with are also on this list" in text(theirs)
        assert "CANARY Person" not in text(theirs)

    def test_who_knows_of_someone_alone_is_not_told_that_they_are_on_a_list(self, cast, panel):
        GrantFactory(person=cast.person, team=panel.asked_team, tier=1)

        assert cast.person.shown_name not in text(panel.asked.get(of(panel, "meeting")))

    def test_an_agency_that_was_not_asked_finds_no_such_meeting(self, cast, panel):
        for client in (cast.stranger, cast.colleague):
            assert client.get(of(panel, "meeting")).status_code == 404
            assert client.get(of(panel, "print")).status_code == 404

    def test_who_was_read_and_printed_is_kept(self, cast, panel, writer):
        cast.worker.get(of(panel, "meeting"))
        paper = cast.worker.get(of(panel, "print"))

        assert cast.person.shown_name in text(paper)
        assert "Save the decision" not in text(paper)
        with writer():
            looked = ReadEntry.objects.filter(person_id=cast.person.pk).order_by("pk").values_list("where", flat=True)
            assert set(looked) == {"meetings:meeting", "meetings:print"}

    def test_an_empty_list_says_what_to_do(self, cast, panel):
        other = MeetingFactory(organisation=panel.home)

        assert "Nobody you work with is on the list yet" in text(cast.worker.get(url("meeting", meeting_id=other.pk)))

    @pytest.mark.parametrize("number", [2, 59])
    def test_it_asks_as_few_questions_of_many_as_of_few(self, cast, panel, django_assert_max_num_queries, number):
        for place in range(number):
            person = panel.leaver(f"Leaver {place}", days=place)
            TalkedAboutFactory(meeting=panel.meeting, person=person)

        with django_assert_max_num_queries(25):
            page = cast.worker.get(of(panel, "meeting"))

        assert len(names(page)) == number + 1


class TestDeciding:
    def decide(self, panel):
        return of(panel, "decide", talk_id=panel.talk.pk)

    def test_a_decision_is_kept_once_and_becomes_a_step(self, cast, panel, writer, once):
        owner = {"organisation": str(panel.invitation.organisation_id)}
        for _ in range(2):
            answer = cast.worker.post(self.decide(panel), RING | owner | once)

        assert answer.headers["Location"].startswith(of(panel, "meeting"))
        with writer():
            row = Decision.objects.get()
            assert (row.words, row.person_id) == ("Ring the council", cast.person.pk)
            assert (row.task.organisation.name, row.task.due_on) == ("Fife Council", DUE)
        page = cast.worker.get(of(panel, "meeting"))
        one = row_of(page, cast.person)
        assert [each.words for each in one.now] == ["Ring the council"]
        assert one.missing == ["Fife Council (no answer yet)"]

    def test_a_decision_about_health_is_read_only_by_those_it_is_shared_with(self, cast, panel, sign_in, once):
        cast.worker.post(self.decide(panel), RING | {"words": "See the nurse", "pathway": "health"} | once)
        GrantFactory(person=cast.person, team=panel.asked_team)

        mine, theirs = cast.worker.get(of(panel, "meeting")), panel.asked.get(of(panel, "meeting"))

        assert "See the nurse" in text(mine)
        assert cast.person.shown_name in text(theirs)
        assert "See the nurse" not in text(theirs)
        assert "not shared with you" in text(theirs)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"words": ""},
            {"words": "x" * 10_000},
            {"pathway": "moon"},
            typed("due_on", TODAY - timedelta(days=1)),
            {"due_on_month": "13"},
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_is_kept(self, cast, panel, writer, wrong):
        page = cast.worker.post(self.decide(panel), RING | wrong)

        assert page.status_code == 200
        assert page.context["form"].errors
        with writer():
            assert (Decision.objects.count(), Task.objects.count()) == (0, 1)

    @pytest.mark.parametrize("name", ["decide", "said", "take_off"])
    def test_only_those_who_work_with_someone_at_a_meeting_they_are_asked_to(self, cast, panel, name):
        where = of(panel, name, talk_id=panel.talk.pk)
        elsewhere = TalkedAboutFactory(person=cast.person)

        assert cast.worker.get(where).status_code == 200
        assert panel.asked.get(where).status_code == 404
        assert cast.stranger.get(where).status_code == 404
        assert cast.no_job.get(where).status_code == 403
        assert cast.worker.get(of(panel, name, talk_id=elsewhere.pk)).status_code == 404

    def test_what_was_said_is_kept_and_a_stale_one_is_refused(self, cast, panel, writer, once):
        where = of(panel, "said", talk_id=panel.talk.pk)
        said = {"told": "yes", "took_part": "", "their_words": "My own door 🙂", "summary": "Agreed", "version": "1"}

        cast.worker.post(where, said | once)
        stale = cast.worker.post(where, said | {"summary": "Another"})

        assert "Someone else changed this" in text(stale)
        assert "Another" in text(stale)
        with writer():
            row = TalkedAbout.objects.get(pk=panel.talk.pk)
            assert (row.told, row.took_part, row.their_words) == (True, None, "My own door 🙂")

    def test_someone_is_taken_off_the_list(self, cast, panel, writer, once):
        where = of(panel, "take_off", talk_id=panel.talk.pk)

        assert cast.worker.post(where, {"why": "", "version": "1"}).context["form"].errors
        cast.worker.post(where, {"why": "Another panel has it", "version": "1"} | once)

        assert names(cast.worker.get(of(panel, "meeting"))) == []


class TestAdding:
    def test_those_who_leave_soon_with_something_in_the_way_are_offered_and_put_on(self, cast, panel, writer, once):
        soon, far = panel.leaver("Soon"), panel.leaver("Far", days=70)
        stranger = PersonFactory(shown_name="Unknown")
        StayFactory(person=stranger)

        page = cast.worker.get(of(panel, "add_people"))
        assert "Soon, leaves in 10 days" in text(page)
        for name in ("Far", "Unknown", cast.person.shown_name + ","):
            assert name not in text(page)
        refused = cast.worker.post(of(panel, "add_people"), {"people": [str(stranger.pk)]})
        assert refused.context["form"].errors
        cast.worker.post(f"{of(panel, 'add_people')}?weeks=12", {"people": [str(soon.pk), str(far.pk)]} | once)

        with writer():
            assert TalkedAbout.objects.filter(meeting=panel.meeting).count() == 3

    def test_a_filter_that_cannot_be_read_narrows_as_usual(self, cast, panel):
        page = cast.worker.get(f"{of(panel, 'add_people')}?weeks=moon&of=nowhere")

        assert "Nobody you work with fits that" in text(page)

    def test_it_is_for_those_who_run_meetings(self, cast, panel):
        assert cast.no_job.get(of(panel, "add_people")).status_code == 403
        assert cast.stranger.get(of(panel, "add_people")).status_code == 404

    def test_what_is_not_done_is_taken_over(self, cast, panel, writer, once):
        cast.worker.post(of(panel, "decide", talk_id=panel.talk.pk), RING | once)
        following = MeetingFactory(organisation=panel.home, name="Release panel", held_at=NOON + timedelta(days=7))

        page = cast.worker.post(url("carry_over", meeting_id=following.pk), follow=True)

        assert "1 person came over from last time" in text(page)
        assert names(page) == [cast.person.shown_name]


class TestOfPerson:
    def test_it_shows_where_they_were_talked_about(self, cast, panel):
        TalkedAboutFactory(person=cast.person, meeting__name="A meeting elsewhere")

        said = text(cast.worker.get(url("of_person", person_id=cast.person.pk)))

        assert "Release panel" in said
        assert "A meeting elsewhere" in said
        assert said.count("/meetings/") >= 2

    def test_who_knows_of_them_is_told_that_it_is_not_shared(self, cast, panel):
        said = text(cast.knows_of.get(url("of_person", person_id=cast.person.pk)))

        assert "Not shared with you" in said
        assert "Release panel" not in said

    @pytest.mark.parametrize("name", ["of_person", "put_on"])
    def test_strangers_and_other_jobs_are_refused(self, cast, panel, name):
        assert cast.stranger.get(url(name, person_id=cast.person.pk)).status_code == 404
        assert cast.no_job.get(url(name, person_id=cast.person.pk)).status_code == 403

    def test_someone_is_put_on_the_list_of_a_meeting_of_ones_own(self, cast, panel, writer, once):
        person, foreign = panel.leaver("Ewan"), MeetingFactory()
        where = url("put_on", person_id=person.pk)

        assert cast.worker.post(where, {"meeting": str(foreign.pk)}).context["form"].errors
        cast.worker.post(where, {"meeting": str(panel.meeting.pk), "why": "No bank account"} | once)

        with writer():
            assert TalkedAbout.objects.get(person=person).why == "No bank account"

    def test_it_asks_few_questions(self, cast, panel, writer, django_assert_max_num_queries):
        with writer():
            task = Task.objects.get()
        for day in range(20):
            talk = TalkedAboutFactory(person=cast.person, meeting__held_at=NOON - timedelta(days=day))
            DecisionFactory(talked_about=talk, task=task)

        with django_assert_max_num_queries(25):
            assert cast.worker.get(url("of_person", person_id=cast.person.pk)).status_code == 200
