"""One version of a protocol: whom it is for, its steps, who agreed to it, and what changed since the one before."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Partner
from throughline.foundations import clock
from throughline.protocols import queries
from throughline.protocols.engine.comparing import Differences, differences
from throughline.protocols.known import protocol_of
from throughline.protocols.models import Adoption, Signing, Version
from throughline.protocols.reading.faults import Faulty
from throughline.protocols.shape import Protocol
from throughline.web.protocols import page
from throughline.web.protocols.views.asking import led

MOST = 50
"""Versions and uses shown on the page."""


@require_safe
def version(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Show a version; one that this release cannot read any more is shown as its text."""
    found = shown(request, version_id)
    try:
        protocol = protocol_of(found)
    except Faulty as fault:
        return render(request, "protocols/unreadable.html", {"version": found, "faults": fault.faults})
    may_publish = access.may(request.actor, Do.PUBLISH_PROTOCOLS)
    uses = _uses(request, found, may_publish=may_publish)
    facts = {
        "version": found,
        "protocol": protocol,
        "for_whom": page.for_whom(protocol),
        "stages": page.stages(protocol),
        "uses": uses,
        "may_take_up": may_publish and _could_be_taken_up(request, found, uses),
        "may_retire": may_publish and found.retired_on is None and _is_ours_to_decide(request, found),
        "others": [each for each in _family(request, found)[: MOST + 1] if each.pk != found.pk],
        **_before(request, found, protocol),
    }
    return render(request, "protocols/version.html", facts)


@require_safe
def file(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Give the file as it was published, word for word, to keep or to begin the next version from."""
    found = shown(request, version_id)
    name = f"{found.slug}-{found.number}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.text, content_type="text/plain; charset=utf-8", headers=headers)


def shown(request: StaffRequest, version_id: UUID) -> Version:
    """Return a version the viewer may read.

    Raises:
        NotFound: there is none, or none they may know of.
    """
    seen = access.visible(Version, by=request.actor, to=Do.SEE_PROTOCOLS)
    return access.one(seen.select_related("partnership").filter(pk=version_id))


def compared(old: Version, new: Protocol) -> Differences | None:
    """Return what changed since an older version; None when this release cannot read it any more."""
    try:
        return differences(protocol_of(old), new)
    except Faulty:
        return None


def _is_ours_to_decide(request: StaffRequest, found: Version) -> bool:
    return found.partnership_id is not None and led(request).filter(pk=found.partnership_id).exists()


def _family(request: StaffRequest, found: Version) -> list[Version]:
    seen = access.visible(Version, by=request.actor, to=Do.SEE_PROTOCOLS)
    return list(queries.of_slug(seen, found.slug)[: MOST + 1])


def _before(request: StaffRequest, found: Version, protocol: Protocol) -> dict[str, object]:
    seen = access.visible(Version, by=request.actor, to=Do.SEE_PROTOCOLS)
    before = queries.before(seen, found).first()
    return {"before": before, "differences": compared(before, protocol) if before else None}


def _uses(request: StaffRequest, found: Version, *, may_publish: bool) -> list[page.Use]:
    adoptions = access.visible(Adoption, by=request.actor, to=Do.SEE_PROTOCOLS)
    rows = list(queries.of_version(adoptions, found)[:MOST])
    signings = access.visible(Signing, by=request.actor, to=Do.SEE_PROTOCOLS)
    partners = access.visible(Partner, by=request.actor, to=Do.SEE_PROTOCOLS)
    inside = agencies.partners_on(partners, clock.today()).filter(partnership__in={row.partnership_id for row in rows})
    return page.uses(
        rows,
        list(queries.signings_of(signings, rows)),
        list(inside),
        may_publish=may_publish,
        mine=request.user.organisation,
    )


def _could_be_taken_up(request: StaffRequest, found: Version, uses: list[page.Use]) -> bool:
    """Say whether a partnership the viewer decides for does not work to it yet, and still could."""
    if found.retired_on is not None and found.retired_on <= clock.today():
        return False
    working = {use.adoption.partnership_id for use in uses if use.adoption.ends_on is None}
    could = led(request).exclude(pk__in=working)
    return (could if found.partnership_id is None else could.filter(pk=found.partnership_id)).exists()
