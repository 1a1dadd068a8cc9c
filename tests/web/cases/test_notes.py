"""Notes: for whom they are written, amended and never rubbed out; and speaking up for someone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOON
from tests.factories.journey import AdvocacyFactory, NoteFactory
from tests.web.cases.conftest import on
from throughline.cases.models import Advocacy, Note

pytestmark = pytest.mark.django_db

NOTE = {"words": "CANARY written", "audience": "team"}
ISSUE = {"issue": "No GP would register him", "agency": "Health centre", "wants_said": "I have a right", "done": ""}


def url(name, world, **more):
    return reverse(f"cases:{name}", kwargs={"person_id": world.person.pk, **more})


@pytest.fixture
def note(world):
    return NoteFactory(
        person=world.person, team=world.team, by_user=world.worker, audience="network", words="CANARY first"
    )


class TestWriting:
    def test_a_note_is_kept_once_for_whom_it_was_written(self, cast, world, once, writer):
        for _ in range(2):
            answer = cast.worker.post(url("note", world), NOTE | once)

        assert answer.headers["Location"] == url("notes", world)
        with writer():
            kept = Note.objects.get()
        assert (kept.words, kept.audience, kept.kind, kept.by_user) == ("CANARY written", "team", "note", world.worker)

    def test_their_own_words_are_kept_only_with_permission(self, cast, world, writer):
        refused = cast.worker.post(url("note", world), NOTE | {"quote": "on"}).content.decode()
        kept = cast.worker.post(url("note", world), NOTE | {"quote": "on", "permission": "on"})

        assert "Ask them whether their words may be kept and quoted" in refused
        assert "CANARY written" in refused
        assert kept.status_code == 302
        assert "Their own words, kept with permission" in cast.worker.get(url("notes", world)).content.decode()
        with writer():
            assert Note.objects.get().kind == "quote"

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [({"words": "  "}, "Answer “What do you want to keep?”"), ({"audience": "all"}, "Choose one of the answers")],
    )
    def test_what_is_wrong_is_said(self, cast, world, wrong, sentence):
        assert sentence in cast.worker.post(url("note", world), NOTE | wrong).content.decode()

    def test_private_is_for_whoever_wrote_it_alone(self, cast, world, sign_in):
        cast.worker.post(url("note", world), NOTE | {"audience": "private"})

        mine, mates = (
            client.get(url("notes", world)).content.decode() for client in (cast.worker, sign_in(world.mate))
        )

        assert "CANARY written" in mine
        assert "CANARY written" not in mates
        assert "There is no note for you to read" in mates


class TestAmending:
    def test_what_it_said_before_stays_readable_below(self, cast, world, note):
        said = {"words": "CANARY second", "why": "I had the day wrong", "audience": "network"}

        answer = cast.worker.post(url("amend", world, note_id=note.pk), said)

        page = cast.colleague.get(url("notes", world)).content.decode()
        assert answer.status_code == 302
        assert "CANARY second" in page
        assert "I had the day wrong" in page
        assert "What it said before" in page
        assert "CANARY first" in page

    def test_an_old_version_for_the_team_alone_is_not_shown_to_others(self, cast, world):
        note = NoteFactory(
            person=world.person, team=world.team, by_user=world.worker, audience="team", words="CANARY ours"
        )
        cast.worker.post(
            url("amend", world, note_id=note.pk), {"words": "For all", "why": "To share", "audience": "network"}
        )

        page = cast.colleague.get(url("notes", world)).content.decode()

        assert "For all" in page
        assert "CANARY ours" not in page

    def test_two_tabs_make_one_amendment_and_the_second_keeps_what_was_typed(self, cast, world, note, writer):
        said = {"words": "CANARY second", "why": "Wrong day", "audience": "network"}

        cast.worker.post(url("amend", world, note_id=note.pk), said)
        second = cast.worker.post(url("amend", world, note_id=note.pk), said | {"words": "CANARY third"})

        assert "This note was amended already" in second.content.decode()
        assert "CANARY third" in second.content.decode()
        with writer():
            assert Note.objects.count() == 2

    def test_only_whoever_wrote_it_may(self, cast, world, note):
        mine = cast.worker.get(url("notes", world)).content.decode()
        theirs = cast.colleague.get(url("notes", world)).content.decode()

        assert url("amend", world, note_id=note.pk) in mine
        assert url("amend", world, note_id=note.pk) not in theirs
        assert cast.colleague.get(url("amend", world, note_id=note.pk)).status_code == 403
        assert cast.stranger.get(url("amend", world, note_id=note.pk)).status_code == 404

    def test_a_note_about_someone_else_is_not_found_under_this_person(self, cast, world):
        other = NoteFactory(by_user=world.worker)

        assert cast.worker.get(url("amend", world, note_id=other.pk)).status_code == 404


class TestReading:
    def test_they_come_newest_first_page_by_page(self, cast, world):
        for hours in range(30):
            NoteFactory(person=world.person, written_at=NOON - timedelta(hours=hours), words=f"Note {hours}.")

        first = cast.worker.get(url("notes", world))
        second = cast.worker.get(url("notes", world) + first.context["next"])

        assert [one.note.words for one in second.context["notes"]] == [f"Note {hours}." for hours in range(25, 30)]

    @pytest.mark.parametrize("name", ["notes", "note", "advocacy"])
    def test_strangers_find_nothing_and_other_jobs_are_refused(self, cast, world, name):
        assert cast.stranger.get(url(name, world)).status_code == 404
        assert cast.no_job.get(url(name, world)).status_code == 403

    @pytest.mark.parametrize("name", ["notes", "advocacy"])
    def test_who_knows_of_them_is_told_it_is_not_shared(self, cast, world, note, name):
        page = cast.knows_of.get(url(name, world)).content.decode()

        assert "not shared with you" in page
        assert "CANARY first" not in page


class TestSpeakingUp:
    def test_it_is_begun_changed_and_ended(self, cast, world, once, writer):
        for _ in range(2):
            cast.worker.post(
                url("speak_up", world, case_id=world.case.pk), ISSUE | {"refused_entitlement": "on"} | once
            )
        with writer():
            row = Advocacy.objects.get()
        page = cast.worker.get(url("advocacy", world)).content.decode()

        cast.worker.post(
            url("change_advocacy", world, advocacy_id=row.pk), ISSUE | {"done": "Rang twice", "version": "1"}
        )
        cast.worker.post(
            url("end_advocacy", world, advocacy_id=row.pk), {"result": "Registered", "version": "2", **on()}
        )

        assert "Refused something they are entitled to as a citizen" in page
        with writer():
            ended = Advocacy.objects.get()
        assert (ended.done, ended.result, ended.closed_on) == ("Rang twice", "Registered", NOON.date())

    def test_a_change_over_someone_elses_is_refused_and_what_was_typed_stays(self, cast, world):
        row = AdvocacyFactory(case=world.case)

        page = cast.worker.post(
            url("change_advocacy", world, advocacy_id=row.pk), ISSUE | {"done": "CANARY typed", "version": "9"}
        ).content.decode()

        assert "Someone else changed this while you had it open" in page
        assert "CANARY typed" in page

    def test_another_team_reads_it_and_changes_nothing(self, cast, world):
        row = AdvocacyFactory(case=world.case)

        page = cast.colleague.get(url("advocacy", world)).content.decode()

        assert row.issue in page
        assert cast.colleague.get(url("change_advocacy", world, advocacy_id=row.pk)).status_code == 403

    def test_nothing_is_said_where_there_is_nothing(self, cast, world):
        assert "Nobody has had to speak up for them" in cast.worker.get(url("advocacy", world)).content.decode()
