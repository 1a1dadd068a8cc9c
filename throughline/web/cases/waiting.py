"""What waits in the cases of a viewer's teams: gone quiet, covered for a colleague, due a review, held by nobody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases import queries
from throughline.cases.models import Case
from throughline.foundations.actors import Staff
from throughline.web.cases import listing

QUIET, COVERED, NOBODY, REVIEW = "quiet", "covered", "nobody", "review"


@dataclass(frozen=True)
class Group:
    """Cases that wait for one thing: the first few, the longest waiting first, and how many there are."""

    first: Sequence[Case] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Waiting:
    """Cases by what they wait for."""

    quiet: Group = field(default_factory=Group)
    covered: Group = field(default_factory=Group)
    nobody: Group = field(default_factory=Group)
    reviews: Group = field(default_factory=Group)


def until(case: Case) -> date | None:
    """Return the day the key worker of a covered case is back."""
    day: date | None = getattr(case, "covered_until", None)
    return day


def waiting(actor: Staff, today: date, *, reviews_until: date, shown: int, most: int) -> Waiting:
    """Return what waits, counted up to ``most`` of each kind; only the ``shown`` first of each are read whole."""
    if not access.may(actor, Do.SEE_CASES):
        return Waiting()
    cases = listing.of_viewer(actor, today)
    kinds = [
        _kind(queries.quiet(listing.own(cases, actor), today), QUIET, by="quiet_from", most=most),
        _kind(cases.filter(Q(covered_until__isnull=False)), COVERED, by="quiet_from", most=most),
        _kind(queries.reviews_due(listing.mine(cases, actor), reviews_until), REVIEW, by="review_due_on", most=most),
    ]
    if access.may(actor, Do.MANAGE_CASES):
        kinds.append(_kind(queries.without_worker(cases), NOBODY, by="opened_on", most=most))
    found: dict[str, list[UUID]] = {QUIET: [], COVERED: [], NOBODY: [], REVIEW: []}
    for _, pk, kind in sorted(
        (since or date.max, pk, kind) for pk, kind, since in kinds[0].union(*kinds[1:], all=True)
    ):
        found[kind].append(pk)
    whole = {case.pk: case for case in cases.filter(pk__in=[pk for pks in found.values() for pk in pks[:shown]])}
    groups = {kind: Group([whole[pk] for pk in pks[:shown]], len(pks)) for kind, pks in found.items()}
    return Waiting(groups[QUIET], groups[COVERED], groups[NOBODY], groups[REVIEW])


def _kind(cases: QuerySet[Case], kind: str, *, by: str, most: int) -> "QuerySet[Case, tuple[UUID, str, date | None]]":
    """Narrow cases to what tells them apart: which, for what they wait, and since when."""
    told = cases.select_related(None).annotate(kind=Value(kind), since=F(by)).order_by(by, "id")
    return told.values_list("pk", "kind", "since")[:most]
