"""The commands about a service's work: the fixed names, what is hidden, and what is said when a word is wrong."""

import json
from argparse import ArgumentParser

import pytest
import time_machine

from tests.factories import NOON
from tests.reports.conftest import work
from tests.reports.work import SLUG, days_before
from throughline.commands.reporting import caseload, contacts, outcomes, referrals
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writing
from throughline.outcomes.actions.frameworks import lay_down

__all__ = ["work"]

pytestmark = pytest.mark.django_db
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def told(command, capsys, *words):
    parser = ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(["--service", SLUG, *words])) == 0
    return capsys.readouterr().out


def counted(command, capsys, *words):
    return json.loads(told(command, capsys, *words, "--json"))


def test_the_caseload_has_four_names(work, capsys):
    work.cases(7, setting="community")
    work.cases(6, setting="prison")

    assert counted(caseload, capsys, "--on", "2026-03-02") == {
        "total": 13,
        "in_community": 7,
        "in_prison": 6,
        "in_assessment": 0,
    }
    assert counted(caseload, capsys)["total"] == 13


def test_a_hidden_number_is_null_and_named(work, capsys):
    work.cases(20, setting="community")
    work.cases(3, setting="prison")
    work.cases(6, setting="assessment")

    assert counted(caseload, capsys) == {
        "total": 29,
        "in_community": 20,
        "in_prison": None,
        "in_assessment": None,
        "hidden": ["in_prison", "in_assessment"],
    }


def test_referrals_have_six_names_and_both_ends_are_included(work, capsys):
    work.referrals(7, source="self", support="full", on=days_before(1))
    work.referrals(6, source="prison", support="brief", on=days_before(9))
    work.referrals(5, source="prison", support="duty", on=days_before(9))
    work.referrals(8, source="self", on=days_before(10))

    found = counted(referrals, capsys, "--from", days_before(9).isoformat(), "--to", days_before(1).isoformat())

    assert found == {
        "total": 18,
        "full_support": 7,
        "brief_or_duty": 11,
        "self_referrals": 7,
        "by_source": {"self": 7, "family": 0, "prison": 11, "justice_social_work": 0, "agency": 0},
        "by_answer": {"full": 7, "brief": 6, "duty": 5, "declined": 0, "withdrawn": 0, "waiting": 0},
    }


def test_an_answer_can_be_counted_as_it_was(work, capsys):
    work.referrals(6, on=days_before(9), support="full", decided_on=days_before(3))

    words = ("--from", "2026-02-01", "--to", "2026-02-28", "--as-of", days_before(4).isoformat())

    assert counted(referrals, capsys, *words)["by_answer"]["waiting"] == 6


def test_contacts_are_counted_in_all_and_by_kind(work, capsys):
    for case in work.cases(6):
        work.contacts(case, 2)

    found = counted(contacts, capsys, *MARCH)

    assert (found["total"], found["people"], found["by_activity"]["outreach"]) == (12, 6, 12)


def test_each_of_seven_domains_has_six_names(work, capsys):
    with writing():
        lay_down()

    domains = counted(outcomes, capsys, *MARCH)["domains"]

    assert [row["domain"] for row in domains] == [
        "Criminal Activity",
        "Engagement",
        "Living Situation",
        "Physical Health",
        "Psychological Wellbeing",
        "Social Functioning",
        "Substance Misuse",
    ]
    assert all(set(row) == {"domain", "n", "improved", "same", "worse", "missing"} for row in domains)


@pytest.mark.parametrize("command", [caseload, referrals, contacts, outcomes])
def test_without_json_it_says_how_each_number_is_counted(work, capsys, command):
    work.cases(3, setting="prison")

    said = told(command, capsys, *(() if command is caseload else MARCH))

    assert said.startswith("Through the gate, ")
    assert "How this is counted." in said
    assert "CANARY" not in said


def test_a_service_there_is_not_is_named_with_those_there_are(work, capsys):
    with pytest.raises(Refused, match=r"There is no service called 'nowhere'. There is: through-the-gate."):
        told(caseload, capsys, "--service", "nowhere")


@pytest.mark.parametrize("typed", ["2026-02-31", "soon"])
def test_a_wrong_date_gets_a_sentence(work, capsys, typed):
    with pytest.raises(Refused, match="is not a real date"):
        told(caseload, capsys, "--on", typed)
    with pytest.raises(Refused, match="is not a real date"):
        told(referrals, capsys, "--from", typed, "--to", "2026-03-01")


def test_it_runs_from_a_terminal_and_refuses_in_a_sentence(home):
    said = home.throughline("report", "caseload", "--service", "nowhere")

    assert said.returncode == 1
    assert said.stderr.strip() == "There is no service called 'nowhere'. There is: none yet."
