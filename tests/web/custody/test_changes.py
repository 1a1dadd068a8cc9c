"""Pages that record what happened in someone's time in prison."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    NOON,
    EveryoneFactory,
    GrantFactory,
    HallFactory,
    PartnerFactory,
    PartnershipFactory,
    PersonFactory,
    PrisonFactory,
    StayFactory,
    staff_of,
    worker_for,
)
from throughline.custody.actions import stays
from throughline.custody.models import KeyDate, Stay
from throughline.foundations.actors import SYSTEM
from throughline.notices.models import Notice
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db

PAGES = (
    "record_date",
    "change_place",
    "transfer",
    "change_status",
    "change_sentence",
    "leave",
    "left_today",
    "licence_out",
    "licence_back",
    "came_in",
)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def stay():
    return StayFactory()


@pytest.fixture
def officer(stay, sign_in):
    """Works with the person and may change custody; their organisation shares a partnership with two prisons."""
    team = EveryoneFactory()
    GrantFactory(person=stay.person, team=team, tier=Tier.WORKS_WITH)
    partnership = PartnershipFactory()
    for organisation in (team.organisation, stay.prison.organisation):
        PartnerFactory(partnership=partnership, organisation=organisation)
    return sign_in(staff_of(team, role="case_manager"))


def url(name, person):
    return reverse(f"custody:{name}", args=[person.pk])


def typed_day(name, on=date(2026, 3, 2)):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def press(client, name, person, **answers):
    return client.post(url(name, person), {"submission": str(uuid4()), **answers})


def a_date(on=date(2026, 5, 6), **answers):
    return {"type": "confirmed", **typed_day("on", on), "source": "Prison records", **typed_day("known_on")} | answers


def rows(writer, model):
    with writer():
        return list(model.objects.all())


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_no_page(sign_in, stay, name):
    stranger = sign_in(staff_of(EveryoneFactory(), role="case_manager"))

    assert stranger.get(url(name, stay.person)).status_code == 404
    assert press(stranger, name, stay.person).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_role_that_only_looks_may_not_change(sign_in, stay, name):
    mentor = sign_in(worker_for(stay.person, role="peer_mentor"))

    assert mentor.get(url(name, stay.person)).status_code == 403
    assert press(mentor, name, stay.person).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_a_team_that_only_knows_of_them_may_not_change(sign_in, stay, name):
    client = sign_in(worker_for(stay.person, tier=Tier.KNOWS_OF, role="case_manager"))

    answer = client.get(url(name, stay.person))

    assert answer.status_code == 403
    assert stay.prison.organisation.name not in answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_asks(officer, stay, name):
    answer = officer.get(url(name, stay.person))

    assert answer.status_code == 200
    assert 'name="submission"' in answer.content.decode()


@pytest.mark.parametrize("name", [page for page in PAGES if page != "came_in"])
def test_someone_who_is_out_has_nothing_to_change(sign_in, name):
    out = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")
    client = sign_in(worker_for(out.person, role="case_manager"))

    answer = client.get(url(name, out.person))

    assert answer.status_code == 409
    assert "They are not in prison in our record" in answer.content.decode()


def test_a_date_is_kept_with_who_said_so(officer, stay, writer):
    answer = press(officer, "record_date", stay.person, **a_date())

    assert answer.status_code == 302
    (row,) = rows(writer, KeyDate)
    assert (row.on, row.source, row.known_at) == (date(2026, 5, 6), "Prison records", NOON)


def test_a_date_may_be_said_to_be_gone(officer, stay, writer):
    press(officer, "record_date", stay.person, **a_date())

    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        press(officer, "record_date", stay.person, **a_date(on_day="", on_month="", on_year="", none_now="on"))

    assert {row.on for row in rows(writer, KeyDate) if row.holds} == {None}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"none_now": "on"}, "Not both"),
        ({"on_day": "", "on_month": "", "on_year": ""}, "tick that there is now no such date"),
        ({"on_day": "31", "on_month": "2"}, "must be a real date"),
        (typed_day("on", date(2025, 1, 1)), "none of its dates can be before that day"),
        (typed_day("known_on", date(2026, 3, 3)), "in the future"),
        ({"source": ""}, "who said so"),
        ({"type": "made up"}, "Choose one of the answers"),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_what_was_typed_stays(officer, stay, writer, answers, words):
    answer = press(officer, "record_date", stay.person, **a_date(reason="CANARY reason") | answers)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert words in text
    assert "CANARY reason" in text
    assert rows(writer, KeyDate) == []


def test_one_press_twice_keeps_one_date_and_tells_once(officer, stay, writer):
    same = {"submission": str(uuid4()), **a_date()}

    answers = [officer.post(url("record_date", stay.person), same) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(rows(writer, KeyDate)) == 1
    assert len(rows(writer, Notice)) == 1


def test_a_move_to_another_hall_is_chosen_from_the_prisons_halls(officer, stay, writer):
    HallFactory(prison=stay.prison, name="Letham")
    answers = {"cell": "1-01", "source": "Hall list", **typed_day("since_on")}

    wrong = press(officer, "change_place", stay.person, hall="Nowhere", **answers)
    right = press(officer, "change_place", stay.person, hall="Letham", **answers)

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert [row.hall for row in rows(writer, Stay)] == ["Letham"]


def test_a_transfer_goes_to_a_prison_of_the_partnership_only(officer, stay, writer):
    near, far = PrisonFactory(), PrisonFactory()
    with writer():
        partnership = PartnerFactory._meta.model.objects.first().partnership
    PartnerFactory(partnership=partnership, organisation=near.organisation)
    answers = {"source": "Van list", **typed_day("on")}

    wrong = press(officer, "transfer", stay.person, prison=str(far.pk), **answers)
    right = press(officer, "transfer", stay.person, prison=str(near.pk), **answers)

    assert (wrong.status_code, right.status_code) == (200, 302)
    assert [row.prison_id for row in rows(writer, Stay)] == [near.pk]


def test_a_legal_status_changes(officer, stay, writer):
    answers = {"legal_status": "sentenced", "source": "Court", **typed_day("since_on")}

    press(officer, "change_status", stay.person, **answers)

    assert [row.legal_status for row in rows(writer, Stay)] == ["sentenced"]


def test_a_sentence_changed_by_someone_else_first_is_shown_and_can_then_be_saved(officer, stay, writer):
    stays.change_sentence(stay, supervision="statutory", sentence_days=900, version=1, by=SYSTEM, at=NOON)
    answers = {"sentence_days": "300", "supervision": "none"}

    stale = press(officer, "change_sentence", stay.person, version="1", **answers)
    again = press(officer, "change_sentence", stay.person, version="2", **answers)

    text = stale.content.decode()
    assert stale.status_code == 200
    assert "Someone else changed this" in text
    assert 'name="version" value="2"' in text
    assert 'value="300"' in text
    assert again.status_code == 302
    assert [row.sentence_days for row in rows(writer, Stay)] == [300]


@pytest.mark.parametrize("days", ["0", "-4", "40000", "many"])
def test_a_sentence_of_an_impossible_length_is_refused(officer, stay, days):
    answer = press(officer, "change_sentence", stay.person, version="1", sentence_days=days, supervision="none")

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_someone_leaves_and_the_others_are_told(officer, stay, writer):
    other = GrantFactory(person=stay.person).team
    answers = {"how": "release_court", "source": "Court", **typed_day("on")}

    answer = press(officer, "leave", stay.person, **answers)
    again = press(officer, "leave", stay.person, **answers)

    assert (answer.status_code, again.status_code) == (302, 409)
    assert [row.ended_how for row in rows(writer, Stay)] == ["release_court"]
    assert [row.to_team_id for row in rows(writer, Notice)] == [other.pk]


def test_nobody_leaves_tomorrow(officer, stay, writer):
    answers = {"how": "release_planned", "source": "Gate", **typed_day("on", date(2026, 3, 3))}

    answer = press(officer, "leave", stay.person, **answers)

    assert "has not come yet" in answer.content.decode()
    assert [row.ended_on for row in rows(writer, Stay)] == [None]


def test_temporary_licence_out_and_back(officer, stay, writer):
    answers = {"source": "Gate", **typed_day("on")}

    press(officer, "licence_out", stay.person, **answers)
    out = [row.out_on_licence for row in rows(writer, Stay)]
    press(officer, "licence_back", stay.person, **answers)

    assert (out, [row.out_on_licence for row in rows(writer, Stay)]) == ([True], [False])


def came_in(prison, **answers):
    given = {"prison": str(prison.pk), "how": "admission", "legal_status": "remand", "supervision": "unknown"}
    return {**given, "source": "Court list", **typed_day("admitted_on")} | answers


def test_someone_on_remand_comes_in_with_no_date_and_no_sentence(sign_in, writer):
    person = PersonFactory()
    prison = PrisonFactory()
    officer = sign_in(_officer_in(prison, person))

    answer = press(officer, "came_in", person, **came_in(prison))

    assert answer.status_code == 302
    (stay,) = rows(writer, Stay)
    assert (stay.legal_status, stay.sentence_days, stay.ended_on) == ("remand", None, None)


def test_someone_recalled_comes_back_on_the_same_record(sign_in, writer):
    before = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")
    GrantFactory(person=before.person)
    officer = sign_in(_officer_in(before.prison, before.person))

    press(officer, "came_in", before.person, **came_in(before.prison, how="recall", legal_status="recalled"))

    assert len(rows(writer, Stay)) == 2
    assert [row.subject for row in rows(writer, Notice)] == ["Someone you work with is back in prison"]


def test_someone_in_prison_cannot_come_in(officer, stay, writer):
    answer = press(officer, "came_in", stay.person, **came_in(stay.prison, source="CANARY list"))

    text = answer.content.decode()
    assert "Record how that stay ended first" in text
    assert "CANARY list" in text
    assert len(rows(writer, Stay)) == 1


def _officer_in(prison, person):
    team = EveryoneFactory(organisation=prison.organisation)
    GrantFactory(person=person, team=team, tier=Tier.LEADS)
    return staff_of(team, role="throughcare_officer")
