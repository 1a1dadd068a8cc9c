"""One person at a glance."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody.rules import MEANINGS
from throughline.custody.statuses import LegalStatus
from throughline.foundations.models import JournalEntry
from throughline.people import queries
from throughline.people.models import ContactPoint, Identifier, Need, Relation, SensitiveFact
from throughline.web.people.frame import Opened, open_person

HERE = "people:person"
NEWEST = 10


@require_safe
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show someone at a glance: custody and dates, family, who can see, and what happened lately."""
    opened = open_person(request, person_id, to=Do.SEE_PEOPLE, where=HERE)
    status = LegalStatus(opened.stay.legal_status) if opened.stay else None
    context = {
        "opened": opened,
        "status": status,
        "status_means": MEANINGS[status] if status else "",
        "works_with": opened.reach.sees(Identifier),
        "contact_is_shared": opened.reach.sees(ContactPoint),
        "needs_are_shared": opened.reach.sees(Need),
        "family_is_shared": opened.reach.sees(Relation),
        "family": _family(opened),
        "sensitive_is_shared": opened.reach.sees(SensitiveFact),
        "sees_sharing": access.may(request.actor, Do.SEE_SHARING),
        "story": _story(opened),
        "sees_story": access.may(request.actor, Do.SEE_STORY),
    }
    return render(request, "people/person.html", context)


def _family(opened: Opened) -> list[Relation]:
    if not opened.reach.sees(Relation):
        return []
    rows = access.visible(Relation, by=opened.actor, to=Do.SEE_PEOPLE).filter(person=opened.person)
    return list(queries.family_now(rows))


def _story(opened: Opened) -> list[JournalEntry]:
    if not access.may(opened.actor, Do.SEE_STORY):
        return []
    entries = access.visible(JournalEntry, by=opened.actor, to=Do.SEE_STORY).filter(person_id=opened.person.pk)
    return list(entries.order_by("-at", "-seq")[:NEWEST])
