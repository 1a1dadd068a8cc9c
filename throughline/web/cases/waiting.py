"""What waits in the cases of a viewer's teams: gone quiet, covered for a colleague, due a review, held by nobody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet, Value

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases import queries
from throughline.cases.models import Case
from throughline.foundations.actors import Staff
from throughline.web.cases import listing

QUIET, COVERED, NOBODY, REVIEW = "quiet", "covered", "nobody", "review"


@dataclass(frozen=True)
class Waiting:
    """Cases by what they wait for, each in its order. ``until`` says of a covered one when its key worker is back."""

    quiet: Sequence[Case] = field(default_factory=list)
    covered: Sequence[Case] = field(default_factory=list)
    nobody: Sequence[Case] = field(default_factory=list)
    reviews: Sequence[Case] = field(default_factory=list)


def until(case: Case) -> date | None:
    """Return the day the key worker of a covered case is back."""
    day: date | None = getattr(case, "covered_until", None)
    return day


def waiting(actor: Staff, today: date, *, reviews_until: date, most: int) -> Waiting:
    """Return what waits, at most so many of each kind, asked for together."""
    if not access.may(actor, Do.SEE_CASES):
        return Waiting()
    cases = listing.of_viewer(actor, today)
    quiet = _kind(queries.quiet(listing.own(cases, actor), today), QUIET, most)
    covered = _kind(cases.filter(Q(covered_until__isnull=False)).order_by("quiet_from", "id"), COVERED, most)
    due = _kind(queries.reviews_due(listing.mine(cases, actor), reviews_until), REVIEW, most)
    parts = [covered, due]
    if access.may(actor, Do.MANAGE_CASES):
        parts.append(_kind(queries.without_worker(cases), NOBODY, most))
    found = list(quiet.union(*parts, all=True))
    return Waiting(
        quiet=sorted(_of(found, QUIET), key=_longest_waiting),
        covered=sorted(_of(found, COVERED), key=_longest_waiting),
        reviews=sorted(_of(found, REVIEW), key=lambda case: (case.review_due_on or date.max, str(case.pk))),
        nobody=sorted(_of(found, NOBODY), key=lambda case: (case.person.sort_name, case.pk)),
    )


def _kind(cases: QuerySet[Case], kind: str, most: int) -> QuerySet[Case]:
    return cases.annotate(kind=Value(kind))[:most]


def _of(found: Sequence[Case], kind: str) -> list[Case]:
    return [case for case in found if getattr(case, "kind", "") == kind]


def _longest_waiting(case: Case) -> tuple[date, str]:
    return case.quiet_from or date.max, str(case.pk)
