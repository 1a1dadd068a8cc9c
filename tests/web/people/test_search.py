import pytest
from django.urls import reverse

from tests.factories import (
    AreaFactory,
    EveryoneFactory,
    GrantFactory,
    IdentifierFactory,
    KeyDateFactory,
    NameFactory,
    PartnerFactory,
    PersonFactory,
    PrisonFactory,
    RelationFactory,
    StayFactory,
    staff_of,
    worker_for,
)
from throughline.agencies.models import AreaPart
from throughline.foundations.models import ReadEntry
from throughline.people.actions.registering import keys
from throughline.people.rules import NewName
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
URL = "/people/"
SAVEPOINTS = 2  # a test is a transaction, so that the request's own is a savepoint: begun, released


def known(team, given, family, *, numbers=(), tier=Tier.LEADS, **facts):
    name = NewName(kind="legal", given=given, family=family)
    person = PersonFactory(
        shown_name=f"{given} {family}",
        sort_name=f"{family} {given}".casefold(),
        search_keys=keys([name], numbers),
        **facts,
    )
    NameFactory(person=person, given=given, family=family)
    for number in numbers:
        IdentifierFactory(person=person, value=number)
    GrantFactory(person=person, team=team, tier=tier)
    return person


@pytest.fixture
def team():
    return EveryoneFactory()


@pytest.fixture
def worker(team, sign_in):
    return sign_in(staff_of(team))


def names(answer):
    return [row.person.shown_name for row in answer.context["rows"]]


@pytest.mark.parametrize("typed", ["Ewan Quigley", "quigley ewan", "quig", "Euan", "A1234BC", "a1234bc", " a 1234 bc "])
def test_people_are_found_by_any_order_part_sound_or_whole_number(worker, team, typed):
    known(team, "Ewan", "Quigley", numbers=["A1234BC"])
    known(team, "Zoltan", "Vrabec", numbers=["A9999ZZ"])

    assert names(worker.get(URL, {"q": typed})) == ["Ewan Quigley"]


def test_people_are_found_by_their_reference_however_spaced(worker, team):
    known(team, "Ewan", "Quigley", reference="TL-52G3PF")

    assert names(worker.get(URL, {"q": "tl 52g3pf"})) == ["Ewan Quigley"]


def test_part_of_a_number_finds_nobody(worker, team):
    known(team, "Ewan", "Quigley", numbers=["A1234BC"])

    assert names(worker.get(URL, {"q": "1234"})) == []


def test_a_stranger_finds_nobody_and_is_not_told_that_anyone_is_there(sign_in, team):
    known(team, "CANARY", "Quigley", numbers=["A1234BC"])
    stranger = sign_in(staff_of(EveryoneFactory()))

    for typed in ("CANARY", "A1234BC", ""):
        answer = stranger.get(URL, {"q": typed})
        assert names(answer) == []
        assert b"Quigley" not in answer.content


def test_a_role_without_people_is_turned_away(sign_in):
    person = PersonFactory()

    assert sign_in(worker_for(person, role="evaluator")).get(URL).status_code == 403


def test_someone_who_knows_of_a_person_sees_neither_number_nor_place(sign_in):
    other = EveryoneFactory()
    person = known(other, "Ewan", "Quigley", numbers=["A1234BC"], tier=Tier.KNOWS_OF)
    StayFactory(person=person)
    RelationFactory(person=person)

    page = sign_in(staff_of(other)).get(URL).content.decode()

    assert "Ewan Quigley" in page
    assert "A1234BC" not in page
    assert "B Hall" not in page
    assert page.count("Not shared with you") == 3


def test_the_list_narrows_by_prison_and_by_in_or_out(worker, team):
    prison = PrisonFactory(organisation=team.organisation)
    inside, out = known(team, "In", "Side"), known(team, "Out", "Side")
    StayFactory(person=inside, prison=prison)
    StayFactory(person=out, prison=prison, ended_on="2026-02-01", ended_how="release_planned")

    assert names(worker.get(URL, {"prison": prison.pk})) == ["In Side"]
    assert names(worker.get(URL, {"where": "in"})) == ["In Side"]
    assert names(worker.get(URL, {"where": "out"})) == ["Out Side"]
    assert names(worker.get(URL, {"prison": prison.pk, "where": "out"})) == ["Out Side"]


def test_a_home_area_is_told_apart_from_the_prison_and_a_region_spans_its_councils(worker, team, writer):
    prison = PrisonFactory(organisation=team.organisation)
    council, region, other = AreaFactory(), AreaFactory(kind="region"), AreaFactory()
    with writer():
        AreaPart.objects.create(whole=region, part=council)
    here = known(team, "Home", "Here", home_area=council)
    known(team, "Home", "There", home_area=other)
    StayFactory(person=here, prison=prison)

    assert names(worker.get(URL, {"area": council.pk})) == ["Home Here"]
    assert names(worker.get(URL, {"area": region.pk})) == ["Home Here"]
    assert names(worker.get(URL, {"area": other.pk})) == ["Home There"]
    assert names(worker.get(URL, {"area": region.pk, "prison": prison.pk})) == ["Home Here"]


def test_a_prison_of_another_partnership_cannot_be_chosen(worker):
    PartnerFactory()
    elsewhere = PrisonFactory()

    answer = worker.get(URL, {"prison": elsewhere.pk})

    assert "prison" in answer.context["form"].errors
    assert elsewhere.organisation.name not in answer.content.decode()


def test_pages_follow_each_other_without_a_gap_or_a_repeat(worker, team):
    for number in range(60):
        known(team, "Person", f"{number:03}x")

    found, page = [], worker.get(URL)
    while True:
        found += names(page)
        if not page.context["next"]:
            break
        page = worker.get(page.context["next"])

    assert found == [f"Person {number:03}x" for number in range(60)]


@pytest.mark.parametrize("after", ["nonsense", "00000000-0000-0000-0000-000000000000", ""])
def test_a_place_in_the_list_that_is_not_there_starts_at_the_beginning(worker, team, after):
    known(team, "Ewan", "Quigley")

    assert names(worker.get(URL, {"after": after})) == ["Ewan Quigley"]


def test_an_empty_list_offers_to_register_someone_with_what_was_typed(worker):
    page = worker.get(URL, {"q": "Nobody Here"}).content.decode()

    assert "Nobody your teams know of fits that" in page
    assert f"{reverse('people:register')}?q=Nobody%20Here" in page


def test_everyone_listed_is_written_down_with_the_words_searched_for(worker, team, writer):
    person = known(team, "Ewan", "Quigley")

    worker.get(URL, {"q": "Quigley"})

    with writer():
        assert list(ReadEntry.objects.filter(person_id=person.pk).values_list("where", "why")) == [
            ("people:search", "Quigley")
        ]


@pytest.mark.parametrize("count", [2, 60])
def test_a_page_of_the_list_costs_the_same_however_many_people(worker, team, django_assert_max_num_queries, count):
    for number in range(count):
        person = known(team, "Person", f"{number:03}x", numbers=[f"A{number:04}BC"])
        KeyDateFactory(stay=StayFactory(person=person))
    worker.get(URL)

    with django_assert_max_num_queries(12 + SAVEPOINTS):
        worker.get(URL, {"q": "Person"})
