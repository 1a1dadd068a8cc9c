"""Say things to whoever typed the command."""

import json
import sys
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def say(line: str = "") -> None:
    """Print a line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """Print a line where errors go."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def say_json(value: Json) -> None:
    """Print a value for another program to read."""
    say(json.dumps(value, indent=2, ensure_ascii=False))
