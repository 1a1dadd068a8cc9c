"""What we ask of plans. Each question narrows the rows it is given."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from throughline.agencies.pathways import Pathway
from throughline.cases.models import Cover
from throughline.plans.models import Agreement, Course, Gap, Goal, Plan, Slip, Task
from throughline.plans.rules import OPEN_STATES, key_of
from throughline.plans.statuses import TaskState
from throughline.protocols.engine.blockers import Node

LAST = date.max
"""Where a step with no day stands in a list by day."""

_PATHWAY = Case(
    *(When(pathway=pathway, then=Value(rank)) for rank, pathway in enumerate(Pathway)), output_field=IntegerField()
)
_DAY = Coalesce("due_on", Value(LAST))


def newest_first(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Return plans with the case they began under, the one that goes on first."""
    return plans.order_by(F("ended_on").desc(nulls_first=True), "-begun_on", "-id")


def open_now(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Return the plans that go on."""
    return plans.filter(ended_on=None).order_by("-begun_on", "-id")


def goals_by_pathway(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    """Return goals in the order of the pathways, then by the day they are for."""
    return goals.order_by(_PATHWAY, F("by_on").asc(nulls_last=True), "id")


def by_pathway(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return steps with who owns them, in the order of the pathways, then by day."""
    return with_owners(tasks).order_by(_PATHWAY, F("due_on").asc(nulls_last=True), "id")


def with_owners(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return steps with the organisation, team and member of staff that own them."""
    return tasks.select_related("organisation", "team", "user")


def open_tasks(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return the steps of plans that go on which are neither done nor dropped, the first due first."""
    return by_day(tasks.filter(state__in=OPEN_STATES, plan__ended_on=None))


def by_day(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return steps by the day they are due, those with no day last."""
    return tasks.annotate(by_day=_DAY).order_by("by_day", "id")


def after_task(tasks: QuerySet[Task], *, on: date, pk: UUID) -> QuerySet[Task]:
    """Return the steps that come after one in a list by day. ``on`` is ``LAST`` for a step with no day."""
    return by_day(tasks).filter(Q(by_day__gt=on) | Q(by_day=on, pk__gt=pk))


def late(tasks: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Return the steps that should have been done before a day and were not."""
    return open_tasks(tasks).filter(due_on__lt=on)


def pressing(tasks: QuerySet[Task], until: date) -> QuerySet[Task]:
    """Return the unfinished steps that are due before a day, and those that are blocked."""
    return open_tasks(tasks).filter(Q(due_on__lt=until) | Q(state=TaskState.BLOCKED))


def owed_by(
    tasks: QuerySet[Task],
    *,
    team_ids: Collection[UUID],
    organisation_id: UUID,
    user_id: UUID,
    standing_in_for: Collection[UUID] | QuerySet[Cover, UUID] = (),
) -> QuerySet[Task]:
    """Return the steps that fall to someone: named to them or to whom they stand in for, or to nobody in particular.

    ``standing_in_for`` are ids, or the question that finds them.
    A step named to someone who has left falls back to their team, or to the organisation when it names no team.
    """
    nobody = Q(user=None) | Q(user__is_active=False)
    shared = Q(team__in=list(team_ids)) | Q(team=None, organisation=organisation_id)
    named = Q(user=user_id) | Q(user__in=standing_in_for)
    return tasks.filter(named | nobody & shared)


def agreements_newest(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return what the person said of the plan, the latest first, with who heard it."""
    return agreements.select_related("with_user__organisation").order_by("-recorded_at", "-id")


def slips_newest(slips: QuerySet[Slip]) -> QuerySet[Slip]:
    """Return how goals slipped, the latest first."""
    return slips.order_by("-recorded_at", "-id")


def gaps_open_first(gaps: QuerySet[Gap]) -> QuerySet[Gap]:
    """Return needs with no service: those still without one first, then the latest."""
    return gaps.order_by(F("filled_on").asc(nulls_first=True), "-noted_on", "-id")


def gaps_now(gaps: QuerySet[Gap]) -> QuerySet[Gap]:
    """Return the needs that still have no service, the latest noted first."""
    return gaps.filter(filled_on=None).order_by("-noted_on", "-id")


def must_haves(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return the steps that stand for what everyone leaving prison needs, by person and the first due first."""
    return with_owners(tasks.exclude(must_have="").filter(plan__ended_on=None)).order_by(
        "person_id", "must_have", F("due_on").asc(nulls_last=True), "id"
    )


def nodes(tasks: Iterable[Task]) -> list[Node]:
    """Return the steps of one plan as the graph of what waits for what. A dropped step stands back for a later one."""
    last = sorted(tasks, key=lambda row: row.state != TaskState.DROPPED)
    found = {key_of(row.key, id_=row.pk): row for row in last}
    return [
        Node(key=key, due_on=row.due_on, is_open=row.state in OPEN_STATES, needs=tuple(row.needs), takes=row.takes)
        for key, row in sorted(found.items())
    ]


def courses_now(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Return the protocols that plans follow, with their versions, by name."""
    open_now = courses.filter(ended_on=None, plan__ended_on=None)
    return open_now.select_related("version_of__partnership", "plan").order_by("slug", "id")


def courses_newest(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Return every protocol plans ever followed, those that go on first, then the last ended."""
    return courses.select_related("version_of__partnership").order_by(
        F("ended_on").desc(nulls_first=True), "slug", "id"
    )
