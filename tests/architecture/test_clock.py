"""Only ways in ask the time of day; everyone else is told."""

import pytest

from tests.architecture.sources import calls, modules, named

TELLS_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
}
MAY = {
    "foundations/clock.py": "the clock",
    "commands": "people run them, outside any request",
    "config": "starts servers, before there is an application",
}


def asks_the_time(path):
    for line, method, call in calls(path):
        owner = getattr(call.func.value, "id", getattr(call.func.value, "attr", ""))
        if (owner, method) in TELLS_TIME and not (method.startswith("local") and call.args):
            yield f"line {line}: {owner}.{method}()"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_nobody_else_asks_the_time(path):
    if not named(path).startswith(tuple(MAY)):
        assert list(asks_the_time(path)) == [], "take at= or on= as an argument"
