from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    EveryoneFactory,
    GrantFactory,
    IdentifierFactory,
    MembershipFactory,
    NameFactory,
    PersonFactory,
    TeamFactory,
    staff_of,
)
from throughline.foundations.models import ReadEntry
from throughline.people.actions.registering import keys
from throughline.people.models import Identifier, Person
from throughline.people.rules import NewName
from throughline.sharing.models import Grant

pytestmark = pytest.mark.django_db
URL = "/people/register/"
EMPTY = {
    "given": "",
    "middle": "",
    "family": "",
    "chosen": "",
    "born_on_day": "",
    "born_on_month": "",
    "born_on_year": "",
    "number_kind": "",
    "number": "",
    "sex": "unknown",
    "language": "",
    "home_area": "",
    "source": "They told us",
    "seen": "",
    "step": "look",
}
EWAN = EMPTY | {"given": "Ewan", "family": "Quigley", "born_on_day": "4", "born_on_month": "5", "born_on_year": "1994"}


@pytest.fixture
def team():
    return EveryoneFactory()


@pytest.fixture
def worker(team, sign_in):
    return sign_in(staff_of(team))


def on_record(given="Ewan", family="Quigley", *, number="", team=None):
    person = PersonFactory(
        shown_name=f"{given} {family}",
        born_on=date(1994, 5, 4),
        search_keys=keys([NewName(kind="legal", given=given, family=family)], [number] if number else []),
    )
    NameFactory(person=person, given=given, family=family)
    if number:
        IdentifierFactory(person=person, value=number)
    if team:
        GrantFactory(person=person, team=team)
    return person


def everyone(writer):
    with writer():
        return list(Person.objects.order_by("registered_at", "id"))


def test_someone_nobody_knows_is_registered_and_led_by_the_worker_s_team(worker, team, writer, once):
    answer = worker.post(URL, EWAN | once)

    (person,) = everyone(writer)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("people:person", kwargs={"person_id": person.pk})
    assert worker.get(answer["Location"]).status_code == 200
    with writer():
        grant = Grant.objects.get()
    assert (grant.team_id, grant.tier, grant.reason, len(grant.compartments)) == (team.pk, 3, "registered", 5)


def test_a_casework_team_leads_rather_than_everyone(team, sign_in, writer, once):
    casework = TeamFactory(organisation=team.organisation)
    worker = sign_in(staff_of(casework))

    worker.post(URL, EWAN | once)

    with writer():
        assert Grant.objects.get().team_id == casework.pk


def test_likely_matches_are_shown_with_reasons_before_anyone_is_registered(worker, team, writer, once):
    on_record("Euan", "Quigley", team=team)

    page = worker.post(URL, EWAN | once)

    assert page.status_code == 200
    assert len(everyone(writer)) == 1
    text = page.content.decode()
    for words in ("Already known?", "Euan Quigley", "Very likely the same person", "Same date of birth"):
        assert words in text


def test_none_of_these_registers_someone_new(worker, team, writer, once):
    match = on_record(team=team)

    worker.post(URL, EWAN | once | {"step": "register", "seen": str(match.pk)})

    assert len(everyone(writer)) == 2


def test_a_match_that_was_not_shown_cannot_be_passed_over(worker, team, writer, once):
    on_record(team=team)

    page = worker.post(URL, EWAN | once | {"step": "register"})

    assert "Already known?" in page.content.decode()
    assert len(everyone(writer)) == 1


def test_a_person_nobody_shared_is_not_shown_by_name_alone(worker, writer, once):
    on_record("Ewan", "Quigley")

    worker.post(URL, EWAN | once)

    assert len(everyone(writer)) == 2


def test_a_number_on_a_record_not_shared_says_so_and_nothing_else(worker, writer, once):
    hidden = on_record("CANARY", "Hidden", number="A1234BC")

    page = worker.post(URL, EWAN | once | {"number_kind": "prison_number", "number": "a1234bc", "step": "register"})

    text = page.content.decode()
    assert "Someone with this number is known already" in text
    assert "CANARY" not in text
    assert str(hidden.pk) not in text
    assert hidden.reference not in text
    assert len(everyone(writer)) == 1
    with writer():
        assert ReadEntry.objects.get(person_id=hidden.pk).where == "people:register"


def test_a_number_on_a_record_one_may_see_shows_who_it_is(worker, team, once):
    on_record("Other", "Name", number="A1234BC", team=team)

    text = worker.post(URL, EWAN | once | {"number_kind": "prison_number", "number": "A1234BC"}).content.decode()

    assert "Other Name" in text
    assert "Same prison number" in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"given": "", "family": ""}, "Enter a first name or a last name"),
        ({"born_on_year": "2090"}, "The date of birth is in the future"),
        ({"born_on_month": "13"}, "must be a real date"),
        ({"number": "12"}, "Choose the kind of number"),
        ({"number_kind": "prison_number"}, "Enter the number"),
        ({"number_kind": "prison_number", "number": "12"}, "A prison number is a letter"),
        ({"source": ""}, "Enter who said so"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(worker, writer, once, wrong, sentence):
    page = worker.post(URL, EWAN | once | {"language": "Polish"} | wrong)

    text = page.content.decode()
    assert sentence in text
    assert 'value="Polish"' in text
    assert everyone(writer) == []


def test_a_double_press_registers_one_person(worker, writer, once):
    worker.post(URL, EWAN | once)
    again = worker.post(URL, EWAN | once)

    assert again.status_code == 302
    assert len(everyone(writer)) == 1


def test_a_name_they_choose_is_the_one_shown(worker, writer, once):
    worker.post(URL, EWAN | once | {"chosen": "Az", "number_kind": "prison_number", "number": "A1234BC"})

    (person,) = everyone(writer)
    assert person.shown_name == "Az Quigley"
    with writer():
        assert Identifier.objects.get().value == "A1234BC"


def test_a_role_that_registers_nobody_is_turned_away(team, sign_in, once):
    client = sign_in(staff_of(team, role="peer_mentor"))

    assert client.get(URL).status_code == 403
    assert client.post(URL, EWAN | once).status_code == 403


def test_what_was_searched_for_is_filled_in(worker):
    page = worker.get(URL, {"q": "Ewan Quigley"}).content.decode()

    assert 'value="Ewan"' in page
    assert 'value="Quigley"' in page


def test_someone_in_two_casework_teams_chooses_which_registers(team, sign_in, writer, once):
    first, second = TeamFactory(organisation=team.organisation), TeamFactory(organisation=team.organisation)
    user = staff_of(first)
    MembershipFactory(team=second, user=user)
    worker = sign_in(user)

    asked = worker.post(URL, EWAN | once)
    worker.post(URL, EWAN | once | {"team": str(second.pk)})

    assert "Choose your team that registers them" in asked.content.decode()
    with writer():
        assert Grant.objects.get().team_id == second.pk
