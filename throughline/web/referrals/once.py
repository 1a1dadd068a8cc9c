"""A form that nobody signs in for is kept once, and asked for no more often than people need.

A signed number in the form stands for one press. Whoever sends it again is shown the same thanks; only that it came is
remembered, by the service's id, never who sent it.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from throughline.foundations import clock
from throughline.foundations.errors import Refused

FIELD = "press"
SALT = "referrals.asking"
GOOD_FOR = timedelta(hours=24)
HOUR_SECONDS = 3600
MOST_AN_HOUR = 10
"""Requests from one address in an hour. Many people of one prison may share an address, each asks once."""

TOO_OLD = "This page was open for a long time. What you wrote is still here: press the button again."
TOO_OFTEN = "Many people have asked from here in the last hour. Please wait an hour and press the button again{ring}."


def new_press() -> str:
    """Return a number, signed, that stands for one press of the button."""
    return signing.dumps(str(uuid4()), salt=SALT)


def read_press(request: HttpRequest) -> UUID:
    """Return the number a form carries.

    Raises:
        Refused: it has none of ours, or the page was open for too long.
    """
    try:
        return UUID(signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, ValueError):
        raise Refused(TOO_OLD) from None


def pace_address(request: HttpRequest, *, phone: str) -> None:
    """Count one more request against an address's hour. The address itself is kept nowhere.

    Raises:
        Refused: the hour is full.
    """
    address = get_adapter().get_client_ip(request)
    hour = int(clock.now().timestamp()) // HOUR_SECONDS
    name = f"pace:asking:{salted_hmac(SALT, address, algorithm='sha256').hexdigest()[:32]}:{hour}"
    asked = caches["default"].get(name, 0) + 1
    if asked > MOST_AN_HOUR:
        raise Refused(TOO_OFTEN.format(ring=f", or ring {phone}" if phone else ""))
    caches["default"].set(name, asked, timeout=HOUR_SECONDS)
