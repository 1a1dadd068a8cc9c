"""What every page about protocols asks: for which partnerships may the viewer decide, and where does a list go on."""

from uuid import UUID

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access import managing
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Partnership
from throughline.foundations.errors import NotAllowed
from throughline.protocols.models import Version

ONLY_THE_LEAD = "Only the organisation that leads a partnership publishes protocols for it, and takes up a version."


def led(request: StaffRequest) -> QuerySet[Partnership]:
    """Return the partnerships that the viewer decides for, by name.

    Raises:
        NotAllowed: their job does not include this.
    """
    return agencies.partnerships_by_name(managing.manageable(Partnership, by=request.actor, to=Do.PUBLISH_PROTOCOLS))


def need_led(request: StaffRequest) -> QuerySet[Partnership]:
    """Return the same, refusing someone who decides for none.

    Raises:
        NotAllowed: there is none, or their job does not include this.
    """
    found = led(request)
    if not found.exists():
        raise NotAllowed(ONLY_THE_LEAD)
    return found


def need_lead_of(request: StaffRequest, partnership: Partnership) -> None:
    """Refuse someone who does not decide for a partnership.

    Raises:
        NotAllowed: their organisation does not lead it, or their job does not include this.
    """
    if not led(request).filter(pk=partnership.pk).exists():
        raise NotAllowed(ONLY_THE_LEAD)


def version_named(request: StaffRequest) -> Version | None:
    """Return the version that ``after`` in the address names: where a list goes on, or what the next one begins from.

    None where it names none, or none the viewer may know of.
    """
    try:
        pk = UUID(request.GET.get("after", ""))
    except ValueError:
        return None
    return access.visible(Version, by=request.actor, to=Do.SEE_PROTOCOLS).filter(pk=pk).first()
