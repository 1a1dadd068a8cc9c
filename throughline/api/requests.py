"""What every call goes through: a size, a type, a key, a pace, and an answer in one shape."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from uuid import UUID

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from throughline.access import entering, keys
from throughline.access.requests import API, sign_in
from throughline.agencies.actions import keys as used
from throughline.agencies.models import ApiKey
from throughline.api.problems import CODES, FieldProblem, Problem, TooMany, answer
from throughline.foundations import clock

Respond = Callable[[HttpRequest], HttpResponse]

LARGEST_BODY = 64_000
"""Bytes of the longest body read; the largest record we take is under a tenth of it."""

CALLS_A_MINUTE = 600
MINUTE = 60

JSON = "application/json"
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def calls_middleware(get_response: Respond) -> Respond:
    """Refuse what is too large or not JSON before it is read, and every refusal in the one shape."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return get_response(request)
        return _unreadable(request) or _in_shape(get_response(request))

    return middleware


def _unreadable(request: HttpRequest) -> HttpResponse | None:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > LARGEST_BODY:
        return answer(413)
    if request.method in WITH_BODY and length not in {"", "0"} and request.content_type != JSON:
        return answer(415)
    return None


def _in_shape(response: HttpResponse) -> HttpResponse:
    if response.status_code < HTTPStatus.BAD_REQUEST or response.headers.get("Content-Type", "").startswith(JSON):
        return response
    status = response.status_code if response.status_code in CODES else int(HTTPStatus.BAD_REQUEST)
    shaped = answer(status)
    for name, value in response.headers.items():
        if name not in {"Content-Type", "Content-Length"}:
            shaped.headers[name] = value
    return shaped


class Key(HttpBearer):
    """A key of an organisation, made by its administrators on the page of keys: `Authorization: Bearer tl_…`."""

    def __init__(self, document: Callable[[], OpenAPISchema]) -> None:
        super().__init__()
        self.document = document

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """Let the rest of the call see and do what a key may; None when the key opens nothing.

        Raises:
            TooMany: the key asks too often.
            Problem: the call asks for something its address does not know.
        """
        at = clock.now()
        key = keys.find(token, at=at)
        if key is None:
            return None
        _pace(key.pk, at=at)
        if key.last_used_on != at.date():
            used.key_used(key.pk, on=at.date())
        sign_in(request, entering.key(key, at=at))
        self._refuse_unknown(request)
        return key

    def _refuse_unknown(self, request: HttpRequest) -> None:
        """Refuse questions the address does not document, so that a slip in a name is not answered with everything."""
        route = request.resolver_match.route if request.resolver_match else ""
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{route}")
        unknown = sorted(set(request.GET) - self._questions.get((request.method or "", path), set()))
        if unknown:
            words = "This address does not take this. Look at its documentation for what it takes."
            raise Problem(422, fields=[FieldProblem(field=name[:100], message=words) for name in unknown[:10]])

    @cached_property
    def _questions(self) -> dict[tuple[str, str], set[str]]:
        """The query parameters of every operation, by method and address."""
        return {
            (method.upper(), path): {each["name"] for each in operation["parameters"] if each["in"] == "query"}
            for path, methods in self.document()["paths"].items()
            for method, operation in methods.items()
        }


def _pace(key_id: UUID, *, at: datetime) -> None:
    """Count a call against its key's minute.

    Raises:
        TooMany: the minute is full.
    """
    minute, second = divmod(int(at.timestamp()), MINUTE)
    name = f"api-key:{key_id}"
    counted_in, calls = caches["default"].get(name) or (minute, 0)
    calls = calls + 1 if counted_in == minute else 1
    if calls > CALLS_A_MINUTE:
        raise TooMany(wait=MINUTE - second)
    caches["default"].set(name, (minute, calls), timeout=2 * MINUTE)
