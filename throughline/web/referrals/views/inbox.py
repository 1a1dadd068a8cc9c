"""What was asked of the viewer's teams, what came of it, and what they asked of others."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Service
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.referrals import queries
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State
from throughline.web.referrals.forms.filtering import ServiceFilter
from throughline.web.referrals.listing import rows
from throughline.web.referrals.paging import PAGE, Mark, read_mark, write_mark

HERE = "referrals:inbox"
Rows = QuerySet[Referral]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of the lists: what is in it, in which order it goes on, and why it is here."""

    key: str
    label: str
    because: str
    find: Callable[[Rows, Staff], Rows]
    beyond: Callable[[Rows, Mark], Rows]
    column: str


TABS = (
    Tab(
        key="waiting",
        label="Waiting",
        because="Here because your team was asked and has not answered. The first to be answered is first.",
        find=lambda found, actor: queries.waiting(queries.to_teams(found, actor.team_ids)),
        beyond=lambda found, mark: queries.after_waiting(found, due_on=mark.on, pk=mark.pk),
        column="due_on",
    ),
    Tab(
        key="decided",
        label="Decided",
        because="Here because your team answered. The last answered is first.",
        find=lambda found, actor: queries.decided(queries.to_teams(found, actor.team_ids)),
        beyond=lambda found, mark: queries.after_decided(found, decided_at=mark.at, pk=mark.pk),
        column="decided_at",
    ),
    Tab(
        key="withdrawn",
        label="Withdrawn",
        because="Here because whoever asked took it back. The last begun is first.",
        find=lambda found, actor: queries.newest(
            queries.in_state(queries.to_teams(found, actor.team_ids), State.WITHDRAWN)
        ),
        beyond=lambda found, mark: queries.after_started(found, started_at=mark.at, pk=mark.pk),
        column="started_at",
    ),
    Tab(
        key="sent",
        label="Sent by us",
        because="Here because your team sent it, or has begun to. The last begun is first.",
        find=lambda found, actor: queries.sent_by(found, actor.team_ids),
        beyond=lambda found, mark: queries.after_started(found, started_at=mark.at, pk=mark.pk),
        column="started_at",
    ),
)


@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    """List what waits for the viewer's teams, what they answered, and what they sent."""
    actor = request.actor
    tab = next((one for one in TABS if one.key == request.GET.get("list")), TABS[0])
    form = ServiceFilter(request.GET, services=_services(actor))
    service = form.cleaned_data["service"] if form.is_valid() else None
    page = list(_found(request, tab, service)[: PAGE + 1])
    context = {
        "tab": tab,
        "tabs": [(one.label, _address(one, service), one is tab) for one in TABS],
        "form": form,
        "service": service,
        "rows": rows(page[:PAGE], by=actor, today=clock.today(), where=HERE),
        "next": _more(tab, service, page),
        "first": _address(tab, service) if request.GET.get("after") else None,
        "may_log": access.may(actor, Do.LOG_DUTY),
        "may_refer": access.may(actor, Do.REFER_PEOPLE),
        "may_answer": access.may(actor, Do.ANSWER_REFERRALS),
    }
    return render(request, "referrals/inbox.html", context)


def _services(actor: Staff) -> list[Service]:
    """Return the services the viewer's teams answer for."""
    mine = access.visible(Service, by=actor, to=Do.SEE_REFERRALS).filter(team_id__in=actor.team_ids)
    return list(mine.select_related("organisation").order_by("name", "id"))


def _found(request: StaffRequest, tab: Tab, service: Service | None) -> Rows:
    found = tab.find(access.visible(Referral, by=request.actor, to=Do.SEE_REFERRALS), request.actor)
    mark = read_mark(request.GET.get("after", ""))
    found = found if mark is None else tab.beyond(found, mark)
    return queries.of_service(found, service.pk) if service else found


def _more(tab: Tab, service: Service | None, page: list[Referral]) -> str | None:
    if len(page) <= PAGE:
        return None
    last = page[PAGE - 1]
    return _address(tab, service, after=write_mark(getattr(last, tab.column), last.pk))


def _address(tab: Tab, service: Service | None, *, after: str = "") -> str:
    pk: UUID | str = service.pk if service else ""
    asked = {"list": tab.key, "service": str(pk), "after": after}
    return f"{reverse(HERE)}?{urlencode({name: value for name, value in asked.items() if value})}"
