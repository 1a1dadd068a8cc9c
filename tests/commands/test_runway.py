"""One person's runway on the command line: the fixed names, and plain words for whoever is not there."""

import json
from argparse import ArgumentParser

import pytest
import time_machine

from tests.factories import NOON, IdentifierFactory, PersonFactory, StayFactory
from tests.factories.journey import PlanFactory, TaskFactory
from tests.factories.runway import GATE
from tests.journeys.runway_people import BY, inside, place
from throughline.commands import runway
from throughline.foundations.errors import Refused
from throughline.journeys.lay_runway import lay_runway

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def said(capsys, *words):
    parser = ArgumentParser()
    runway.add_arguments(parser)
    assert runway.run(parser.parse_args([str(word) for word in words])) == 0
    return capsys.readouterr().out


@pytest.fixture
def person(writer):
    with writer():
        person = inside(place(GATE)).person
        lay_runway(person, **BY)
    return person


def test_the_runway_is_told_by_its_fixed_names(person, capsys):
    told = json.loads(said(capsys, person.pk, "--json"))

    assert set(told) == {"tasks", "first_blocker"}
    assert [task["key"] for task in told["tasks"]] == [
        "talk.begun",
        "id.proof",
        "home.asked",
        "bank.account",
        "first.visit",
    ]
    assert told["tasks"][3] | {"owner": "", "title": ""} == {
        "key": "bank.account",
        "title": "",
        "pathway": "finance",
        "due_on": "2026-05-01",
        "state": "todo",
        "owner": "",
        "depends_on": ["id.proof"],
        "protocols": ["gate"],
        "reason": "Out of the gate asks for it.",
    }
    assert told["first_blocker"] == {"key": "id.proof", "holds_up": ["bank.account"], "slack_days": 18}


def test_someone_is_found_by_reference_and_by_prison_number_too(person, capsys):
    IdentifierFactory(person=person, value="A1234BC")
    IdentifierFactory(person=person, kind="spin", value="140927")

    names = (person.pk, person.reference.lower(), "a1234bc", "140927")
    answers = {said(capsys, named, "--json") for named in names}

    assert len(answers) == 1


def test_a_step_added_by_hand_has_a_key_of_its_own(capsys):
    row = TaskFactory()

    told = json.loads(said(capsys, row.person_id, "--json"))

    assert [task["key"] for task in told["tasks"]] == [f"own.{row.pk.hex}"]
    assert told["first_blocker"] is None


def test_people_read_a_table_with_what_to_do_first(person, capsys):
    told = said(capsys, person.pk)

    assert "1 May 2026" in told
    assert "Do first: id.proof. It holds up bank.account, with 18 days of slack." in told


def test_somebody_without_a_plan_has_an_empty_runway(capsys):
    person = StayFactory().person

    assert json.loads(said(capsys, person.pk, "--json")) == {"tasks": [], "first_blocker": None}
    assert "no runway yet" in said(capsys, person.pk)
    assert "Nothing is in the way" in said(capsys, TaskFactory(plan=PlanFactory()).person_id)


def test_somebody_unknown_is_a_sentence():
    PersonFactory()

    with pytest.raises(Refused, match="There is nobody with the id, reference or prison number 'X'"):
        runway.run(runway_options("X"))


def runway_options(*words):
    parser = ArgumentParser()
    runway.add_arguments(parser)
    return parser.parse_args(list(words))
