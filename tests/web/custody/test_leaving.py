"""They left today and nobody had planned for it: one press, and a page of what they need today."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, TODAY, EveryoneFactory, StayFactory, staff_of, worker_for
from tests.factories.housing import HomeFactory
from throughline.custody.models import Stay
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def stay():
    return StayFactory(legal_status="remand")


@pytest.fixture
def manager(stay, sign_in):
    return sign_in(worker_for(stay.person, role="case_manager"))


def url(stay, name="left_today"):
    return reverse(f"custody:{name}", args=[stay.person_id])


def pressed(**more):
    return {"submission": str(uuid4()), "how": "release_court", "source": "Sheriff Court", **more}


def stays(writer):
    with writer():
        return [(row.ended_on, row.ended_how) for row in Stay.objects.all()]


def test_one_press_records_it_and_leads_to_the_page_for_today(manager, stay, writer):
    answer = manager.post(url(stay), pressed())

    assert stays(writer) == [(TODAY, "release_court")]
    assert answer.headers["Location"] == reverse("runway:today_paper", args=[stay.person_id])
    assert manager.get(answer.headers["Location"]).status_code == 200


def test_the_press_stands_on_the_custody_page(manager, stay):
    text = manager.get(url(stay, "stay")).content.decode()

    assert f'action="{url(stay)}"' in text
    for words in ("Released from court", "Released on bail", "Found not guilty", "Time served"):
        assert words in text
    assert "Released as planned" not in text


@pytest.mark.parametrize(
    "wrong", [{"how": ""}, {"how": "release_planned"}, {"how": "death"}, {"source": ""}, {"source": "😀" * 10_000}]
)
def test_a_press_that_says_too_little_is_refused_and_nobody_leaves(manager, stay, writer, wrong):
    answer = manager.post(url(stay), pressed(**wrong))

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert stays(writer) == [(None, "")]


def test_one_press_twice_is_one_release(manager, stay, writer):
    same = pressed()

    answers = [manager.post(url(stay), same).headers["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert stays(writer) == [(TODAY, "release_court")]


def test_someone_who_has_left_already_is_said_to_have(sign_in):
    gone = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")
    client = sign_in(worker_for(gone.person, role="case_manager"))

    assert client.post(url(gone), pressed()).status_code == 409


def test_where_no_address_is_planned_an_account_is_asked_for(manager, stay):
    text = manager.get(url(stay)).content.decode()

    assert "No address is planned." in text


def test_where_a_home_is_planned_no_account_is_asked_for(manager, stay):
    HomeFactory(person=stay.person, when="planned", sure="agreed")

    assert "No address is planned." not in manager.get(url(stay)).content.decode()


def test_a_planned_release_goes_back_to_the_custody_page(manager, stay):
    day = {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year}

    answer = manager.post(url(stay, "leave"), pressed(how="release_planned", **day))

    assert answer.headers["Location"] == url(stay, "stay")


def test_strangers_and_roles_that_only_look_press_nothing(sign_in, stay, writer):
    stranger = sign_in(staff_of(EveryoneFactory(), role="case_manager"))
    mentor = sign_in(worker_for(stay.person, role="peer_mentor"))
    knows_of = sign_in(worker_for(stay.person, tier=Tier.KNOWS_OF, parts=[], role="case_manager"))

    assert [client.post(url(stay), pressed()).status_code for client in (stranger, mentor, knows_of)] == [404, 403, 403]
    assert stays(writer) == [(None, "")]
