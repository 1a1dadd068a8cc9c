"""One person at a glance: the throughline first."""

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
from throughline.people.models import ContactPoint, Identifier, Need, SensitiveFact
from throughline.web.line.drawing import draw
from throughline.web.line.gathering import About, gather
from throughline.web.line.marks import Line
from throughline.web.people.frame import Opened, open_person

HERE = "people:person"
NEWEST = 10


@require_safe
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show someone at a glance: the throughline, what comes next, custody, who can see, and what happened lately."""
    opened = open_person(request, person_id, to=Do.SEE_PEOPLE, where=HERE)
    status = LegalStatus(opened.stay.legal_status) if opened.stay else None
    line = _line(opened)
    context = {
        "opened": opened,
        "line": line,
        "picture": draw(line),
        "may_log": access.may(request.actor, Do.RECORD_CONTACTS) and opened.reach.sees(Identifier),
        "may_refer": access.may(request.actor, Do.REFER_PEOPLE) and opened.reach.sees(Identifier),
        "sees_plan": access.may(request.actor, Do.SEE_PLANS),
        "status": status,
        "status_means": MEANINGS[status] if status else "",
        "works_with": opened.reach.sees(Identifier),
        "contact_is_shared": opened.reach.sees(ContactPoint),
        "needs_are_shared": opened.reach.sees(Need),
        "sensitive_is_shared": opened.reach.sees(SensitiveFact),
        "sees_sharing": access.may(request.actor, Do.SEE_SHARING),
        "story": _story(opened),
        "sees_story": access.may(request.actor, Do.SEE_STORY),
    }
    return render(request, "people/person.html", context)


def _line(opened: Opened) -> Line:
    about = About(
        person_id=opened.person.pk,
        name=opened.person.shown_name,
        actor=opened.actor,
        reach=opened.reach,
        today=opened.today,
        gate=opened.release_on,
        outside=opened.outside,
        cases=opened.cases,
        grants=opened.grants,
        dates=opened.dates_ever,
    )
    return gather(about)


def _story(opened: Opened) -> list[JournalEntry]:
    if not access.may(opened.actor, Do.SEE_STORY):
        return []
    entries = access.visible(JournalEntry, by=opened.actor, to=Do.SEE_STORY).filter(person_id=opened.person.pk)
    return list(entries.order_by("-at", "-seq")[:NEWEST])
