"""A form that arrives after its session ended is not lost: it is kept for whoever opened it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from throughline.web.shell import drafts

Respond = Callable[[HttpRequest], HttpResponse]

SIGN_IN_AGAIN = 401
KEPT = "You were signed out. What you typed is kept: sign in to go on."
OF_ANOTHER = (
    "That form was opened by someone else, who has been signed out since, so it was not sent. "
    "What was typed is kept for them alone."
)
NOT_SENT = "This form waited too long to be sent. What you typed is kept and is below: look it over, then send it."


def lost_forms_middleware(get_response: Respond) -> Respond:
    """Keep what was typed in a form whose session ended, or in whose place someone else has signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        pass_ = drafts.pass_of(request) if request.method == "POST" else None
        if pass_ is None or (request.user.is_authenticated and request.user.pk == pass_.by_id):
            return get_response(request)
        kept = drafts.keep_lost(request) is not None
        return _ask_to_sign_in(request, pass_, kept=kept)

    return middleware


def answer_too_old(request: HttpRequest) -> HttpResponse | None:
    """Show a form again, with what was typed, whose forgery token no longer fits; None when nothing was kept of it."""
    pass_ = drafts.keep_lost(request)
    if pass_ is None or not request.user.is_authenticated:
        return None
    messages.warning(request, NOT_SENT)
    return HttpResponseRedirect(pass_.again)


def _ask_to_sign_in(request: HttpRequest, pass_: drafts.Pass, *, kept: bool) -> HttpResponse:
    if request.path == reverse("drafts:keep"):
        return HttpResponse(status=SIGN_IN_AGAIN)
    if request.user.is_authenticated:
        if kept:
            messages.warning(request, OF_ANOTHER)
        return HttpResponseRedirect("/")
    if kept:
        messages.info(request, KEPT)
    return redirect_to_login(pass_.again)
