"""What may be asked of cases: each question narrows what it is given, in an order that never wavers."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON, TODAY, PersonFactory, UserFactory
from tests.factories.journey import (
    AdvocacyFactory,
    CaseFactory,
    ContactFactory,
    CoverFactory,
    NoteFactory,
    ServiceFactory,
    StageFactory,
)
from throughline.cases import queries
from throughline.cases.models import Advocacy, Case, Contact, Cover, Note, Stage

pytestmark = pytest.mark.django_db

CLOSED = {"setting": "closed", "closed_on": TODAY, "close_reason": "completed"}
CASES = Case.objects


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def test_open_cases_come_by_family_name_and_go_on_after_one():
    late, early = (CaseFactory(person=PersonFactory(sort_name=name)) for name in ("young", "adam"))
    CaseFactory(**CLOSED)

    found = list(queries.open_now(CASES.all()))

    assert found == [early, late]
    after = queries.after(queries.open_now(CASES.all()), sort_name="adam", pk=early.pk)
    assert list(after) == [late]


def test_quiet_cases_come_longest_first_on_the_day_and_after():
    due, long = CaseFactory(quiet_from=TODAY), CaseFactory(quiet_from=TODAY - timedelta(days=9))
    CaseFactory(quiet_from=TODAY + timedelta(days=1))
    CaseFactory(quiet_from=None)

    assert list(queries.quiet(CASES.all(), TODAY)) == [long, due]


def test_reviews_due_come_longest_overdue_first():
    due, overdue = CaseFactory(review_due_on=TODAY), CaseFactory(review_due_on=date(2026, 2, 1))
    CaseFactory(review_due_on=None)

    assert list(queries.reviews_due(CASES.all(), TODAY)) == [overdue, due]


def test_someones_open_case_comes_before_those_that_closed():
    person = PersonFactory()
    closed = CaseFactory(person=person, **CLOSED)
    still = CaseFactory(person=person, opened_on=date(2025, 1, 1))

    assert list(queries.of_person(CASES.filter(person=person))) == [still, closed]


def test_settings_are_counted_at_once(django_assert_num_queries):
    CaseFactory.create_batch(3, setting="prison")
    CaseFactory(setting="community")

    with django_assert_num_queries(1):
        assert queries.settings_counted(queries.open_now(CASES.all())) == {"prison": 3, "community": 1}


def test_cases_are_narrowed_by_team_service_and_setting():
    mine, _ = CaseFactory(setting="prison"), CaseFactory()

    assert list(queries.of_teams(CASES.all(), [mine.team_id])) == [mine]
    assert list(queries.of_service(CASES.all(), mine.service)) == [mine]
    assert list(queries.standing_in(CASES.all(), "prison")) == [mine]
    assert queries.standing_in(CASES.all(), "").count() == 2


def test_what_someone_is_key_worker_of_is_counted_for_each_team():
    worker = UserFactory()
    cases = CaseFactory.create_batch(2, key_worker=worker, service=ServiceFactory())
    CaseFactory(key_worker=worker, **CLOSED)

    kept = queries.kept_by(CASES.all(), [worker])

    assert set(kept) == set(cases)
    assert queries.counted_by_team(kept) == {cases[0].team_id: 2}


def test_contacts_go_on_after_the_last_that_was_shown():
    case = CaseFactory()
    rows = [ContactFactory(case=case, happened_at=NOON - timedelta(hours=hours // 2)) for hours in range(4)]

    found = list(queries.contacts_newest(Contact.objects.all()))

    assert {row.pk for row in found[:2]} == {row.pk for row in rows[:2]}
    assert list(queries.contacts_after(queries.contacts_newest(Contact.objects.all()), found[1])) == found[2:]


def test_notes_that_were_amended_are_left_out():
    note, contact = NoteFactory(), ContactFactory()
    about = NoteFactory(contact=contact, person=contact.person)
    NoteFactory(current=False)

    assert set(queries.notes_current(Note.objects.all())) == {note, about}
    assert list(queries.notes_of(Note.objects.all(), [contact])) == [about]


def test_advocacy_that_goes_on_comes_first():
    over = AdvocacyFactory(result="Done", closed_on=TODAY)
    still = AdvocacyFactory(opened_on=TODAY - timedelta(days=9))

    assert list(queries.advocacy_newest(Advocacy.objects.all())) == [still, over]


def test_cover_to_come_is_known_and_whose_it_is():
    now, soon = CoverFactory(), CoverFactory(from_on=TODAY + timedelta(days=2), until_on=TODAY + timedelta(days=4))
    CoverFactory(ended_at=NOON)

    assert list(queries.covers_to_come(Cover.objects.all(), TODAY)) == [now, soon]
    assert list(queries.covered_by(Cover.objects.all(), now.stand_in_id, on=TODAY)) == [now]


def test_stages_come_in_the_order_of_the_service():
    service = ServiceFactory()
    second, first = StageFactory(service=service, position=2), StageFactory(service=service, position=1)
    gone = StageFactory(service=service, position=3, retired_on=TODAY)
    StageFactory()

    assert list(queries.stages_of(Stage.objects.all(), service)) == [first, second]
    assert list(queries.retired_of(Stage.objects.all(), service)) == [gone]
