"""Sessions end: after a time without a page, and after a working day whatever happens."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from throughline.access import entering
from throughline.agencies.actions import staff
from throughline.agencies.models import User
from throughline.agencies.statuses import SignIn
from throughline.foundations import clock
from throughline.web.shell import drafts

Respond = Callable[[HttpRequest], HttpResponse]

STARTED = "signed_in_at"
SEEN = "seen_at"
# The last page seen is written this often at most, so that reading does not write on every request.
WRITE_EVERY_SECONDS = 60
QUIET = "You were signed out because this computer was quiet for a while."
KEPT = "Nothing was lost."
UNSENT = "What you had just typed was not saved; everything before it was."


def session_end_middleware(get_response: Respond) -> Respond:
    """Sign out whoever has been away too long, and say so; ``lost_forms`` speaks for a form whose typing is kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_or_end(request, now=int(clock.now().timestamp()))
        return get_response(request)

    return middleware


def _keep_or_end(request: HttpRequest, *, now: int) -> None:
    started = request.session.setdefault(STARTED, now)
    seen = request.session.get(SEEN, now)
    if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_COOKIE_AGE:
        _note(request)
        logout(request)
        if drafts.pass_of(request) is None:
            messages.info(request, f"{QUIET} {UNSENT if request.method == 'POST' else KEPT}")
    elif now - seen >= WRITE_EVERY_SECONDS or SEEN not in request.session:
        request.session[SEEN] = now


def _note(request: HttpRequest) -> None:
    if isinstance(request.user, User):
        by = entering.staff(request.user, at=clock.now())
        staff.note_sign_in(
            request.user, what=SignIn.OUT, how="left quiet, or a working day was over", by=by, at=clock.now()
        )
