"""The custody page: what we hold, who said so, and what we held on another day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, KeyDateFactory, PersonFactory, PrisonFactory, StayFactory, worker_for
from throughline.custody.models import Location, Movement, StatusSpell
from throughline.foundations.models import ReadEntry
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def page_of(person):
    return reverse("custody:stay", args=[person.pk])


def text_of(client, person, **query):
    answer = client.get(page_of(person), query)
    assert answer.status_code == 200
    return answer.content.decode()


def scottish_stay(person, **facts):
    prison = PrisonFactory(organisation__name="HMP Carrick Vale")
    return StayFactory(person=person, prison=prison, **facts)


def test_a_stranger_is_told_there_is_no_such_page(cast):
    StayFactory(person=cast.person)

    assert cast.stranger.get(page_of(cast.person)).status_code == 404


def test_a_role_without_custody_is_told_so(cast):
    assert cast.no_job.get(page_of(cast.person)).status_code == 403


def test_a_team_that_only_knows_of_them_sees_no_custody(cast):
    scottish_stay(cast.person, source="CANARY source")

    text = text_of(cast.knows_of, cast.person)

    assert "Time in prison is not shared with you" in text
    assert "CANARY source" not in text
    assert "Carrick Vale" not in text


def test_the_page_says_where_since_when_and_who_said_so(cast, writer):
    stay = scottish_stay(cast.person, hall="B", cell="2-14", source="Prison records", legal_status="sentenced")
    with writer():
        Location.objects.create(
            person=cast.person,
            stay=stay,
            prison=stay.prison,
            hall="B",
            cell="2-14",
            since=NOON - timedelta(days=3),
            source="Hall list",
        )

    text = text_of(cast.colleague, cast.person)

    assert "HMP Carrick Vale" in text
    assert "B Hall 2-14" in text
    assert "Hall list" in text
    assert "Sentenced" in text


def test_a_date_is_shown_with_its_source_and_what_it_was(cast):
    stay = scottish_stay(cast.person)
    KeyDateFactory(
        stay=stay, on=date(2026, 5, 20), holds=False, source="First letter", known_at=NOON - timedelta(days=9)
    )
    KeyDateFactory(stay=stay, on=date(2026, 5, 6), source="Prison records", known_at=NOON - timedelta(days=1))

    text = text_of(cast.colleague, cast.person)

    assert "<b>Wed 6 May</b>" in text
    assert "<s>Wed 20 May</s>" in text
    assert "First letter" in text
    assert "Taken as the day of release: firm" in text


def test_a_date_that_arrived_late_says_it_moved_nothing(cast):
    stay = scottish_stay(cast.person)
    KeyDateFactory(stay=stay, on=date(2026, 5, 6), recorded_at=NOON - timedelta(days=2))
    KeyDateFactory(
        stay=stay,
        on=date(2026, 6, 1),
        holds=False,
        known_at=NOON - timedelta(days=5),
        recorded_at=NOON - timedelta(days=1),
    )

    text = text_of(cast.colleague, cast.person)

    assert "A newer one was held already, so it moved nothing." in text
    assert "Nothing before this" in text


def test_the_day_we_look_back_to_shows_what_we_held_then(cast):
    stay = scottish_stay(cast.person)
    early, late = NOON - timedelta(days=10), NOON - timedelta(days=2)
    KeyDateFactory(stay=stay, on=date(2026, 5, 20), holds=False, known_at=early, recorded_at=early)
    KeyDateFactory(stay=stay, on=date(2026, 5, 6), known_at=late, recorded_at=late)

    text = text_of(cast.colleague, cast.person, as_of="2026-02-25")

    assert "This is what we held at the end of Wed 25 Feb." in text
    main = text.split('id="dates"')[1]
    assert "<b>Wed 20 May</b>" in main
    assert "Wed 6 May" not in main


def test_before_they_came_in_we_held_nothing(cast):
    scottish_stay(cast.person)

    assert "They were not in prison on" in text_of(cast.colleague, cast.person, as_of="2025-12-25")


@pytest.mark.parametrize("typed", ["2026-13-40", "2027-01-01", "nonsense"])
def test_a_day_that_cannot_be_is_refused_beside_the_question(cast, typed):
    scottish_stay(cast.person)

    text = text_of(cast.colleague, cast.person, as_of=typed)

    assert "There is a problem" in text
    assert f'value="{typed}"' in text


def test_a_release_on_an_avoided_day_is_a_caution_with_its_source(cast):
    stay = scottish_stay(cast.person)
    KeyDateFactory(stay=stay, on=date(2026, 5, 9))

    text = text_of(cast.colleague, cast.person)

    assert "Check the day" in text
    assert "Prisoners and Criminal Proceedings (Scotland) Act 1993" in text
    assert "The date here was not changed." in text
    assert "<b>Sat 9 May</b>" in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"legal_status": "remand"}, "a court may release them on any day"),
        (
            {"legal_status": "sentenced", "supervision": "none", "sentence_days": 300},
            "Voluntary support can be offered",
        ),
        ({"legal_status": "sentenced", "supervision": "statutory"}, "Send this to justice social work"),
        ({"legal_status": "sentenced"}, "Ask the prison before you offer voluntary support"),
    ],
)
def test_the_route_of_throughcare_is_said_and_nobody_is_turned_away(cast, facts, words):
    scottish_stay(cast.person, **facts)

    assert words in text_of(cast.colleague, cast.person)


def test_someone_out_of_prison_shows_earlier_stays(cast):
    scottish_stay(cast.person, ended_on=date(2026, 2, 20), ended_how="release_court")

    text = text_of(cast.colleague, cast.person)

    assert "They are not in prison in our record." in text
    assert "Released from court, not planned" in text


def test_nobody_recorded_anything_is_said(cast):
    assert "Nobody has recorded any time in prison" in text_of(cast.colleague, cast.person)


def test_only_those_whose_job_it_is_are_offered_changes(sign_in):
    stay = scottish_stay(PersonFactory())
    manager = sign_in(worker_for(stay.person, role="case_manager"))
    mentor = sign_in(worker_for(stay.person, role="peer_mentor"))

    assert "Record a date" in text_of(manager, stay.person)
    assert "Record a date" not in text_of(mentor, stay.person)


def test_looking_is_written_down(cast, writer):
    cast.worker.get(page_of(cast.person))

    with writer():
        assert ReadEntry.objects.get().where == "custody:stay"


@pytest.mark.parametrize("many", [2, 60])
def test_the_page_costs_the_same_however_much_has_happened(sign_in, writer, django_assert_max_num_queries, many):
    stay = scottish_stay(PersonFactory())
    client = sign_in(worker_for(stay.person, tier=Tier.LEADS))
    about = {"person": stay.person, "stay": stay, "source": "T"}
    with writer():
        for number in range(many):
            at = NOON - timedelta(hours=number)
            Location.objects.create(**about, prison=stay.prison, hall="B", cell=str(number), since=at)
            StatusSpell.objects.create(**about, legal_status="remand", since=at)
            Movement.objects.create(**about, kind="court_out", on=at.date(), from_prison=stay.prison, recorded_at=at)
    for number in range(many):
        at = NOON - timedelta(hours=number)
        KeyDateFactory(stay=stay, on=date(2026, 5, 6), known_at=at, recorded_at=at, holds=number == 0)

    client.get(page_of(stay.person))

    with django_assert_max_num_queries(25):
        client.get(page_of(stay.person))
