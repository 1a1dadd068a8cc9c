"""Pages and endpoints reach rows only through ``access``; queries only narrow the rows they are given."""

import pytest

from tests.architecture.sources import attributes, modules, named

BANNED = {"objects", "_default_manager", "_base_manager"}
SUBQUERIES = {
    "agencies/queries.py": "areas are reference data that everyone may see",
    "cases/queries.py": "whether someone works a case beside the key worker, or a key worker left the team",
    "notices/queries.py": "whether the same team was told the same again since",
    "sharing/queries.py": "whether a restriction that was given names someone",
}
"""Questions that look at another table only to narrow the rows they are given, and why that is safe."""

WAYS_IN = [*modules("web"), *modules("api")]
QUESTIONS = [path for path in modules() if path.name == "queries.py" or "queries" in path.parts]


@pytest.mark.parametrize("path", WAYS_IN + QUESTIONS, ids=named)
def test_no_managers(path):
    spared = {"objects"} if named(path) in SUBQUERIES else set()

    assert not attributes(path) & BANNED - spared, "use access.visible or access.get"


@pytest.mark.parametrize("path", modules("web", "api"), ids=named)
def test_no_sql(path):
    allowed = {"web/health/checks.py": "asks whether a worker lives; nothing about people"}

    assert named(path) in allowed or "cursor" not in attributes(path), "ask through the chapter's queries"
