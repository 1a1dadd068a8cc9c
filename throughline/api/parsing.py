"""Read JSON that cannot hurt: bounded in depth, with ordinary numbers only."""

import json
from typing import NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 8
"""Lists and objects inside each other; the deepest body we take has three."""

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


class BoundedJson(Parser):
    """Reads request bodies."""

    def parse_body(self, request: HttpRequest) -> dict[str, Json]:
        """Return the JSON object sent.

        Raises:
            ValueError: it is not JSON, not an object, or too deep. The API answers 400.
        """
        sent = json.loads(request.body, parse_constant=_refuse)
        if not isinstance(sent, dict) or _depth(sent) > DEEPEST:
            raise ValueError("A JSON object of ordinary depth is needed.")
        return sent


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON.")


def _depth(value: Json) -> int:
    """Return how many lists and objects are inside each other; the parser stopped at a few hundred already."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(each) for each in inside if isinstance(each, dict | list)), default=0)
