"""What we ask of people's records."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import AreaFactory, ContactPointFactory, NameFactory, PersonFactory
from throughline.agencies.models import AreaPart
from throughline.foundations.writing import writing
from throughline.people import matching, queries
from throughline.people.actions.registering import keys
from throughline.people.models import ContactPoint, Name, Person
from throughline.people.rules import LETTERS, REFERENCE_LETTERS, NewName, read_reference, reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeing_everyone():
    """Ask of every row: these tests are about the question, not who may ask it."""
    with writing():
        yield


def known(given, family, *, born_on=date(1994, 5, 4), numbers=()):
    name = NewName(kind="legal", given=given, family=family)
    return PersonFactory(
        shown_name=f"{given} {family}",
        sort_name=f"{family} {given}".casefold(),
        born_on=born_on,
        search_keys=keys([name], numbers),
    )


def likely(*names, numbers=(), born_on=None):
    born = matching.born_keys(born_on) if born_on else ()
    return set(queries.likely(Person.objects.all(), names=names, numbers=numbers, born=born))


def test_every_word_must_fit():
    ewan, euan = known("Ewan", "Quigley"), known("Euan", "Reid")

    assert set(queries.matching_words(Person.objects.all(), "ewan")) == {ewan, euan}
    assert set(queries.matching_words(Person.objects.all(), "reid ewan")) == {euan}


def test_with_a_birth_date_one_word_and_a_slip_are_enough():
    swapped = known("Ewan", "Quigley", born_on=date(1994, 4, 5))
    known("Ewan", "Quigley", born_on=date(1970, 1, 30))

    assert likely("Ewan Somebody", born_on=date(1994, 5, 4)) == {swapped}


def test_someone_whose_birth_date_is_not_known_is_still_looked_at():
    unknown = known("Ewan", "Quigley", born_on=None)

    assert likely("Ewan Quigley", born_on=date(1994, 5, 4)) == {unknown}


def test_without_a_birth_date_every_word_of_a_name_must_fit():
    ewan = known("Ewan", "Quigley")
    known("Ewan", "Reid")

    assert likely("Ewan Quigley") == {ewan}


def test_a_number_is_enough():
    ewan = known("Ewan", "Quigley", numbers=["A1234BC"])

    assert likely("Somebody Else", numbers=["A1234BC"]) == {ewan}


def test_nothing_said_is_nobody():
    known("Ewan", "Quigley")

    assert likely("") == set()


def test_no_more_are_looked_at_than_can_be_compared(monkeypatch):
    monkeypatch.setattr(queries, "LIKELY_AT_MOST", 3)
    for _ in range(5):
        known("Ewan", "Quigley")

    assert len(likely("Ewan Quigley")) == 3


def test_the_next_page_starts_after_the_last_person_even_among_namesakes():
    people = [known("Ewan", "Quigley") for _ in range(5)]
    whole = list(queries.by_name(Person.objects.all()))
    last = whole[2]

    one = queries.after(queries.by_name(Person.objects.all()), sort_name=last.sort_name, pk=last.pk)
    other = queries.after_person(queries.by_name(Person.objects.all()), Person.objects.filter(pk=last.pk), pk=last.pk)

    assert list(one) == list(other) == whole[3:]
    assert len(people) == len(whole)


def test_home_in_a_region_is_home_in_one_of_its_parts():
    region, council = AreaFactory(kind="region"), AreaFactory()
    AreaPart.objects.create(whole=region, part=council)
    inside = PersonFactory(home_area=council)
    PersonFactory(home_area=AreaFactory())

    parts = AreaPart.objects.filter(whole=region)

    assert list(queries.living_in(Person.objects.all(), region.pk, parts)) == [inside]


def test_names_in_use_come_first_and_the_chosen_one_leads():
    person = PersonFactory()
    NameFactory(person=person, kind="legal", given="Legal")
    NameFactory(person=person, kind="alias", given="Ended", until_on=date(2020, 1, 1))
    NameFactory(person=person, kind="chosen", given="Chosen")

    rows = queries.by_use(Name.objects.filter(person=person))

    assert [row.given for row in rows] == ["Chosen", "Legal", "Ended"]


def test_safe_ways_to_reach_someone_come_first_and_unsafe_ones_near_the_end():
    person = PersonFactory()
    for safety in ("unsafe", "unknown", "safe", "no_messages", "ask_first"):
        ContactPointFactory(person=person, safety=safety, value=safety)

    rows = queries.safest_first(ContactPoint.objects.filter(person=person))

    assert [row.value for row in rows] == ["safe", "no_messages", "ask_first", "unsafe", "unknown"]


@given(st.integers(min_value=0, max_value=len(LETTERS) ** REFERENCE_LETTERS - 1), st.sampled_from([" ", "-", ""]))
def test_a_reference_reads_back_however_it_is_spaced(number, gap):
    told = reference(number)

    assert read_reference(told.replace("-", gap).lower()) == told


@given(st.text(max_size=12))
def test_other_words_are_no_reference(text):
    found = read_reference(text)

    assert found == "" or found.replace("-", "") == "".join(text.split()).replace("-", "").upper()
