"""Every contact, and recording one in seconds."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.factories import NOON, KeyDateFactory, OrganisationFactory, StayFactory, TeamFactory
from tests.factories.journey import CaseFactory, ContactFactory, NoteFactory, ServiceFactory
from tests.web.cases.conftest import on
from throughline.cases.models import Case, Contact, Note

pytestmark = pytest.mark.django_db

QUICK = {"activity": "housing", "place": "hall", "words": "Asked about the flat"}
USUAL = {"happened": "yes", "time": "12:00", "minutes": "", "audience": "team", **on()}


def record(world):
    return reverse("cases:contact", args=[world.person.pk])


def listed(world):
    return reverse("cases:contacts", args=[world.person.pk])


class Controls(HTMLParser):
    """The controls of the form in their tab order; those folded away are left out."""

    def __init__(self, page):
        super().__init__()
        self.inside = self.folded = False
        self.names = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form" and "filter" not in facts.get("class", ""):
            self.inside = facts.get("class") == "form"
        if not self.inside:
            return
        if tag == "details":
            self.folded = "open" not in facts
        if tag == "summary":
            self.names.append("summary")
        elif tag in {"input", "select", "textarea", "button"} and facts.get("type") != "hidden" and not self.folded:
            self.names.append(facts.get("name", tag))

    def handle_endtag(self, tag):
        if tag == "details":
            self.folded = False
        if tag == "form":
            self.inside = False


class TestRecording:
    def test_three_answers_stand_between_the_worker_and_the_button(self, cast, world):
        page = cast.worker.get(record(world)).content.decode()

        assert Controls(page).names == ["activity", "place", "words", "summary", "button"]

    def test_it_takes_few_keystrokes_besides_the_words(self, cast, world):
        """To the first question is one jump past the bar: the skip link. Then a letter, Tab, a letter, Tab, words."""
        names = Controls(cast.worker.get(record(world)).content.decode()).names
        choosing = 2 * len("ho")
        tabs = names.index("button")

        assert choosing + tabs + len(["Enter"]) <= 10

    def test_only_two_answers_must_be_given(self, cast, world, writer):
        answer = cast.worker.post(record(world), QUICK | USUAL | {"words": ""})

        assert answer.status_code == 302
        with writer():
            assert Contact.objects.count() == 1
            assert not Note.objects.exists()

    def test_what_was_sent_twice_is_kept_once_with_its_note(self, cast, world, once, writer):
        said = QUICK | USUAL | once

        answers = [cast.worker.post(record(world), said) for _ in range(2)]

        assert [answer.headers["Location"] for answer in answers] == [listed(world)] * 2
        with writer():
            contact = Contact.objects.get()
            note = Note.objects.get()
            case = Case.objects.get()
        assert (contact.case, contact.by_user, contact.happened_at) == (case, world.worker, NOON)
        assert (note.words, note.audience) == ("Asked about the flat", "team")
        assert case.last_contact_on == NOON.date()

    def test_what_it_was_for_and_where_is_remembered_for_the_day(self, cast, world, noon):
        cast.worker.post(record(world), QUICK | USUAL)

        same_day = cast.worker.get(record(world)).content.decode()
        noon.shift(timedelta(days=1))
        cast.worker.force_login(world.worker)
        next_day = cast.worker.get(record(world)).content.decode()

        assert '<option value="housing" selected>' in same_day
        assert '<option value="hall" selected>' in same_day
        assert '<option value="housing" selected>' not in next_day

    def test_it_leads_back_to_the_list_the_worker_came_from(self, cast, world):
        answer = cast.worker.post(f"{record(world)}?back=caseload", QUICK | USUAL)
        elsewhere = cast.worker.post(f"{record(world)}?back=//evil.example", QUICK | USUAL)

        assert answer.headers["Location"] == reverse("cases:caseload")
        assert elsewhere.headers["Location"] == listed(world)

    def test_a_team_without_a_case_records_one_too(self, cast, world, writer):
        answer = cast.colleague.post(record(world), QUICK | USUAL)

        assert answer.status_code == 302
        with writer():
            assert Contact.objects.get().case is None

    def test_with_two_services_the_worker_says_for_which(self, cast, world, writer):
        other = CaseFactory(person=world.person, service=ServiceFactory(team=world.team, name="Duty desk"))

        page = cast.worker.get(record(world)).content.decode()
        cast.worker.post(record(world), QUICK | USUAL | {"case": str(other.pk)})

        assert "For which service?" in page
        with writer():
            assert Contact.objects.get().case == other

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"activity": ""}, "Answer “What was it for?”"),
            ({"place": "moon"}, "Choose one of the answers listed"),
            ({"time": "noonish"}, "24-hour clock"),
            ({"minutes": "-5"}, "must be 0 or more"),
            (on(year=2027), "This has not happened yet"),
            (on(year=1950), "They were not born then"),
            ({"words": "x" * 10_001}, "10000 characters or fewer"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, cast, world, writer, wrong, sentence):
        answer = cast.worker.post(record(world), QUICK | USUAL | {"words": "CANARY typed 🙂"} | wrong)

        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert "CANARY typed 🙂" in answer.content.decode() or "words" in wrong
        with writer():
            assert not Contact.objects.exists()

    def test_ten_thousand_characters_and_emoji_are_kept_whole(self, cast, world, writer):
        words = "🙂" * 10_000

        cast.worker.post(record(world), QUICK | USUAL | {"words": words})

        with writer():
            assert Note.objects.get().words == words

    def test_a_try_that_came_to_nothing_is_kept_and_the_case_stays_quiet(self, cast, world, writer):
        cast.worker.post(record(world), QUICK | USUAL | {"happened": "no_answer"})

        page = cast.worker.get(listed(world)).content.decode()
        assert "Tried, no answer." in page
        assert "1 try came to nothing" in page
        assert "1 contact by" not in page
        with writer():
            assert Case.objects.get().last_contact_on is None

    def test_only_those_who_work_with_them_may(self, cast, world):
        assert cast.stranger.post(record(world), QUICK | USUAL).status_code == 404
        assert cast.no_job.get(record(world)).status_code == 403
        assert cast.knows_of.get(record(world)).status_code == 403


class TestReading:
    def test_every_organisations_contacts_are_counted_and_listed(self, cast, world):
        other = TeamFactory(organisation=OrganisationFactory(name="Fife Housing"))
        ContactFactory(case=world.case, person=world.person)
        ContactFactory(case=None, person=world.person, team=other, organisation=other.organisation)
        ContactFactory(case=None, person=world.person, team=other, organisation=other.organisation)

        page = cast.colleague.get(listed(world)).content.decode()

        assert "3 contacts by 2 organisations" in page
        assert "Fife Housing <b>2</b>" in page
        assert "In touch since" in page

    def test_notes_are_shown_to_those_they_were_written_for_and_not_mentioned_to_others(self, cast, world):
        contact = ContactFactory(case=world.case, person=world.person)
        NoteFactory(
            person=world.person, contact=contact, kind="contact", team=world.team, audience="team", words="CANARY ours"
        )
        NoteFactory(person=world.person, contact=contact, kind="contact", audience="network", words="CANARY for all")
        NoteFactory(person=world.person, contact=contact, kind="contact", audience="private", words="CANARY hers")

        ours, theirs = (client.get(listed(world)).content.decode() for client in (cast.worker, cast.colleague))

        assert "CANARY ours" in ours
        assert "CANARY hers" not in ours
        assert "CANARY ours" not in theirs
        assert "CANARY for all" in theirs

    def test_nothing_yet_is_said(self, cast, world):
        page = cast.worker.get(listed(world)).content.decode()

        assert "No contact is on the record" in page
        assert "No contact that happened is on the record yet" in page

    def test_who_knows_of_them_is_told_it_is_not_shared(self, cast, world):
        ContactFactory(case=world.case, person=world.person)

        assert "Contacts are not shared with you" in cast.knows_of.get(listed(world)).content.decode()
        assert cast.stranger.get(listed(world)).status_code == 404
        assert cast.no_job.get(listed(world)).status_code == 403

    def test_older_ones_are_on_the_next_page(self, cast, world):
        for hours in range(30):
            ContactFactory(
                case=world.case, person=world.person, happened_at=NOON - timedelta(hours=hours), minutes=hours + 100
            )

        first = cast.worker.get(listed(world))
        second = cast.worker.get(listed(world) + first.context["next"])

        assert len(first.context["met"]) == 25
        assert [one.contact.minutes for one in second.context["met"]] == [125, 126, 127, 128, 129]
        assert "That is every contact" in second.content.decode()

    @pytest.mark.parametrize("after", ["nonsense", "00000000-0000-0000-0000-000000000000"])
    def test_a_made_up_place_in_the_list_shows_the_start(self, cast, world, after):
        assert cast.worker.get(listed(world), {"after": after}).status_code == 200

    @pytest.mark.parametrize("many", [2, 60])
    def test_the_page_asks_no_more_than_it_may(self, cast, world, many, django_assert_max_num_queries):
        KeyDateFactory(stay=StayFactory(person=world.person))
        for _ in range(many):
            contact = ContactFactory(case=world.case, person=world.person)
            NoteFactory(person=world.person, contact=contact, kind="contact")
        NoteFactory(person=world.person, amends=NoteFactory(person=world.person, current=False), amended_why="Spelling")

        cast.worker.get(listed(world))

        with django_assert_max_num_queries(25):
            cast.worker.get(listed(world))
