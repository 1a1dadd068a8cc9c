"""The list of protocols: what partnerships work to, and what they could."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.protocols import queries
from throughline.protocols.models import Adoption, Signing, Version
from throughline.web.protocols.views.asking import led, version_named

PAGE = 25
"""Rows a page."""
MOST_IN_USE = 100
"""More protocols than a partnership could work to; a bound for the page."""


@dataclass(frozen=True, kw_only=True)
class Used:
    """A protocol a partnership works to, how many partners agreed, and the newest version when that is another."""

    adoption: Adoption
    agreed: int
    newer: Version | None


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """List what the viewer's partnerships work to, and every other version that they could."""
    today = clock.today()
    adoptions = access.visible(Adoption, by=request.actor, to=Do.SEE_PROTOCOLS)
    known = list(queries.not_over(adoptions, today)[:MOST_IN_USE])
    versions, more = _others(request, known, today)
    facts = {
        "used": _used(request, [each for each in known if each.starts_on <= today], today),
        "later": [each for each in known if each.starts_on > today],
        "versions": versions,
        "more": f"?after={versions[-1].pk}" if more else "",
        "start": request.path if "after" in request.GET else "",
        "may_publish": access.may(request.actor, Do.PUBLISH_PROTOCOLS) and led(request).exists(),
    }
    return render(request, "protocols/listing.html", facts)


def _used(request: StaffRequest, adoptions: list[Adoption], today: date) -> list[Used]:
    versions = access.visible(Version, by=request.actor, to=Do.SEE_PROTOCOLS)
    slugs = {adoption.slug for adoption in adoptions}
    newest = {row.slug: row for row in queries.newest(queries.offered(versions, today).filter(slug__in=slugs))}
    signings = access.visible(Signing, by=request.actor, to=Do.SEE_PROTOCOLS)
    agreed = [signing.adoption_id for signing in queries.signings_of(signings, adoptions)]
    return [
        Used(adoption=each, agreed=agreed.count(each.pk), newer=_newer(each, newest.get(each.slug)))
        for each in adoptions
    ]


def _newer(adoption: Adoption, newest: Version | None) -> Version | None:
    return newest if newest and newest.number > adoption.version_of.number else None


def _others(request: StaffRequest, adoptions: list[Adoption], today: date) -> tuple[list[Version], bool]:
    """Return a page of the versions that nobody of the viewer's works to, and whether there are more."""
    seen = access.visible(Version, by=request.actor, to=Do.SEE_PROTOCOLS)
    last = version_named(request)
    rows = queries.offered(seen, today).exclude(pk__in=[adoption.version_of_id for adoption in adoptions])
    found = list((queries.after(rows, last) if last else rows)[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE
