"""What we ask of frameworks, reviews and other measures. Each question narrows the rows it is given."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from throughline.cases.models import Case
from throughline.cases.statuses import Setting
from throughline.outcomes.models import Domain, Evidence, Framework, Review, Score, Tally, ToolScore
from throughline.outcomes.statuses import HeldIn


def in_use(frameworks: QuerySet[Framework], *, organisation_id: UUID) -> QuerySet[Framework]:
    """Return one framework for each slug: the organisation's own wording where it has one, else everyone's."""
    usable = frameworks.filter(Q(organisation=None) | Q(organisation_id=organisation_id))
    return usable.order_by("slug", F("organisation_id").asc(nulls_last=True), "id").distinct("slug")


def domains_of(domains: QuerySet[Domain], frameworks: Collection[Framework]) -> QuerySet[Domain]:
    """Return what some frameworks score now, in their order."""
    rows = domains.filter(framework__in=frameworks, retired_on=None).select_related("framework")
    return rows.order_by("framework_id", "position", "id")


def in_time(reviews: QuerySet[Review], *, slug: str = "") -> QuerySet[Review]:
    """Return the reviews that count, by one framework whoever worded it if ``slug`` names it, the earliest first."""
    rows = reviews.filter(struck_on=None).select_related("framework", "case__service", "by_user")
    narrowed = rows.filter(framework__slug=slug) if slug else rows
    return narrowed.order_by("held_on", "recorded_at", "id")


def newest(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Return reviews, struck ones among them, the latest first."""
    return reviews.select_related("framework", "case__service", "by_user").order_by("-held_on", "-id")


def older(reviews: QuerySet[Review], *, held_on: date, pk: UUID) -> QuerySet[Review]:
    """Return the reviews that come after one in a list of the latest first."""
    return reviews.filter(Q(held_on__lt=held_on) | Q(held_on=held_on, pk__lt=pk))


def scores_at(scores: QuerySet[Score], reviews: Collection[Review]) -> QuerySet[Score]:
    """Return what was scored at some reviews, in the order of the domains."""
    return scores.filter(review__in=reviews).select_related("domain").order_by("domain__position", "domain_id", "id")


def held_by(cases: QuerySet[Case], *, team_ids: Collection[UUID], organisation_id: UUID) -> QuerySet[Case]:
    """Return the cases that some teams, or an organisation's services, work; those that go on first, newest first."""
    ours = Q(team_id__in=team_ids) | Q(service__organisation_id=organisation_id)
    rows = cases.filter(ours).select_related("service__organisation", "key_worker")
    return rows.order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "id")


def spoken_for(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that go on, with whom they are about and who works them."""
    return cases.exclude(setting=Setting.CLOSED).select_related("person", "service", "key_worker")


def owed(cases: QuerySet[Case], *, until: date) -> QuerySet[Case]:
    """Return the cases whose review is due by a day, the longest owed first."""
    return spoken_for(cases).filter(review_due_on__lte=until).order_by("review_due_on", "id")


def never_reviewed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that have had no review, the longest open first."""
    return spoken_for(cases).filter(last_review_on=None).order_by("opened_on", "id")


def outside(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases supported in the community, the longest since a review first."""
    rows = spoken_for(cases).filter(setting=HeldIn.COMMUNITY, last_review_on__isnull=False)
    return rows.order_by("last_review_on", "id")


def beyond(cases: QuerySet[Case], *, field: str, on: date, pk: UUID) -> QuerySet[Case]:
    """Return the cases that come after one in a list ordered by a date."""
    return cases.filter(Q(**{f"{field}__gt": on}) | Q(**{field: on, "pk__gt": pk}))


def tools_newest(scores: QuerySet[ToolScore]) -> QuerySet[ToolScore]:
    """Return totals of tools, the latest first."""
    return scores.order_by("-scored_on", "-recorded_at", "-id")


def evidence_newest(evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Return what someone did, the latest first."""
    return evidence.order_by("-happened_on", "-recorded_at", "-id")


def tallies_newest(tallies: QuerySet[Tally]) -> QuerySet[Tally]:
    """Return counts by what was counted, the latest period first."""
    return tallies.order_by("kind", "-to_on", "-recorded_at", "-id")
