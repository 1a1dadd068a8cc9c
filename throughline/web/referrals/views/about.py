"""Every referral about one person that the viewer may see."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases.models import Case
from throughline.referrals import queries, rules
from throughline.referrals.models import DutyContact, Referral
from throughline.sharing.statuses import Compartment
from throughline.web.people.frame import Opened, open_person
from throughline.web.referrals import clocks, words
from throughline.web.referrals.paging import PAGE, read_mark, write_mark

HERE = "referrals:about"


@require_safe
def about(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List the referrals about someone, the newest first, with what came of each."""
    opened = open_person(request, person_id, to=Do.SEE_REFERRALS, where=HERE)
    found = queries.of_person(access.visible(Referral, by=request.actor, to=Do.SEE_REFERRALS), opened.person.pk)
    mark = read_mark(request.GET.get("after", ""))
    page = list((queries.after_started(found, started_at=mark.at, pk=mark.pk) if mark else found)[: PAGE + 1])
    here = reverse(HERE, args=[opened.person.pk])
    context = {
        "opened": opened,
        "rows": [_row(row, opened) for row in page[:PAGE]],
        "next": f"{here}?{urlencode({'after': _mark(page[PAGE - 1])})}" if len(page) > PAGE else None,
        "first": here if mark else None,
        "duty": [] if mark else _duty(opened),
        "works_with": opened.reach.sees(Case),
        "may_refer": access.may(request.actor, Do.REFER_PEOPLE) and opened.reach.sees(Case),
    }
    return render(request, "referrals/about.html", context)


def _row(row: Referral, opened: Opened) -> dict[str, object]:
    waits = row.state in rules.OPEN
    return {
        "referral": row,
        "sent_by": words.sent_by(row),
        "arrived": words.arrived(row),
        "about": words.about(row.pathways, restricted=opened.reach.opens(Compartment.SENSITIVE)),
        "came_of_it": words.decided(row, today=opened.today),
        "clock": clocks.waits(row, today=opened.today) if waits else None,
        "took": clocks.took(row),
        "helped": words.helped(row),
    }


def _duty(opened: Opened) -> list[DutyContact]:
    """Return the latest help given to them at duty desks."""
    rows = access.visible(DutyContact, by=opened.actor, to=Do.SEE_REFERRALS).filter(person=opened.person)
    return list(queries.duty_newest(rows)[:PAGE])


def _mark(row: Referral) -> str:
    return write_mark(row.started_at, row.pk)
