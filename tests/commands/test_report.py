"""The command counts the same as the page, for those who run the product."""

import json
import re
from argparse import ArgumentParser

import pytest
import time_machine

from tests.factories import NOON
from tests.reports.conftest import region
from throughline.commands import report
from throughline.foundations.errors import Refused

__all__ = ["region"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def told(capsys, *words):
    parser = ArgumentParser()
    report.add_arguments(parser)
    assert report.run(parser.parse_args(words)) == 0
    return capsys.readouterr().out


def test_it_says_every_line_of_the_page(region, capsys):
    region.holds(20)
    region.holds(3, prison=region.langrigg)

    said = told(capsys, "--partnership", "solway").splitlines()

    rows = {tuple(re.split(r"\s{2,}", row.strip())) for row in said if row.startswith("  ")}
    unsaid = {(entry.line.group, entry.line.number.words) for entry in region.count().entries} - rows
    assert unsaid == set()
    assert said[0] == "Solway, at the end of 2 March 2026"
    assert said[-1].startswith("Hidden: 1 to 4")


def test_as_json_a_hidden_number_is_null_and_not_zero(region, capsys):
    region.holds(20)
    region.holds(3, prison=region.langrigg)

    answer = json.loads(told(capsys, "--partnership", "Solway", "--on", "2026-02-10", "--json"))

    measures = {measure["name"]: measure for measure in answer["measures"]}
    assert (answer["partnership"], answer["on"]) == ("Solway", "2026-02-10")
    assert measures["in_custody"]["out_of"] == {"number": 23, "hidden": False}
    assert measures["by_prison"]["lines"] == [
        {"group": "HMP Langrigg", "number": None, "hidden": True},
        {"group": "HMP Vale", "number": None, "hidden": True},
    ]
    assert measures["capacity"]["lines"][0] == {"group": "HMP Langrigg", "number": None, "hidden": False}
    assert measures["by_home"]["definition"]


def test_a_partnership_there_is_not_is_named_with_those_there_are(region, capsys):
    with pytest.raises(Refused, match=r"There is no partnership called 'Tweed'. There is: Solway."):
        told(capsys, "--partnership", "Tweed")


@pytest.mark.parametrize("typed", ["2026-02-31", "soon", "3 2 2026"])
def test_a_wrong_date_gets_a_sentence(region, capsys, typed):
    with pytest.raises(Refused, match="is not a real date"):
        told(capsys, "--partnership", "Solway", "--on", typed)


def test_a_day_that_has_not_come_gets_a_sentence(region, capsys):
    with pytest.raises(Refused, match="has not come yet"):
        told(capsys, "--partnership", "Solway", "--on", "2026-03-03")


def test_it_runs_from_a_terminal_and_refuses_in_a_sentence(home):
    said = home.throughline("report", "population", "--partnership", "Tweed")

    assert said.returncode == 1
    assert said.stderr.strip() == "There is no partnership called 'Tweed'. There is: none yet."
