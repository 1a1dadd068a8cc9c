"""A call that changes something is done once, however often it arrives."""

from collections.abc import Callable
from typing import Annotated

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from ninja import Header, Schema

from throughline.access.requests import StaffRequest
from throughline.api.fields import Id
from throughline.api.problems import Problem
from throughline.foundations import clock, submissions
from throughline.foundations.errors import Refused

JSON = "application/json; charset=utf-8"
CREATED = 201
ANOTHER = "This Idempotency-Key came before with something else. What was sent first is kept; use a new key for this."

IdempotencyKey = Annotated[
    Id,
    Header(
        alias="Idempotency-Key",
        description="A UUID of your own for this change. Sent again within 30 days with the same body, it is answered "
        "as it was the first time and nothing is done twice.",
    ),
]


def once(request: StaffRequest, key: Id, act: Callable[[], Schema]) -> HttpResponse:
    """Do an act and keep its answer; a repeat gets the kept one.

    Raises:
        Problem: the key came before with something else.
        Refused: the act was refused, and may be sent again with the same key.
    """
    by = request.actor.id
    content = submissions.digest(request.body)
    try:
        before = submissions.begin(key, by_id=by, path=request.path, content=content, at=clock.now())
    except submissions.DifferentAnswer:
        raise Problem(422, code="key_used_before", message=ANOTHER) from None
    if before is not None:
        return HttpResponse(before.body, status=before.status, content_type=JSON)
    try:
        body = act().model_dump_json()
    except (Refused, Http404, PermissionDenied):
        submissions.forget(key, by_id=by)
        raise
    submissions.answered(key, by_id=by, status=CREATED, body=body)
    return HttpResponse(body, status=CREATED, content_type=JSON)
