"""What every agency page asks of a request: where in a list, and which version of a record."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE = 25
"""Rows a page."""
BEGINNING = UUID(int=0)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list, with the addresses of the page after them and of the beginning."""

    rows: list[M]
    next: str
    start: str


def page_of(rows: QuerySet[M], request: HttpRequest) -> Page[M]:
    """Return the first rows of an ordered list, and where the list goes on."""
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    more = _address(request, str(shown[-1].pk)) if len(found) > PAGE else ""
    return Page(rows=shown, next=more, start=_address(request, "") if "after" in request.GET else "")


def last_seen(request: HttpRequest) -> UUID:
    """Return the row that the list should go on after; one that no row has at its beginning."""
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return BEGINNING


def _address(request: HttpRequest, after: str) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    if after:
        query["after"] = after
    return f"{request.path}?{query.urlencode()}" if query else request.path
