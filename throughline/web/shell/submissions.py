"""A form sent twice makes one change: a double click, a retry and the back button are answered alike."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from throughline.access.requests import StaffRequest
from throughline.foundations import clock, submissions
from throughline.web.shell import drafts

Respond = Callable[[HttpRequest], HttpResponse]

FIELD = "submission"
FORGERY_TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
CHANGED = range(300, 400)
CONFLICT = 409
UNSENT = "This form has lost a part of itself. Go back, load the page again and send it once more. Nothing was changed."


def submission_middleware(get_response: Respond) -> Respond:
    """Answer a form's first arrival, and repeat that answer to every later one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not hasattr(request, "actor"):
            return get_response(request)
        key = _key(request)
        if key is None:
            return get_response(request)
        return _once(cast(StaffRequest, request), key, get_response)

    return middleware


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _said(request: HttpRequest) -> str:
    """Return what a form says. Its forgery token is another each time it is shown, also to whoever goes back to it."""
    said = request.POST.copy()
    said.pop(FORGERY_TOKEN, None)
    return said.urlencode()


def _once(request: StaffRequest, key: UUID, get_response: Respond) -> HttpResponse:
    actor = request.actor
    content = submissions.digest(_said(request).encode())
    try:
        before = submissions.begin(key, by_id=actor.id, path=request.path, content=content, at=clock.now())
    except submissions.DifferentAnswer as refusal:
        return render(request, "409.html", {"reason": str(refusal), "back": request.path}, status=CONFLICT)
    if before is not None:
        return HttpResponseRedirect(before.location or request.path)
    response = get_response(request)
    if response.status_code in CHANGED:
        submissions.answered(key, by_id=actor.id, status=response.status_code, location=response.headers["Location"])
        drafts.forget_sent(request)
    else:
        submissions.forget(key, by_id=actor.id)
    return response
