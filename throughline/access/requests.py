"""Requests from people who have signed in: one transaction each, with row-level security set to who they are."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from throughline.access import entering
from throughline.agencies.models import User
from throughline.foundations import clock
from throughline.foundations.actors import Staff

Respond = Callable[[HttpRequest], HttpResponse]

API = "/api/"
FAULT = 500


class StaffRequest(HttpRequest):
    """A request from someone signed in for an organisation, or from a key that acts for one."""

    user: User
    actor: Staff


class PagesNeedSignIn(LoginRequiredMiddleware):
    """Every page needs a signed-in user; the API says 401 for itself instead of redirecting."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: object, view_kwargs: object
    ) -> HttpResponseBase | None:
        if request.path_info.startswith(API):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)  # type: ignore[arg-type]


def one_transaction_middleware(get_response: Respond) -> Respond:
    """Answer each request in one transaction, as whoever is signed in. A fault keeps nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            if request.user.is_authenticated and not request.path_info.startswith(API):
                sign_in(request, entering.staff(request.user, at=clock.now()))
            response = get_response(request)
            if response.status_code >= FAULT:
                transaction.set_rollback(True)
        return response

    return middleware


def sign_in(request: HttpRequest, actor: Staff) -> Staff:
    """Let the rest of this request see as an actor."""
    entered = entering.enter(actor)
    cast(StaffRequest, request).actor = entered
    return entered
