import pytest
from django.urls import reverse

from tests.factories import (
    ConsentFactory,
    ContactPointFactory,
    IdentifierFactory,
    KeyDateFactory,
    NameFactory,
    NeedFactory,
    RelationFactory,
    SensitiveFactFactory,
    StayFactory,
)
from throughline.foundations.models import ReadEntry

pytestmark = pytest.mark.django_db

PAGES = ("person", "details", "contact", "needs", "family", "sensitive")
ADDING = ("change_details", "add_name", "add_number", "add_contact", "add_need", "add_relation", "add_sensitive")


def url(name, person, **more):
    return reverse(f"people:{name}", kwargs={"person_id": person.pk, **more})


@pytest.fixture
def full(cast):
    """The person of the cast with one of everything on the record."""
    person = cast.person
    stay = StayFactory(person=person)
    KeyDateFactory(stay=stay)
    NameFactory(person=person)
    IdentifierFactory(person=person)
    ContactPointFactory(person=person, safety="no_messages")
    NeedFactory(person=person)
    RelationFactory(person=person)
    SensitiveFactFactory(person=person)
    ConsentFactory(person=person, words="CANARY consent")
    return cast


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_told_there_is_no_such_person(full, name):
    answer = full.stranger.get(url(name, full.person))

    assert answer.status_code == 404
    assert b"CANARY" not in answer.content


@pytest.mark.parametrize("name", [*PAGES, *ADDING])
def test_a_role_without_people_is_turned_away(full, name):
    answer = full.no_job.get(url(name, full.person))

    assert answer.status_code == 403
    assert b"CANARY" not in answer.content


@pytest.mark.parametrize("name", [*PAGES, *ADDING])
def test_someone_who_leads_sees_the_page(full, name):
    assert full.worker.get(url(name, full.person)).status_code == 200


@pytest.mark.parametrize("name", ADDING)
def test_someone_who_only_knows_of_a_person_changes_nothing(full, name):
    assert full.knows_of.get(url(name, full.person)).status_code == 403


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("contact", "07700 900123"),
        ("needs", "CANARY need"),
        ("family", "CANARY relation"),
        ("sensitive", "CANARY sensitive"),
    ],
)
def test_a_lane_that_is_not_shared_shows_a_lock_and_nothing_else(full, name, hidden):
    page = full.colleague.get(url(name, full.person)).content.decode()

    assert "not shared with you" in page
    assert hidden not in page


def test_the_overview_says_where_when_whom_and_whether(full):
    page = full.worker.get(url("person", full.person)).content.decode()

    for words in (
        "B Hall 2-14",
        "Confirmed release date",
        "firm",
        "Leads the record",
        "CANARY consent",
    ):
        assert words in page


def test_flags_name_what_to_do_and_never_the_need(full):
    NeedFactory(person=full.person, kind="mental_health", words="CANARY health")

    page = full.colleague.get(url("details", full.person)).content.decode()
    bar = full.worker.get(url("details", full.person)).content.decode()

    assert "Flags" not in page
    assert "Check before you ring or write" in bar
    assert "Read the support note" in bar
    assert "Mental health" not in bar


def test_someone_who_knows_of_a_person_sees_a_name_and_locks(full):
    page = full.knows_of.get(url("person", full.person)).content.decode()

    assert full.person.shown_name in page
    assert "B Hall" not in page
    assert "CANARY consent" not in page
    assert "Not shared with you" in page


def test_every_look_is_written_down(full, writer):
    full.worker.get(url("person", full.person))

    with writer():
        looks = list(ReadEntry.objects.filter(person_id=full.person.pk).values_list("where", "by_id"))
    assert ("people:person", full.worker_user.pk) in looks


@pytest.mark.parametrize("count", [1, 40])
def test_the_overview_asks_the_database_little_however_much_there_is(full, django_assert_max_num_queries, count):
    for _ in range(count):
        RelationFactory(person=full.person)
        NeedFactory(person=full.person)
    full.worker.get(url("person", full.person))

    with django_assert_max_num_queries(25):
        full.worker.get(url("person", full.person))
