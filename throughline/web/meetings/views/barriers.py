"""The register of barriers: what stands in many people's way, where, with whom, and how it stands."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Area
from throughline.agencies.statuses import AreaKind
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.foundations.wording import counted
from throughline.journeys.count_on_lists import count_touched
from throughline.meetings import queries
from throughline.meetings.models import Barrier, BarrierHit, BarrierStep
from throughline.meetings.rules import ENDS, told_number
from throughline.meetings.statuses import BarrierLevel
from throughline.web.agencies.asking import last_seen, page_of
from throughline.web.meetings.forms.barriers import BarriersFilter

TO = Do.SEE_BARRIERS
NAMED = 25
"""People named on a barrier's page at most, of those the viewer works with."""


@dataclass(frozen=True)
class Told:
    """A barrier, and how many people it touched as far as that may be told."""

    barrier: Barrier
    touched: int

    @property
    def number(self) -> str:
        """Say how many, hiding a number that could point at someone."""
        shown = told_number(self.touched)
        return "Fewer than 5 people" if shown is None else counted(shown, "person", "people")

    @property
    def ended(self) -> bool:
        return self.barrier.state in ENDS

    @property
    def governed(self) -> bool:
        return self.barrier.level == BarrierLevel.GOVERNANCE


@require_safe
def barriers(request: StaffRequest) -> HttpResponse:
    """List the barriers of one's partnerships, those that stand first."""
    rows = access.visible(Barrier, by=request.actor, to=TO)
    form = BarriersFilter(request.GET, areas=councils(request.actor, to=TO))
    page = page_of(_from(rows, request, form), request)
    numbers = count_touched([row.pk for row in page.rows]) if page.rows else {}
    context = {
        "form": form,
        "page": page,
        "rows": [Told(row, numbers.get(row.pk, 0)) for row in page.rows],
        "filtered": any(request.GET.get(name) for name in form.fields),
        "may_raise": access.may(request.actor, Do.RAISE_BARRIERS),
    }
    return render(request, "barriers/barriers.html", context)


@require_safe
def barrier(request: StaffRequest, barrier_id: UUID) -> HttpResponse:
    """Show a barrier: what it does, what was done about it, how many it touched, and who of one's own."""
    row = open_barrier(request, barrier_id)
    hits = list(queries.hits_newest(access.visible(BarrierHit, by=request.actor, to=TO).filter(barrier=row))[:NAMED])
    reads.log({hit.person_id for hit in hits}, by=request.actor, where="barriers:barrier")
    context = {
        "told": Told(row, count_touched([row.pk])[row.pk]),
        "barrier": row,
        "steps": queries.steps_newest(access.visible(BarrierStep, by=request.actor, to=TO).filter(barrier=row)),
        "hits": hits,
        "may_raise": access.may(request.actor, Do.RAISE_BARRIERS),
        "is_due": row.look_again_on is not None and row.look_again_on <= clock.today(),
    }
    return render(request, "barriers/barrier.html", context)


def open_barrier(request: StaffRequest, barrier_id: UUID, *, to: Do = TO) -> Barrier:
    """Open a barrier of one's partnerships.

    Raises:
        NotAllowed: the viewer's job does not include it.
        NotFound: there is no such barrier, or none the viewer may know of.
    """
    rows = access.visible(Barrier, by=request.actor, to=to).filter(pk=barrier_id)
    return access.one(queries.barriers_open_first(rows))


def councils(actor: Staff, *, to: Do) -> list[Area]:
    """Return the council areas that have not closed, by name."""
    rows = access.visible(Area, by=actor, to=to).filter(kind=AreaKind.COUNCIL)
    return list(agencies.open_areas(rows, clock.today()))


def _from(rows: QuerySet[Barrier], request: StaffRequest, form: BarriersFilter) -> QuerySet[Barrier]:
    found = queries.barriers_open_first(queries.barriers_like(rows, **form.wanted))
    last = rows.filter(pk=last_seen(request)).first() if "after" in request.GET else None
    return queries.barriers_after(found, last) if last else found
