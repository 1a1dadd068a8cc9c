"""Each command signs in to the database as no more than it needs."""

import pytest

from throughline.commands.registry import COMMANDS
from throughline.config.connections import Login

OWNER = {
    "migrate": "makes tables and lays the locks",
    "backup": "copies every row, whoever may see it",
    "restore": "brings every row back",
}
WRITER = {
    "work": "does jobs for everyone: sends notices, seals logs",
    "check": "verifies the seals over every row of the logs",
    "demo": "makes the people of the demonstration through journeys",
    "dates": "keeps the dates of many people through journeys",
    "import prison-search": "keeps a whole prison's people through a journey",
}
VIEWER = {
    "run": "starts the others, each with its own login",
    "serve": "pages and endpoints, bound by row security",
    "protocol check": "reads files only, and never signs in",
    "runway": "tells one person's runway through a journey, and sees no row itself",
    "report population": "counts through a journey, and sees no row itself",
    "report caseload": "counts through a journey, and sees no row about a person itself",
    "report referrals": "counts through a journey, and sees no row about a person itself",
    "report contacts": "counts through a journey, and sees no row about a person itself",
    "report outcomes": "counts through a journey, and sees no row about a person itself",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_signs_in_as_was_decided_for_it(name):
    decided = {
        **dict.fromkeys(OWNER, Login.OWNER),
        **dict.fromkeys(WRITER, Login.WRITER),
        **dict.fromkeys(VIEWER, Login.VIEWER),
    }

    assert name in decided, "decide which login this command needs, and say why here"
    assert COMMANDS[name].login == decided[name]


def test_reports_are_bound_by_row_security():
    assert {COMMANDS[name].login for name in COMMANDS if name.startswith("report")} <= {Login.VIEWER}
