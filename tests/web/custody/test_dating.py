"""A date on the page: what it would move, what it moved, who has seen it, and taking it back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, EveryoneFactory, GrantFactory, KeyDateFactory, StayFactory, staff_of, worker_for
from tests.factories.housing import HomeFactory
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.custody.models import KeyDate
from throughline.notices.models import Notice, Way
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
MAY, APRIL = date(2026, 5, 6), date(2026, 4, 22)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def stay():
    held = StayFactory()
    KeyDateFactory(stay=held, on=MAY, known_at=NOON - timedelta(days=2), recorded_at=NOON - timedelta(days=2))
    return held


@pytest.fixture
def manager(stay, sign_in):
    return sign_in(worker_for(stay.person, role="case_manager"))


def step(person, **facts):
    return TaskFactory(plan=PlanFactory(person=person), **{"anchor": "release", "offset": -60, **facts})


def url(name, stay, *more):
    return reverse(f"custody:{name}", args=[stay.person_id, *more])


def typed(on=APRIL, **more):
    day = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    known = {"known_on_day": 2, "known_on_month": 3, "known_on_year": 2026}
    return {"submission": str(uuid4()), "type": "confirmed", "source": "Prison records", **day, **known, **more}


def rows(writer, model, **facts):
    with writer():
        return list(model.objects.filter(**facts).order_by("pk"))


def page(client, stay):
    return client.get(url("stay", stay)).content.decode()


def test_looking_first_shows_what_would_move_and_keeps_nothing(manager, stay, writer):
    step(stay.person, title="Ask for a bed", due_on=date(2026, 3, 7))
    HomeFactory(person=stay.person, when="planned", sure="agreed", free_from_on=date(2026, 4, 29))

    answer = manager.post(url("record_date", stay), typed(look="1"))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Brought forward 14 days to Wed 22 Apr. It was Wed 6 May." in text
    assert "Ask for a bed" in text
    assert "Late at once" in text
    assert "7 days after release" in text
    assert 'value="Prison records"' in text
    assert len(rows(writer, KeyDate)) == 1
    assert rows(writer, Notice) == []


def test_looking_at_a_date_that_cannot_be_says_so_beside_it(manager, stay):
    answer = manager.post(url("record_date", stay), typed(date(2020, 1, 1), look="1"))

    text = answer.content.decode()
    assert "none of its dates can be before that day" in text
    assert "What would move" not in text


def test_what_is_closed_to_the_viewer_is_not_among_what_would_move(sign_in, stay):
    step(stay.person, title="CANARY script", pathway="health", compartment="needs", due_on=date(2026, 3, 7))
    client = sign_in(worker_for(stay.person, tier=Tier.WORKS_WITH, parts=[], role="case_manager"))

    text = client.post(url("record_date", stay), typed(look="1")).content.decode()

    assert "CANARY script" not in text
    assert "Late at once" not in text


def test_after_saving_the_page_says_what_moved_and_who_was_told(manager, stay):
    step(stay.person, due_on=date(2026, 3, 7))

    answer = manager.post(url("record_date", stay), typed(), follow=True)

    text = answer.content.decode()
    assert "Brought forward 14 days to Wed 22 Apr." in text
    assert "1 step moved. 1 step is late now. 1 agency was told." in text


def test_a_date_that_does_not_lead_says_that_the_day_stays(manager, stay):
    text = manager.post(url("record_date", stay), typed(type="automatic"), follow=True).content.decode()

    assert "Automatic release date is kept. The day of release stays as it was." in text


def test_a_date_is_taken_back_with_a_reason(manager, stay, writer):
    manager.post(url("record_date", stay), typed())
    (row,) = rows(writer, KeyDate, on=APRIL)

    asked = manager.get(url("undo_date", stay, row.pk)).content.decode()
    answer = manager.post(url("undo_date", stay, row.pk), {"submission": str(uuid4()), "words": "Wrong person"})

    assert "Prison records said Wed 22 Apr." in asked
    assert answer.status_code == 302
    assert [held.on for held in rows(writer, KeyDate, holds=True)] == [MAY]
    text = page(manager, stay)
    assert "Taken back Mon 2 Mar, 12:00: Wrong person" in text
    assert "Put back 14 days to Wed 6 May." in text


def test_a_date_is_not_taken_back_without_a_reason(manager, stay, writer):
    (row,) = rows(writer, KeyDate)

    answer = manager.post(url("undo_date", stay, row.pk), {"submission": str(uuid4()), "words": ""})

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert [held.on for held in rows(writer, KeyDate, holds=True)] == [MAY]


def test_a_reason_longer_than_is_kept_is_refused(manager, stay, writer):
    (row,) = rows(writer, KeyDate)

    answer = manager.post(url("undo_date", stay, row.pk), {"submission": str(uuid4()), "words": "😀" * 10_000})

    assert answer.status_code == 200
    assert [held.on for held in rows(writer, KeyDate, holds=True)] == [MAY]


def test_one_press_twice_takes_it_back_once(manager, stay, writer):
    (row,) = rows(writer, KeyDate)
    same = {"submission": str(uuid4()), "words": "Wrong person"}

    answers = [manager.post(url("undo_date", stay, row.pk), same).status_code for _ in range(2)]

    assert answers == [302, 302]


def test_a_date_of_someone_else_or_one_that_holds_no_more_is_not_found(manager, stay):
    elsewhere, old = KeyDateFactory(), KeyDateFactory(stay=stay, holds=False)

    for row in (elsewhere, old):
        assert manager.get(url("undo_date", stay, row.pk)).status_code == 404


def test_a_stranger_and_a_role_that_only_looks_take_nothing_back(sign_in, stay, writer):
    (row,) = rows(writer, KeyDate)
    stranger = sign_in(staff_of(EveryoneFactory(), role="case_manager"))
    mentor = sign_in(worker_for(stay.person, role="peer_mentor"))

    assert stranger.get(url("undo_date", stay, row.pk)).status_code == 404
    assert mentor.get(url("undo_date", stay, row.pk)).status_code == 403


@pytest.fixture
def told(manager, stay):
    """Tell another agency, and the manager's own, of a date that moved."""
    other = EveryoneFactory(organisation__name="Fife Council")
    GrantFactory(person=stay.person, team=other)
    member = staff_of(other)
    manager.post(url("record_date", stay), typed())
    return other, member


def test_those_who_lead_see_each_agency_and_who_is_silent(manager, stay, told):
    text = page(manager, stay)

    assert "2 agencies have not answered" in text
    assert "Fife Council" in text
    assert "Silent since Mon 2 Mar, 12:00" in text


def test_those_who_do_not_lead_see_their_own_team(sign_in, stay, told):
    _, member = told

    text = page(sign_in(member), stay).split('id="seen"')[1]

    assert "Your team" in text
    assert "I have seen this" in text
    assert "Chase" not in text


def test_a_team_says_it_has_seen_it_and_those_who_lead_see_that(manager, sign_in, stay, told, writer):
    other, member = told
    (notice,) = rows(writer, Notice, to_team_id=other.pk)

    answer = sign_in(member).post(
        reverse("notices:acknowledge", args=[notice.pk]), {"submission": str(uuid4()), "back": "person"}
    )

    assert answer.headers["Location"] == url("stay", stay) + "#seen"
    assert "1 agency has not answered" in page(manager, stay)


def test_a_silent_agency_is_chased_once_a_day(manager, stay, told, writer):
    other, member = told
    (notice,) = rows(writer, Notice, to_team_id=other.pk)
    chase = reverse("notices:chase", args=[notice.pk])

    answers = [manager.post(chase, {"submission": str(uuid4()), "back": "person"}) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [url("stay", stay) + "#seen"] * 2
    assert [row.to_user_id for row in rows(writer, Notice, way=Way.EMAIL)] == [member.pk]
    text = page(manager, stay)
    assert "Asked again 1 time, last Mon 2 Mar, 12:00" in text
    assert "They were chased already. You can chase them again on Tue 3 Mar." in text


def test_only_those_who_lead_chase(sign_in, stay, told, writer):
    other, member = told
    (notice,) = rows(writer, Notice, to_team_id=other.pk)
    chase = reverse("notices:chase", args=[notice.pk])

    for user in (member, staff_of(EveryoneFactory())):
        assert sign_in(user).post(chase, {"submission": str(uuid4())}).status_code == 404
    assert rows(writer, Notice, way=Way.EMAIL) == []
