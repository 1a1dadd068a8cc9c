"""Everything an action notes has a sentence, and no sentence shows a code or a hole."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import throughline
from throughline.foundations.models import JournalEntry
from throughline.web.journal import words
from throughline.web.people import places

ROOT = Path(throughline.__file__).parent
NOTE = re.compile(
    r"(people|custody|sharing|agencies|notices|accounts|access|"
    r"api|referrals|cases|assessments|plans|housing|outcomes|protocols|meetings)\.[a-z_]+"
)
WRITES_NOTES = re.compile(r"note|event", re.IGNORECASE)
NOTED_BY_KIND = {"contactpoint", "need", "relation", "sensitivefact"}
"""The kinds of record that ``people.actions.circumstances.end`` names in what it notes."""


def noted() -> set[str]:
    """Return every name given to a note in the source: text in a call, or chosen in an ``Event``'s arguments."""
    found = {f"people.{kind}_ended" for kind in NOTED_BY_KIND}
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" in path.parts or "web" in path.relative_to(ROOT).parts:
            continue
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if WRITES_NOTES.search(ast.unparse(call.func)):
                found |= {name for name in texts(call) if NOTE.fullmatch(name)}
    return found


def texts(call: ast.Call) -> set[str]:
    """Return the text among a call's own arguments, not that of calls inside it."""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return {
        node.value
        for argument in arguments
        if not isinstance(argument, ast.Call | ast.GeneratorExp | ast.List)
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def entry(what: str, **facts: object) -> JournalEntry:
    return JournalEntry(at=datetime(2026, 3, 2, tzinfo=UTC), what=what, facts=facts, by_words="Test")


def test_the_search_for_names_finds_them():
    assert {"people.registered", "custody.date_recorded", "sharing.granted", "agencies.staff_left"} <= noted()


def test_everything_that_is_noted_has_a_sentence():
    assert noted() - set(words.SENTENCES) == set()


@pytest.mark.parametrize("what", sorted(words.SENTENCES))
def test_a_sentence_stands_even_without_its_facts(what):
    said = words.sentence(entry(what))

    assert said.endswith(".")
    assert said[0].isupper()
    assert "None" not in said
    assert "{" not in said
    assert "  " not in said


def test_a_note_from_a_newer_version_is_said_to_have_happened():
    assert words.sentence(entry("housing.keys_handed_over")) == "Something was recorded."


@pytest.mark.parametrize(
    ("what", "facts", "said"),
    [
        (
            "custody.date_recorded",
            {"type": "Release date", "before": "2026-05-06", "after": "2026-05-13", "source": "Prison records"},
            "Release date is 13 May 2026. It was 6 May 2026. From Prison records.",
        ),
        (
            "sharing.granted",
            {"team": "Housing, Fife", "reason": "They agreed", "compartments": ["family", "contact"], "why": ""},
            "Housing, Fife may now see them with contact details and family and household: They agreed.",
        ),
        (
            "people.details_changed",
            {"born_on": ["1990-01-01", "1990-02-01"], "language": ["not known", "Polish"]},
            "Birth date changed from 1 January 1990 to 1 February 1990 and language changed from not known to Polish.",
        ),
        ("people.need_added", {"kind": "other"}, "A need was noted: another need."),
        ("people.relation_ended", {"kind": "x"}, "Someone is no longer in the family or household: x."),
        (
            "people.contact_safety_changed",
            {"before": "unknown", "after": "ask_first"},
            "Whether a way to reach them is safe changed from not known: ask to ask the key worker first.",
        ),
        (
            "sharing.consent",
            {"to": "Sharing with an organisation", "answer": "Said no for now", "organisation": "Fife Council"},
            "Asked about: Sharing with an organisation (Fife Council). They said: Said no for now.",
        ),
        ("agencies.team_joined", {"who": "Ann Reid", "team": "Housing"}, "Ann Reid joined Housing."),
    ],
)  # fmt: skip
def test_facts_are_said_in_plain_words(what, facts, said):
    assert words.sentence(entry(what, **facts)) == said


def test_every_page_about_a_person_has_a_name_in_the_list_of_looks():
    assert places.names() - set(words.PAGES) == set()
