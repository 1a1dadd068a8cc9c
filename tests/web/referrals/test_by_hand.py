"""What staff key: requests on paper or by telephone, and the duty log."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOON,
    GrantFactory,
    IdentifierFactory,
    NameFactory,
    PersonFactory,
    PrisonFactory,
    TeamFactory,
    staff_of,
)
from tests.factories.journey import DutyContactFactory, ServiceFactory
from throughline.people.actions.registering import keys
from throughline.people.models import Person
from throughline.people.rules import NewName
from throughline.referrals.models import DutyContact, Referral
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
ASSISTED = reverse("referrals:assisted")
DUTY = reverse("referrals:duty")
FEW = 3
"""Answers the duty log may need."""


def known(given="Ewan", family="Quigley", *, number="", team=None):
    person = PersonFactory(
        shown_name=f"{given} {family}",
        born_on=date(1994, 5, 4),
        search_keys=keys([NewName(kind="legal", given=given, family=family)], [number] if number else []),
    )
    NameFactory(person=person, given=given, family=family)
    if number:
        IdentifierFactory(person=person, value=number)
    if team:
        GrantFactory(person=person, team=team, tier=Tier.WORKS_WITH)
    return person


def keyed(two, **more):
    return {
        "service": str(two.service.pk),
        "arrived": "paper",
        "received_on_day": "27",
        "received_on_month": "2",
        "received_on_year": "2026",
        "source": "self",
        "given": "Ewan",
        "family": "Quigley",
        "born_on_day": "4",
        "born_on_month": "5",
        "born_on_year": "1994",
        "hall": "B Hall",
        "reach": "A letter to the hall",
        "pathways": ["accommodation"],
        "words": "Somewhere to stay 🏠",
        "step": "look",
        **more,
    }


def kept(writer, model=Referral):
    with writer():
        return list(model.objects.order_by("pk"))


def test_a_paper_request_counts_from_the_day_it_came(two, once, writer):
    response = two.decider.post(ASSISTED, once | keyed(two))

    assert response.status_code == 302
    (row,) = kept(writer)
    assert (row.source, row.arrived, row.received_on, row.from_user_id) == (
        "self", "paper", date(2026, 2, 27), two.decider_user.pk,
    )  # fmt: skip


def test_keyed_twice_is_kept_once(two, once, writer):
    for _ in range(2):
        assert two.decider.post(ASSISTED, once | keyed(two)).status_code == 302

    assert len(kept(writer)) == 1


def test_the_service_of_ones_own_team_is_filled_in(two):
    assert two.decider.get(ASSISTED).context["form"].initial["service"] == str(two.service.pk)
    assert two.sender.get(ASSISTED, {"service": str(two.service.pk)}).context["form"].initial["service"]


def test_those_like_them_are_shown_with_why_and_can_be_chosen(two, writer):
    person = known(team=two.answering)

    shown = two.decider.post(ASSISTED, keyed(two)).content.decode()
    response = two.decider.post(ASSISTED, keyed(two, person=str(person.pk)))

    for words in ("Already known?", "Very likely the same person", "Same date of birth", "It is them"):
        assert words in shown
    assert response.status_code == 302
    assert [row.person_id for row in kept(writer)] == [person.pk]


def test_none_of_these_starts_a_new_record(two, writer):
    person = known(team=two.answering)

    two.decider.post(ASSISTED, keyed(two, step="new", seen=str(person.pk)))

    (row,) = kept(writer)
    assert row.person_id != person.pk


def test_someone_alike_who_was_not_shown_cannot_be_passed_over(two, writer):
    known(team=two.answering)

    text = two.decider.post(ASSISTED, keyed(two, step="new")).content.decode()

    assert "Already known?" in text
    assert kept(writer) == []


def test_a_number_on_a_record_that_is_not_theirs_says_so_and_no_more(two, writer):
    hidden = known("CANARY", "Hidden", number="A1234BC")

    text = two.decider.post(ASSISTED, keyed(two, number="A1234BC")).content.decode()
    went_on = two.decider.post(ASSISTED, keyed(two, number="A1234BC", step="new"))

    assert "Someone with this number is known already" in text
    assert "CANARY" not in text
    assert str(hidden.pk) not in text
    assert went_on.status_code == 302
    assert kept(writer)[0].person_id != hidden.pk


def test_somebody_elses_person_cannot_be_named(two, writer):
    hidden = known("CANARY", "Hidden")

    for made_up in (str(hidden.pk), "nonsense"):
        assert two.decider.post(ASSISTED, keyed(two, person=made_up)).status_code == 404
    assert kept(writer) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"given": "", "family": ""}, "Write a first name or a last name"),
        ({"service": ""}, "Answer “Which service do they ask?”"),
        ({"received_on_year": "2027"}, "has not come yet"),
        ({"received_on_day": "31"}, "must be a real date"),
        ({"source": "family"}, "Write the name of the member of the family"),
        ({"number": "nonsense"}, "not a prison number"),
        ({"reach": "", "hall": ""}, "Write one way to reach them"),
        ({"hall": "x" * 10_000}, "40 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(two, writer, wrong, sentence):
    text = two.decider.post(ASSISTED, keyed(two) | wrong).content.decode()

    assert sentence in text
    assert "Somewhere to stay 🏠" in text
    assert kept(writer) == []
    assert kept(writer, Person) == [two.person]


def test_a_job_that_refers_nobody_is_turned_away(two, sign_in):
    mentor = sign_in(staff_of(two.answering, role="peer_mentor"))

    assert mentor.get(ASSISTED).status_code == 403
    assert mentor.post(ASSISTED, keyed(two)).status_code == 403


def logged(**more):
    return {"who": "Big Davie", "words": "Asked about a crisis grant", **more}


def test_a_line_needs_two_answers_and_the_clock_is_filled_in(two, once, writer):
    needed = [name for name, field in two.decider.get(DUTY).context["form"].fields.items() if field.required]

    response = two.decider.post(DUTY, once | logged(hall="B", minutes="10", service=str(two.service.pk)))

    assert len(needed) <= FEW
    assert response.status_code == 302
    (row,) = kept(writer, DutyContact)
    assert (row.named, row.person_id, row.hall, row.minutes) == ("Big Davie", None, "B", 10)
    assert abs(row.happened_at - NOON) < timedelta(minutes=1)
    assert "Big Davie" in two.decider.get(DUTY).content.decode()


def test_a_double_press_is_one_line(two, once, writer):
    for _ in range(2):
        two.decider.post(DUTY, once | logged(service=str(two.service.pk)))

    assert len(kept(writer, DutyContact)) == 1


def test_an_evening_before_is_as_good_as_any_time(two, writer):
    two.decider.post(DUTY, logged(service=str(two.service.pk), on_day="1", on_month="3", on_year="2026", at="19:40"))

    (row,) = kept(writer, DutyContact)
    assert row.happened_at.isoformat() == "2026-03-01T19:40:00+00:00"


def test_a_name_that_fits_someone_asks_which_and_keeps_what_was_typed(two, writer):
    person = known(team=two.answering)
    line = logged(who="Quigley", service=str(two.service.pk))

    asked = two.decider.post(DUTY, line).content.decode()
    two.decider.post(DUTY, line | {"person": str(person.pk)})
    two.decider.post(DUTY, line | {"person": "name"})

    assert "Is it one of these?" in asked
    assert "Asked about a crisis grant" in asked
    assert {(row.person_id, row.named) for row in kept(writer, DutyContact)} == {(person.pk, ""), (None, "Quigley")}


def test_someone_nobody_shared_is_neither_offered_nor_named(two, writer):
    hidden = known("CANARY", "Hidden")

    response = two.decider.post(DUTY, logged(who="Hidden", service=str(two.service.pk)))
    forged = two.decider.post(DUTY, logged(service=str(two.service.pk), person=str(hidden.pk)))

    assert response.status_code == 302
    assert forged.status_code == 404
    assert [row.person_id for row in kept(writer, DutyContact)] == [None]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"who": ""}, "Answer “Who?”"),
        ({"words": ""}, "Answer “What was done?”"),
        ({"words": "x" * 10_000}, "500 characters or fewer"),
        ({"minutes": "0"}, "1 or more"),
        ({"minutes": "many"}, "whole number"),
        ({"at": "25:00"}, "Write the time with four numbers"),
        ({"on_day": "1", "on_month": "1", "on_year": "2027"}, "has not come yet"),
        ({"service": "nonsense"}, "Choose one of the answers listed"),
    ],
)
def test_what_is_wrong_on_duty_is_said_and_the_rest_is_kept(two, writer, wrong, sentence):
    text = two.decider.post(DUTY, logged(service=str(two.service.pk), hall="Kelvin 🏠") | wrong).content.decode()

    assert sentence in text
    assert "Kelvin 🏠" in text
    assert kept(writer, DutyContact) == []


def test_the_log_is_the_teams_own(two, sign_in):
    mine = DutyContactFactory(service=two.service, person=None, named="Named by us", prison=PrisonFactory())
    DutyContactFactory(person=None, named="CANARY elsewhere")

    text = two.decider.get(DUTY).content.decode()

    assert "Named by us" in text
    assert mine.words in text
    assert "CANARY elsewhere" not in text
    assert sign_in(staff_of(two.answering, role="evaluator")).get(DUTY).status_code == 403


def test_a_team_without_a_service_is_told_what_to_do(sign_in):
    assert "no service to log for" in sign_in(staff_of(TeamFactory())).get(DUTY).content.decode()


def test_an_empty_log_says_so(two):
    assert "The log is empty" in two.decider.get(DUTY).content.decode()


@pytest.mark.parametrize("count", [2, 60])
def test_the_log_costs_the_same_however_long(two, django_assert_max_num_queries, count):
    for _ in range(count):
        row = DutyContactFactory(service=two.service)
        GrantFactory(person=row.person, team=two.answering)
    ServiceFactory(team=two.answering)
    two.decider.get(DUTY)

    with django_assert_max_num_queries(14):
        two.decider.get(DUTY)
