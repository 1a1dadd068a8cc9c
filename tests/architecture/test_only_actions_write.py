"""Rows change in ``actions`` and nowhere else."""

import re

import pytest

from tests.architecture.sources import calls, modules, named, texts

METHODS = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "update"}
SQL = re.compile(r"^\s*(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE|COPY\s+\w+)\b", re.IGNORECASE)

MAY_WRITE = {
    "foundations/drafts.py": "what someone typed and has not sent yet",
    "foundations/journal.py": "what happened",
    "foundations/records.py": "counts the changes of a locked row, for actions",
    "foundations/seals.py": "seals over the logs",
    "foundations/submissions.py": "how each form was answered",
    "access/reads.py": "who looked at whom",
    "commands/archive.py": "brings a backup back, row for row, as the owner of the tables",
    "commands/restore.py": "brings a backup back, row for row, as the owner of the tables",
}
"""Modules outside actions that write, and what they keep."""

NO_ROWS = {
    "web/accounts": {"delete", "create", "save"},
}
"""Calls with a writing name that touch sign-in's own tables, which pages may write."""


def is_action(path):
    return "actions" in path.parts or path.name == "actions.py"


READERS = [path for path in modules() if not is_action(path) and named(path) not in MAY_WRITE]


def writes(path):
    spared = set().union(*(names for place, names in NO_ROWS.items() if named(path).startswith(place)))
    for line, method, call in calls(path):
        if method in METHODS - spared and not (method == "update" and call.args):
            yield f"line {line}: .{method}()"
    for line, text in texts(path):
        if SQL.match(text):
            yield f"line {line}: {text.strip()[:40]}"


@pytest.mark.parametrize("path", READERS, ids=named)
def test_nothing_else_writes(path):
    assert list(writes(path)) == [], "move this to the chapter's actions"


def test_the_list_of_those_who_may_is_true():
    assert {named(path) for path in modules()} >= set(MAY_WRITE)
