"""Every address we answer, found by walking the map, so that a new page is swept without being named here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from tests.architecture.world import World

API = "api:"

PUBLIC = {
    "api:api-root": "nothing is there: 404",
    "api:openapi-json": "describes the API; holds no data",
    "help:help": "says what this is and who to ring; for those locked out too",
    "help:privacy": "says how records are kept; for the people they are about",
    "referrals:services_open": "names services that people may ask for help, and no person",
    "referrals:ask": "where people ask for help without an account; it tells nobody whether someone is on record",
    "referrals:asked": "says thank you, and names nobody",
    "account_login": "where people sign in",
    "account_logout": "signing out twice harms nobody",
    "account_signup": "says that nobody can sign themselves up",
    "account_inactive": "says that an account is closed, and no name",
    "account_reset_password": "where people ask for a new password",
    "account_reset_password_done": "says the same whether or not there is an account",
    "account_reset_password_from_key": "where the link in an email leads",
    "account_reset_password_from_key_done": "says that the password was changed",
    "account_confirm_email": "where the link in an email leads",
    "account_email_verification_sent": "says to look in one's mail",
    "mfa_login_webauthn": "signing in with a passkey",
    "mfa_authenticate": "the second step of signing in",
    "openid_connect_login": "leads to an organisation's own sign-in",
    "openid_connect_callback": "where an organisation's own sign-in leads back",
    "socialaccount_login_cancelled": "says that signing in was cancelled",
    "socialaccount_login_error": "says that signing in did not work",
    "socialaccount_signup": "says that nobody can sign themselves up",
}
"""Pages anyone may open, and why."""


@dataclass(frozen=True)
class Page:
    """One address: its name, or itself where it has none, and the names of the ids in it."""

    name: str
    parts: frozenset[str]

    def address(self, world: World) -> str:
        """Return where the page about a world's records is.

        A part of an address that no record stands for fails here, so that no page goes unswept.
        """
        missing = self.parts - set(world.parts)
        assert not missing, f"{self.name}: say in world.py which record {sorted(missing)} is"
        if self.name.startswith("/"):
            return self.name
        return reverse(self.name, kwargs={part: world.parts[part] for part in self.parts})

    @property
    def is_ours(self) -> bool:
        """Whether we wrote it: the pages of sign-in come from allauth."""
        return ":" in self.name

    @property
    def is_about_a_person(self) -> bool:
        return "person_id" in self.parts


def every_page() -> list[Page]:
    """Return every page of ours and of sign-in."""
    return sorted(set(_walk(get_resolver(), (), frozenset(), "/")), key=lambda page: page.name)


def private_pages() -> list[Page]:
    return [page for page in every_page() if page.name not in PUBLIC and not page.name.startswith(API)]


def our_pages() -> list[Page]:
    return [page for page in private_pages() if page.is_ours]


def operations() -> list[Page]:
    return [page for page in every_page() if page.name.startswith(API) and page.name not in PUBLIC]


def _walk(resolver: URLResolver, spaces: tuple[str, ...], parts: frozenset[str], before: str) -> Iterator[Page]:
    for entry in resolver.url_patterns:
        here = parts | _parts(entry)
        address = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _walk(entry, (*spaces, *filter(None, [entry.namespace])), here, address)
        elif entry.name:
            yield Page(":".join([*spaces, entry.name]), here)
        else:
            assert not here, f"give {address} a name"
            yield Page(address, here)


def _parts(entry: URLPattern | URLResolver) -> frozenset[str]:
    if isinstance(entry.pattern, RegexPattern):
        return frozenset(entry.pattern.regex.groupindex)
    return frozenset(entry.pattern.converters)
