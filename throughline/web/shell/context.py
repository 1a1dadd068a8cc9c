"""What every page knows: where one may go, who is looking, and what day it is."""

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import TypedDict

from django.http import HttpRequest
from django.urls import NoReverseMatch, ResolverMatch, reverse

from throughline.access.permissions import Do
from throughline.foundations import clock
from throughline.foundations.actors import Staff


@dataclass(frozen=True)
class Product:
    """What this is called, and which version of it runs."""

    name: str
    version: str


@dataclass(frozen=True)
class Place:
    """Somewhere the top bar may lead. ``areas`` are the URL namespaces it stands for; None needs no permission.

    One that is ``aside`` stands in the menu under the viewer's name.
    """

    label: str
    url_name: str
    permission: Do | None
    areas: frozenset[str]
    aside: bool = False


@dataclass(frozen=True)
class NavItem:
    """One link of the top bar, for this page and this person."""

    label: str
    url: str
    current: bool


class Shell(TypedDict):
    """The words and links the frame is drawn with."""

    product: Product
    nav: tuple[NavItem, ...]
    nav_aside: tuple[NavItem, ...]
    viewer_name: str
    viewer_place: str
    today: date
    home_url: str
    find_url: str
    account_url: str
    sign_out_url: str
    ask_url: str
    help_url: str
    privacy_url: str


PRODUCT = Product("Throughline", version("throughline"))
PLACES = (
    Place("Today", "today:today", None, frozenset({"today"})),
    Place("Caseload", "cases:caseload", Do.SEE_CASES, frozenset({"cases", "reviews"})),
    Place("People", "people:search", Do.SEE_PEOPLE, frozenset({"people", "custody"})),
    Place("Releases", "releases:board", Do.SEE_RELEASES, frozenset({"releases", "rounds"})),
    Place("Referrals", "referrals:inbox", Do.SEE_REFERRALS, frozenset({"referrals"})),
    Place("Notices", "notices:inbox", Do.SEE_NOTICES, frozenset({"notices"})),
    Place("Agencies", "agencies:list", Do.SEE_AGENCIES, frozenset({"agencies"})),
    Place("Emergencies and requests", "sharing:reviews", Do.REVIEW_ACCESS, frozenset({"sharing"}), aside=True),
    Place("Meetings", "meetings:meetings", Do.SEE_MEETINGS, frozenset({"meetings"}), aside=True),
    Place("Barriers", "barriers:barriers", Do.SEE_BARRIERS, frozenset({"barriers"}), aside=True),
    Place("Protocols", "protocols:listing", Do.SEE_PROTOCOLS, frozenset({"protocols"}), aside=True),
    Place("Councils and housing", "council_ways:ways", Do.SEE_HOUSING, frozenset({"council_ways"}), aside=True),
    Place("Reports", "reports:index", Do.SEE_REPORTS, frozenset({"reports", "wording"})),
    Place("Your reading", "journal:mine", Do.SEE_PEOPLE, frozenset({"journal"}), aside=True),
)


def shell(request: HttpRequest) -> Shell:
    """Give the frame to every template."""
    actor = getattr(request, "actor", None)
    staff = actor if isinstance(actor, Staff) else None
    may_find = staff is not None and Do.SEE_PEOPLE in staff.permissions
    return {
        "product": PRODUCT,
        "nav": _nav(request, staff, aside=False) if staff else (),
        "nav_aside": _nav(request, staff, aside=True) if staff else (),
        "viewer_name": staff.name if staff else "",
        "viewer_place": ", ".join(filter(None, (staff.organisation_name, staff.role_word))) if staff else "",
        "today": clock.today(),
        "home_url": _url("today:today") or "/",
        "find_url": _url("people:search") if may_find else "",
        "account_url": _url("accounts:me") or _url("mfa_index"),
        "sign_out_url": _url("account_logout"),
        "ask_url": _url("referrals:services_open"),
        "help_url": _url("help:help"),
        "privacy_url": _url("help:privacy"),
    }


def _nav(request: HttpRequest, staff: Staff, *, aside: bool) -> tuple[NavItem, ...]:
    here = _area(request.resolver_match)
    return tuple(
        NavItem(place.label, url, here in place.areas)
        for place in PLACES
        if place.aside == aside
        and (place.permission is None or place.permission in staff.permissions)
        and (url := _url(place.url_name))
    )


def _area(match: ResolverMatch | None) -> str:
    """Return which part of the site a page is in; every page about one person is among people."""
    if match is None:
        return ""
    return "people" if "person_id" in match.kwargs else match.namespace


def _url(name: str) -> str:
    """Return where a named page is, or nothing while there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
