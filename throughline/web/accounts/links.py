"""Links we send by email: they lead to the address this installation is known by, whatever a request claims."""

from urllib.parse import quote

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from throughline.agencies.models import User


def set_password_link(user: User, *, request: HttpRequest) -> str:
    """Return a link with which one member of staff chooses a password, once."""
    return address_of(
        key_path(f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"), request=request
    )


def key_path(key: str) -> str:
    """Return where a key to set a password is answered."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return path.replace("UID-KEY", quote(key))


def address_of(path: str, *, request: HttpRequest) -> str:
    """Return the whole address of a path. Unless one is configured, the request's host, which is an allowed one."""
    return f"{settings.SITE_ADDRESS}{path}" if settings.SITE_ADDRESS else request.build_absolute_uri(path)
