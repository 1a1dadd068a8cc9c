"""Keep what someone is typing, for them alone, and let go of it when they start again."""

from datetime import timedelta
from uuid import UUID

from django.core.cache import caches
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from throughline.access.requests import StaffRequest
from throughline.foundations import clock, drafts
from throughline.foundations.wording import LONDON
from throughline.web.shell.drafts import Pass, pass_of
from throughline.web.shell.drafts import keep as keep_typed

SENDING = "sending"
LEAST_APART = timedelta(seconds=1)
TOO_SOON, TOO_LONG = 429, 413
NOT_YOURS = 404


@require_POST
def keep(request: StaffRequest) -> HttpResponse:
    """Keep what is typed so far; say at what time of day it was kept, or nothing when there was nothing to keep."""
    pass_ = _own_pass(request)
    if pass_ is None:
        return HttpResponse(status=NOT_YOURS)
    if not caches["default"].add(f"draft:{request.actor.id}", 1, timeout=LEAST_APART.total_seconds()):
        return HttpResponse(status=TOO_SOON)
    try:
        kept = keep_typed(request, pass_, sending=_sending(request))
    except drafts.TooLong:
        return HttpResponse(status=TOO_LONG)
    return HttpResponse(f"{clock.now().astimezone(LONDON):%H:%M}" if kept else "", content_type="text/plain")


@require_POST
def forget(request: StaffRequest) -> HttpResponse:
    """Let go of what was kept, and show the form empty."""
    pass_ = _own_pass(request)
    if pass_ is None:
        return redirect("/")
    drafts.forget(pass_.form, by_id=pass_.by_id)
    return HttpResponseRedirect(pass_.address)


def _own_pass(request: StaffRequest) -> Pass | None:
    pass_ = pass_of(request)
    return pass_ if pass_ is not None and pass_.by_id == request.actor.id else None


def _sending(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(SENDING, ""))
    except ValueError:
        return None
