"""Those whose role reaches far prove who they are twice: until they have set that up, they get no further."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from throughline.access.requests import API
from throughline.agencies.models import User

Respond = Callable[[HttpRequest], HttpResponse]

SIGN_IN = "/sign-in/"
SET_UP = "/account/second-factor/"
OPEN = (SIGN_IN, SET_UP, API)


def second_factor_middleware(get_response: Respond) -> Respond:
    """Send whoever must still set up a second factor to the page where they do."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not request.path_info.startswith(OPEN) and must_set_up(user):
            return redirect("accounts:second_factor")
        return get_response(request)

    return middleware


def must_set_up(user: User) -> bool:
    """Return whether someone's role needs a second factor that they do not have."""
    return user.role in settings.SECOND_FACTOR_ROLES and not is_mfa_enabled(user)
