"""Choose a service for someone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Service
from throughline.cases.models import Case
from throughline.foundations.actors import Staff
from throughline.foundations.wording import counted
from throughline.referrals import queries
from throughline.referrals.models import Referral
from throughline.web.people.frame import open_to_change
from throughline.web.referrals.already import Involved, already_with
from throughline.web.referrals.clocks import days_taken, days_words, middle
from throughline.web.referrals.paging import PAGE

HERE = "referrals:choose"
FEWEST = 3
"""Answers it takes before a middle one is said."""

LAST = 12
"""Answers of a service that its middle is made of, the newest."""

LOOKED_AT = 500


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A service one may refer to, how fast it answers, and whether the person is with it already."""

    service: Service
    promised: str
    measured: str
    from_how_many: int
    already: str


@require_safe
def choose(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List the services that take referrals, and say first who is with the person already."""
    opened = open_to_change(request, person_id, kind=Case, where=HERE, to=Do.REFER_PEOPLE)
    actor = request.actor
    found = agencies.services_open(access.visible(Service, by=actor, to=Do.REFER_PEOPLE), opened.today)
    page = list(_from(agencies.services_by_name(found), request.GET.get("after", ""))[: PAGE + 1])
    involved = already_with(opened)
    context = {
        "opened": opened,
        "involved": involved,
        "offered": _offered(page[:PAGE], involved, by=actor),
        "next": _next(opened.person.pk, page),
        "first": reverse(HERE, args=[opened.person.pk]) if request.GET.get("after") else None,
    }
    return render(request, "referrals/choose.html", context)


def _offered(page: list[Service], involved: Iterable[Involved], *, by: Staff) -> list[Offered]:
    days = _answered_in([service.pk for service in page], by=by)
    beside = {one.service_id: "waits" if one.waits else "with" for one in involved}
    return [
        Offered(
            service=service,
            promised=counted(service.answers_within, "working day", "working days"),
            measured=days_words(middle(days[service.pk])) if len(days[service.pk]) >= FEWEST else "",
            from_how_many=len(days[service.pk]),
            already=beside.get(service.pk, ""),
        )
        for service in page
    ]


def _answered_in(services: list[UUID], *, by: Staff) -> dict[UUID, list[int]]:
    """Return, by service, in how many working days its last answers came: those the viewer's teams sent or gave."""
    ours = Q(team_id__in=by.team_ids) | Q(from_team_id__in=by.team_ids)
    rows = access.visible(Referral, by=by, to=Do.REFER_PEOPLE).filter(ours, service_id__in=services)
    taken: dict[UUID, list[int]] = defaultdict(list)
    for row in queries.decided(rows)[:LOOKED_AT]:
        days = days_taken(row)
        if days is not None and len(taken[row.service_id]) < LAST:
            taken[row.service_id].append(days)
    return taken


def _from(services: QuerySet[Service], after: str) -> QuerySet[Service]:
    """Return the services after the last one of the page before; all of them when the link names no place."""
    name, _, pk = after.rpartition("~")
    try:
        return services.filter(Q(name__gt=name) | Q(name=name, pk__gt=UUID(pk)))
    except ValueError:
        return services


def _next(person_id: UUID, page: list[Service]) -> str | None:
    if len(page) <= PAGE:
        return None
    last = page[PAGE - 1]
    return f"{reverse(HERE, args=[person_id])}?{urlencode({'after': f'{last.name}~{last.pk}'})}"
