"""Other systems read where someone lives, and how councils take applications."""

from datetime import timedelta

import pytest

from tests.api.callers import Caller, caller_for, stranger
from tests.factories import ContactPointFactory, EveryoneFactory, KeyDateFactory, PersonFactory, StayFactory
from tests.factories.housing import CouncilWayFactory, HomeFactory, ProviderAskFactory
from throughline.foundations import clock
from throughline.foundations.models import ReadEntry
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
SCOPES = ["see_people", "see_housing"]


@pytest.fixture
def stay():
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=clock.today() + timedelta(days=40))
    return stay


def read(person, **facts):
    return caller_for(person, **{"scopes": SCOPES, **facts}).get(f"/people/{person.pk}/homes")


def test_homes_are_told_from_before_to_after_without_the_address(stay):
    address = ContactPointFactory(person=stay.person, kind="address", value="CANARY 1 High Street")
    HomeFactory(person=stay.person, when="planned", sure="agreed", kind="supported", provider_words="Key House")
    HomeFactory(person=stay.person, when="before", kind="rough")
    HomeFactory(person=stay.person, when="during", address=address)

    answer = read(stay.person)

    body = answer.json()
    assert [(home["when"], home["kind"]) for home in body["homes"]] == [
        ("before", "rough"),
        ("during", "council"),
        ("planned", "supported"),
    ]
    assert body["first_night"] == {"state": "in_place", "reason": "Supported housing, agreed."}
    assert "High Street" not in answer.content.decode()


def test_the_first_night_knows_of_what_was_asked(stay):
    ProviderAskFactory(person=stay.person)

    body = read(stay.person).json()

    assert (body["homes"], body["first_night"]["state"]) == ([], "under_way")


def test_someone_who_is_not_in_prison_has_no_first_night():
    home = HomeFactory(when="after")

    assert read(home.person).json()["first_night"] is None


def test_every_look_is_written_down(stay, writer):
    read(stay.person)

    with writer():
        assert ReadEntry.objects.filter(where="api:read_homes", person_id=stay.person_id).count() == 1


def test_a_stranger_is_told_there_is_nobody(stay):
    assert stranger().get(f"/people/{stay.person_id}/homes").status_code == 403
    other = Caller(EveryoneFactory().organisation, scopes=SCOPES)
    assert other.get(f"/people/{stay.person_id}/homes").status_code == 404


def test_who_only_knows_of_them_or_may_not_see_housing_is_refused(stay):
    assert read(stay.person, tier=Tier.KNOWS_OF, parts=[]).status_code == 403
    assert read(stay.person, scopes=["see_people"]).status_code == 403


def test_councils_are_listed_a_page_at_a_time():
    for name in ("Fife", "Aberdeen City", "Moray"):
        CouncilWayFactory(area__name=name)
    system = caller_for(PersonFactory(), scopes=SCOPES)

    first = system.get("/council-ways", limit="2").json()
    rest = system.get("/council-ways", limit="2", after=first["next"]).json()

    assert [row["council"] for row in first["councils"]] == ["Aberdeen City", "Fife"]
    assert [row["council"] for row in rest["councils"]] == ["Moray"]
    assert (rest["next"], rest["councils"][0]["how"]) == (None, "By phone")


def test_a_page_that_is_gone_is_said_to_be():
    system = caller_for(PersonFactory(), scopes=SCOPES)

    answer = system.get("/council-ways", after="3f0c0b0e-6c1e-4a58-9a0e-2f6f0a1b2c3d")

    assert answer.status_code == 409
    assert "page_gone" in answer.content.decode()
