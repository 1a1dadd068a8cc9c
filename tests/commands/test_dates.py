"""The command changes many dates from a file, or says what would happen."""

import json
from argparse import ArgumentParser
from datetime import date, timedelta

import pytest
import time_machine

from tests.factories import NOON, IdentifierFactory, KeyDateFactory, StayFactory
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.commands import dates
from throughline.commands.registry import COMMANDS
from throughline.custody.models import KeyDate, Round
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db
HEADER = "prison number,date type,date,source,known on"
MAY = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def file(tmp_path):
    """Write a file of people: one who moves, one the same, one known newer, one unknown, one with no such date now."""
    for number in ("A0001BC", "A0002BC", "A0003BC", "A0004BC"):
        stay = StayFactory()
        IdentifierFactory(person=stay.person, value=number)
        KeyDateFactory(stay=stay, on=MAY, known_at=NOON - timedelta(days=10))
        TaskFactory(plan=PlanFactory(person=stay.person), anchor="release", offset=-60, due_on=MAY - timedelta(days=60))
    path = tmp_path / "tranche.csv"
    path.write_text(
        f"{HEADER}\n"
        "A0001BC,confirmed,2026-04-08,Ministry,2026-03-01\n"
        "A0002BC,confirmed,2026-05-06,Ministry,2026-03-01\n"
        "A0003BC,confirmed,2026-04-08,Ministry,2026-02-01\n"
        "\n"
        "Z9999ZZ,confirmed,2026-04-08,Ministry,2026-03-01\n"
        "A0004BC,confirmed,,Ministry,2026-03-02T09:00:00Z\n"
    )
    return path


def told(capsys, *words):
    parser = ArgumentParser()
    dates.add_arguments(parser)
    assert dates.run(parser.parse_args([str(word) for word in words])) == 0
    return capsys.readouterr().out


def holding():
    with writing():
        return list(KeyDate.objects.filter(holds=True).order_by("person__reference").values_list("on", flat=True))


EXPECTED = {
    "rows": 5,
    "moved": 2,
    "unchanged": 1,
    "older": 1,
    "now_late": 1,
    "no_address": 2,
    "refused": [
        {
            "row": 6,
            "field": "prison number",
            "message": "Nobody with this prison number is known here. Check the number.",
        }
    ],
}


def test_without_apply_it_says_what_would_happen_and_keeps_nothing(file, capsys):
    answer = json.loads(told(capsys, file, "--json"))

    assert answer == EXPECTED
    assert holding() == [MAY] * 4
    with writing():
        assert not Round.objects.exists()


def test_applied_it_says_the_same_and_the_same_again_changes_nothing(file, capsys):
    first = json.loads(told(capsys, file, "--apply", "--json"))
    again = json.loads(told(capsys, file, "--apply", "--json"))

    assert first == EXPECTED
    assert again == {**EXPECTED, "moved": 0, "unchanged": 4, "older": 0, "now_late": 0, "no_address": 0}
    assert sorted(holding(), key=str) == [date(2026, 4, 8), MAY, MAY, None]


def test_it_speaks_plainly(file, capsys):
    said = told(capsys, file)

    assert "line 6 (prison number): Nobody" in said
    assert "5 rows: 2 would be moved, 1 unchanged," in said
    assert "1 step is late at once. 2 people who move have no address planned." in said
    assert said.endswith("Nothing was kept. Add --apply to keep it.\n")


def test_rounds_are_kept_under_the_prisons_that_hold_the_people(file, capsys):
    told(capsys, file, "--apply")

    with writing():
        made = list(Round.objects.values_list("name", "state", "source").distinct())
    assert made == [("tranche.csv", "applied", "Ministry")]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"\xff\xfe", "not text in UTF-8"), (b"nonsense", "no column called")],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content, said):
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    parser = ArgumentParser()
    dates.add_arguments(parser)

    with pytest.raises(Refused, match=said):
        dates.run(parser.parse_args([str(path)]))


def test_it_can_be_asked_for():
    assert COMMANDS["dates"].module == dates.__name__
