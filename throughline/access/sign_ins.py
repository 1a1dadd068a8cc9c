"""How and where someone signs in: their own account and nobody else's."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from throughline.agencies.models import User


@dataclass(frozen=True, kw_only=True)
class Place:
    """One browser where someone is signed in."""

    browser: str
    address: str
    since: datetime
    is_this_one: bool


@dataclass(frozen=True, kw_only=True)
class WaysIn:
    """What someone signs in with."""

    password: bool
    passkeys: int
    app: bool
    codes_left: int


def places(user: User, *, this_session: str) -> list[Place]:
    """Return where someone is signed in now, this browser first, then the newest."""
    sessions = [_place(row, this_session) for row in UserSession.objects.purge_and_list(user)]
    return sorted(sessions, key=lambda place: (place.is_this_one, place.since), reverse=True)


def ways_in(user: User) -> WaysIn:
    """Return what someone has to prove who they are."""
    held = list(Authenticator.objects.filter(user=user))
    codes = [row for row in held if row.type == Authenticator.Type.RECOVERY_CODES]
    return WaysIn(
        password=user.has_usable_password(),
        passkeys=sum(row.type == Authenticator.Type.WEBAUTHN for row in held),
        app=any(row.type == Authenticator.Type.TOTP for row in held),
        codes_left=sum(len(row.wrap().get_unused_codes()) for row in codes),
    )


def _place(row: UserSession, this_session: str) -> Place:
    return Place(
        browser=browser(row.user_agent),
        address=row.ip,
        since=row.created_at,
        is_this_one=row.session_key == this_session,
    )


def browser(user_agent: str) -> str:
    """Say a browser's own description in words people use.

    >>> browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0")
    'Edge on Windows'
    >>> browser("curl/8.5")
    'A browser we do not know'
    """
    names = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {"Android": "Android", "iPhone": "an iPhone", "iPad": "an iPad", "Windows": "Windows", "Mac OS": "a Mac"}
    name = next((word for sign, word in names.items() if sign in user_agent), "")
    system = next((word for sign, word in (systems | {"Linux": "Linux"}).items() if sign in user_agent), "")
    return f"{name} on {system}" if name and system else name or "A browser we do not know"
