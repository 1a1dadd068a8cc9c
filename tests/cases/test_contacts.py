"""Contacts and notes: what is kept for whom, and which clocks move."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from tests.cases.arranging import BY, at_once, opened
from tests.factories import NOON, TODAY, PersonFactory, StayFactory, TeamFactory, UserFactory, staff_of
from tests.factories.journey import AdvocacyFactory, CaseFactory, NoteFactory
from throughline.cases import queries
from throughline.cases.actions import advocacy, contacts, moving, notes
from throughline.cases.actions.contacts import NewContact
from throughline.cases.models import Advocacy, Case, Contact, Note
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.foundations.records import lock
from throughline.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def new_contact(case=None, **facts):
    given = {
        "person": case.person if case else PersonFactory(),
        "case": case,
        "team": case.team if case else TeamFactory(),
        "by_user": case.key_worker if case else None,
        "activity": "outreach",
        "place": "hall",
        "happened_at": NOON,
    }
    return NewContact(**(given | facts))


def recorded(case=None, **facts):
    return contacts.record_contact(new_contact(case, **facts), **BY)


def test_a_contact_is_kept_with_its_words_as_a_note_of_its_own():
    case = opened()

    contact = recorded(case, words="CANARY talked about the flat", minutes=20, audience="network")

    note = Note.objects.get(contact=contact)
    assert (note.kind, note.audience, note.words) == ("contact", "network", "CANARY talked about the flat")
    assert (contact.organisation, contact.minutes) == (case.key_worker.organisation, 20)
    said = JournalEntry.objects.get(what="cases.contact_recorded")
    assert "CANARY" not in str(said.facts)


def test_a_contact_counts_for_whoever_employs_the_worker():
    case = opened()
    officer = UserFactory()

    assert recorded(case, by_user=officer).organisation == officer.organisation
    assert recorded(case, by_user=None).organisation == case.team.organisation


def test_no_words_leave_no_note():
    recorded(opened(), words="  ")

    assert not Note.objects.exists()


def test_a_contact_moves_the_last_one_forward_and_never_back():
    case = opened()
    recorded(case, happened_at=NOON - timedelta(days=3))

    recorded(case, happened_at=NOON - timedelta(days=9))

    case.refresh_from_db()
    assert (case.last_contact_on, case.quiet_from) == (date(2026, 2, 27), date(2026, 3, 27))


@pytest.mark.parametrize("happened", ["no_answer", "did_not_come", "said_not_now", "prevented"])
def test_a_try_is_kept_and_moves_nothing(happened):
    case = opened()

    recorded(case, happened=happened)

    before = case.quiet_from
    case.refresh_from_db()
    assert (case.last_contact_on, case.quiet_from) == (None, before)
    assert Contact.objects.get().happened == happened


def test_a_contact_soon_after_release_asks_for_the_next_within_a_week():
    person = StayFactory(ended_on=date(2026, 2, 27), ended_how="release_planned").person
    case = opened(person=person, setting="community")

    recorded(case)

    case.refresh_from_db()
    assert case.quiet_from == TODAY + timedelta(days=7)


def test_an_agency_without_a_case_records_contacts_too():
    contact = recorded(by_user=staff_of(TeamFactory()))

    assert contact.case is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"happened_at": NOON + timedelta(hours=1)}, "not happened yet"),
        ({"happened_at": datetime(1980, 1, 1, tzinfo=NOON.tzinfo)}, "not born then"),
        ({"minutes": 1441}, "up to a whole day"),
        ({"words": "Mine", "audience": "private", "by_user": None}, "Only a member of staff"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(facts, words):
    with pytest.raises(Refused, match=words):
        recorded(opened(), **facts)

    assert not Contact.objects.exists()


def test_a_case_of_someone_else_is_refused():
    with pytest.raises(Refused, match="about someone else"):
        recorded(opened(), person=PersonFactory())


def test_after_a_case_closed_contacts_are_recorded_without_it():
    case = moving.close(opened(), reason="completed", on=date(2026, 2, 20), **BY)

    with pytest.raises(Refused, match="without it"):
        recorded(case)
    assert recorded(case, happened_at=NOON - timedelta(days=12))


def test_a_history_is_kept_at_once(django_assert_max_num_queries):
    case = opened()
    news = [new_contact(case, happened_at=NOON - timedelta(days=days), words="Talked") for days in range(40)]

    with django_assert_max_num_queries(10):
        rows = contacts.record_many(news, **BY)

    assert [row.happened_at for row in rows] == [new.happened_at for new in news]
    case.refresh_from_db()
    assert case.last_contact_on == TODAY
    assert queries.contacts_by_organisation(Contact.objects.all()) == [(case.key_worker.organisation.name, 40)]


def test_a_note_is_amended_by_another_beside_it():
    author = UserFactory()
    first = NoteFactory(by_user=author, audience="team")

    second = notes.amend(first, words="Better", why="Wrong street", audience="network", user=author, **BY)

    first.refresh_from_db()
    assert (first.current, first.words) == (False, "CANARY note")
    assert (second.amends, second.amended_why, second.team) == (first, "Wrong street", first.team)
    assert list(queries.notes_current(Note.objects.all())) == [second]


def test_only_its_author_amends_a_note():
    note = NoteFactory()

    with pytest.raises(Refused, match="Only whoever wrote"):
        notes.amend(note, words="Better", why="Wrong", audience="team", user=UserFactory(), **BY)


@pytest.mark.parametrize(("words", "why"), [("", "Wrong"), ("Better", " ")])
def test_an_amendment_says_what_and_why(words, why):
    note = NoteFactory()

    with pytest.raises(Refused):
        notes.amend(note, words=words, why=why, audience="team", user=note.by_user, **BY)


def test_an_amended_note_is_not_amended_again():
    note = NoteFactory()
    notes.amend(note, words="Better", why="Wrong", audience="team", user=note.by_user, **BY)

    with pytest.raises(Refused, match="amended already"):
        notes.amend(note, words="Best", why="Wrong", audience="team", user=note.by_user, **BY)


def test_their_own_words_are_kept_with_permission():
    person, user = PersonFactory(), UserFactory()
    given = {"team": TeamFactory(), "user": user, "words": "My own door.", "audience": "shared", "kind": "quote"}

    with pytest.raises(Refused, match="agreed") as refusal:
        notes.write(person, **given, **BY)

    assert refusal.value.field == "permission"
    assert notes.write(person, **given, permission=True, **BY).permission is True


def test_the_journal_never_says_what_was_written():
    notes.write(PersonFactory(), team=TeamFactory(), user=UserFactory(), words="CANARY words", audience="team", **BY)

    assert JournalEntry.objects.get(what="cases.note_written").facts == {"readers": "their team"}


def test_a_private_note_is_in_nobodys_story():
    person = PersonFactory()
    notes.write(person, team=TeamFactory(), user=UserFactory(), words="Mine", audience="private", **BY)

    assert not JournalEntry.objects.filter(person_id=person.pk).exists()


def test_someone_is_spoken_up_for_until_something_comes_of_it():
    case = opened()
    row = advocacy.speak_up(
        case, issue="No GP takes him", agency="Health centre", refused_entitlement=True, on=TODAY, **BY
    )
    said = {"issue": "No GP takes him", "agency": "Health centre", "wants_said": "I live here", "done": "Rang them"}

    changed = advocacy.change_advocacy(row, version=1, **said, refused_entitlement=True, **BY)
    ended = advocacy.end_advocacy(changed, version=2, result="Registered", on=TODAY, **BY)

    assert (ended.wants_said, ended.result, ended.closed_on) == ("I live here", "Registered", TODAY)
    assert "GP" not in str([entry.facts for entry in JournalEntry.objects.filter(what__startswith="cases.adv")])


def test_advocacy_that_ended_stays_as_it_is():
    row = AdvocacyFactory(result="Nothing", closed_on=TODAY)

    with pytest.raises(Refused, match="ended"):
        advocacy.end_advocacy(row, version=1, result="Something", on=TODAY, **BY)


def test_a_change_to_advocacy_on_an_older_version_is_stale():
    row = AdvocacyFactory(version=2)

    with pytest.raises(Stale):
        advocacy.end_advocacy(row, version=1, result="Something", on=TODAY, **BY)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"issue": " "}, "what it is about"),
        ({"agency": ""}, "which agency"),
        ({"on": date(2026, 3, 3)}, "not come yet"),
    ],
)
def test_advocacy_that_says_nothing_is_refused(facts, words):
    given = {"issue": "Rent", "agency": "Council", "on": TODAY} | facts

    with pytest.raises(Refused, match=words):
        advocacy.speak_up(opened(), **given, **BY)

    assert not Advocacy.objects.exists()


def test_advocacy_ends_with_a_result():
    with pytest.raises(Refused, match="what came of it"):
        advocacy.end_advocacy(AdvocacyFactory(), version=1, result="", on=TODAY, **BY)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_amend_a_note_once():
    note = NoteFactory()

    def amend():
        notes.amend(note, words="Better", why="Wrong", audience="team", user=note.by_user, **BY)

    assert at_once(amend) == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_contacts_at_once_are_both_kept(writer):
    case = CaseFactory()

    assert at_once(lambda: recorded(case)) == ["done", "done"]
    with writer():
        assert Contact.objects.filter(case=case).count() == 2
        assert Case.objects.get(pk=case.pk).last_contact_on == TODAY


@pytest.mark.django_db(transaction=True)
def test_a_contact_waits_for_nobody_who_holds_the_person(writer):
    """Else an act that holds the person and wants the case would wait for one that holds the case, for ever."""
    case = CaseFactory()
    answers = []

    def record():
        recorded(case)
        answers.append("done")
        connection.close()

    with writer():
        lock(Person, case.person_id)
        recording = threading.Thread(target=record)
        recording.start()
        recording.join(timeout=20)
        assert answers == ["done"]
