"""Other systems find and read the people shared with their organisation, and every look is written down."""

import uuid

import pytest

from tests.api.callers import caller_for, stranger
from tests.factories import AreaFactory, IdentifierFactory, NameFactory, PersonFactory, PrisonFactory, StayFactory
from throughline.foundations.models import ReadEntry
from throughline.people import matching
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


def named(name, **facts):
    return PersonFactory(
        shown_name=name,
        sort_name=" ".join(reversed(name.casefold().split())),
        search_keys=sorted(matching.search_keys([name])),
        **facts,
    )


def names(response):
    return [row["name"] for row in response.json()["people"]]


def test_people_are_listed_by_family_name():
    people = [named("Ann Young"), named("Bob Adams")]

    response = caller_for(*people).get("/people")

    assert names(response) == ["Bob Adams", "Ann Young"]
    assert response.json()["next"] is None


def test_people_of_others_are_not_listed():
    mine, _ = named("Ann Young"), named("Bob Adams")

    assert names(caller_for(mine).get("/people")) == ["Ann Young"]


def test_pages_follow_each_other_to_the_end():
    people = [named(f"Ann {letter * 3}") for letter in "ABCDE"]
    caller = caller_for(*people)

    seen, after = [], ""
    while after is not None:
        page = caller.get("/people", limit="2", **({"after": after} if after else {})).json()
        seen += [row["name"] for row in page["people"]]
        after = page["next"]

    assert seen == [person.shown_name for person in people]


def test_a_page_that_cannot_be_found_again_says_so():
    hidden = PersonFactory()
    caller = caller_for(PersonFactory())

    answers = [caller.get("/people", after=str(pk)) for pk in (hidden.pk, uuid.uuid4())]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].content == answers[1].content
    assert answers[0].json()["error"]["fields"][0]["field"] == "after"


def test_a_search_forgives_order_and_spelling():
    caller = caller_for(named("Aaron Tallis"), named("Ewan Quigley"))

    assert names(caller.get("/people", q="talis aron")) == ["Aaron Tallis"]


def test_people_are_found_by_the_prison_they_are_in():
    prison = PrisonFactory(code="LMX")
    inside = StayFactory(prison=prison).person
    outside = StayFactory(prison=prison, ended_on="2026-02-01", ended_how="release_planned").person
    caller = caller_for(inside, outside, StayFactory().person)

    response = caller.get("/people", prison="lmx")

    assert [row["id"] for row in response.json()["people"]] == [str(inside.pk)]


@pytest.mark.parametrize(
    ("question", "value"),
    [("limit", "0"), ("limit", "101"), ("limit", "x"), ("q", "x" * 101), ("q", "a\0b"), ("after", "1"), ("page", "2")],
)
def test_a_question_out_of_bounds_is_refused_by_name(question, value):
    response = caller_for(PersonFactory()).get("/people", **{question: value})

    assert response.status_code == 422
    assert [problem["field"] for problem in response.json()["error"]["fields"]] == [question]


def test_one_person_is_read_with_every_name():
    person = PersonFactory(home_area=AreaFactory(name="Falkirk"))
    NameFactory(person=person, kind="alias", family="Other")

    body = caller_for(person).get(f"/people/{person.pk}").json()

    assert body["name"] == person.shown_name
    assert body["home_area"] == "Falkirk"
    assert [name["family"] for name in body["names"]] == ["Other"]


def test_what_is_hidden_and_what_is_absent_are_answered_alike():
    hidden = PersonFactory()
    caller = stranger()

    for path in ("/people/{}", "/people/{}/identifiers", "/people/{}/custody", "/people/{}/dates"):
        answers = [caller.get(path.format(pk)) for pk in (hidden.pk, uuid.uuid4())]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_numbers_need_more_than_knowing_of_someone():
    number = IdentifierFactory()
    works_with = caller_for(number.person, tier=Tier.WORKS_WITH, parts=[])
    knows_of = caller_for(number.person, tier=Tier.KNOWS_OF, parts=[])

    shown = works_with.get(f"/people/{number.person_id}/identifiers")
    refused = knows_of.get(f"/people/{number.person_id}/identifiers")

    assert [row["value"] for row in shown.json()["identifiers"]] == [number.value]
    assert refused.status_code == 403
    assert "not shared" in refused.json()["error"]["message"]
    assert knows_of.get(f"/people/{number.person_id}").status_code == 200


def test_every_look_is_written_down_with_what_was_asked():
    person = named("Ann Young")
    caller = caller_for(person)

    caller.get("/people", q="young")
    caller.get(f"/people/{person.pk}")
    caller.get(f"/people/{person.pk}/identifiers")

    looks = ReadEntry.objects.filter(person_id=person.pk).order_by("seq")
    assert [(look.where, look.why) for look in looks] == [
        ("api:list_people", "young"),
        ("api:read_person", ""),
        ("api:list_identifiers", ""),
    ]
    assert {look.by_kind for look in looks} == {"key"}


@pytest.mark.parametrize("how_many", [2, 60])
def test_a_list_asks_the_database_a_bounded_number_of_times(how_many, django_assert_max_num_queries):
    caller = caller_for(*(PersonFactory(home_area=AreaFactory()) for _ in range(how_many)))
    caller.get("/people")

    with django_assert_max_num_queries(16):
        response = caller.get("/people", limit="60")

    assert len(response.json()["people"]) == how_many
