"""What we ask of meetings and barriers. Each question narrows the rows it is given."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import BooleanField, Case, ExpressionWrapper, F, IntegerField, Q, QuerySet, Value, When

from throughline.cases.models import Contact
from throughline.meetings.models import Barrier, BarrierHit, BarrierStep, Decision, Invitation, Meeting, TalkedAbout
from throughline.meetings.rules import ENDS
from throughline.meetings.statuses import BarrierState, MeetingState
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES

_ENDED_LAST = Case(When(state__in=ENDS, then=Value(1)), default=Value(0), output_field=IntegerField())


def with_callers(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Return meetings with who calls and who chairs them."""
    return meetings.select_related("organisation", "team", "chaired_by")


def coming(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Return the meetings that are planned, the next first. One whose day passed stays until someone says it was held.

    Those that were held or did not happen are left out.
    """
    return with_callers(meetings.filter(state=MeetingState.PLANNED)).order_by("held_at", "id")


def settled(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Return the meetings that were held or did not happen, the last first."""
    return with_callers(meetings.exclude(state=MeetingState.PLANNED)).order_by("-held_at", "-id")


def after_coming(meetings: QuerySet[Meeting], last: Meeting) -> QuerySet[Meeting]:
    """Return the meetings that come after one, in the order of ``coming``."""
    return meetings.filter(Q(held_at__gt=last.held_at) | Q(held_at=last.held_at, pk__gt=last.pk))


def after_settled(meetings: QuerySet[Meeting], last: Meeting) -> QuerySet[Meeting]:
    """Return the meetings that come after one, in the order of ``settled``."""
    return meetings.filter(Q(held_at__lt=last.held_at) | Q(held_at=last.held_at, pk__lt=last.pk))


def same_series_before(meetings: QuerySet[Meeting], meeting: Meeting) -> QuerySet[Meeting]:
    """Return the earlier meetings of a series, the last first: of one caller, kind and name, and not called off."""
    series = meetings.filter(organisation=meeting.organisation_id, kind=meeting.kind, name__iexact=meeting.name)
    earlier = series.filter(held_at__lt=meeting.held_at).exclude(pk=meeting.pk)
    return earlier.exclude(state=MeetingState.CANCELLED).order_by("-held_at", "-id")


def still_open(meetings: QuerySet[Meeting], at: datetime) -> QuerySet[Meeting]:
    """Return the meetings whose list may still grow, the next first: planned, or held since an instant."""
    open_now = Q(state=MeetingState.PLANNED) | Q(state=MeetingState.HELD, held_at__gte=at)
    return with_callers(meetings.filter(open_now)).order_by("held_at", "id")


def invited(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Return invitations with whom they are to, by name."""
    return invitations.select_related("organisation", "meeting").order_by("organisation__name", "id")


def of_organisation(
    invitations: QuerySet[Invitation], organisation_id: UUID, meetings: Collection[Meeting]
) -> QuerySet[Invitation]:
    """Return the invitations of one organisation to some meetings."""
    return invitations.filter(organisation=organisation_id, meeting__in=list(meetings)).order_by("id")


def on_list(talks: QuerySet[TalkedAbout], meeting: Meeting) -> QuerySet[TalkedAbout]:
    """Return who is on a meeting's list, with their names, in its order."""
    return talks.filter(meeting=meeting, off_why="").select_related("person", "meeting").order_by("position", "id")


def on_lists(talks: QuerySet[TalkedAbout], meetings: Collection[Meeting]) -> QuerySet[TalkedAbout, UUID]:
    """Return the meeting of everyone on the lists of some meetings: an id for each person on each."""
    rows = talks.filter(off_why="", meeting__in=list(meetings))
    return rows.order_by("meeting_id", "id").values_list("meeting_id", flat=True)


def of_person(talks: QuerySet[TalkedAbout], meetings: QuerySet[Meeting]) -> QuerySet[TalkedAbout]:
    """Return the times someone was talked about, or will be, the last first.

    Each has ``opens``: whether its meeting is among some.
    """
    opens = ExpressionWrapper(Q(meeting__in=meetings.values("pk")), output_field=BooleanField())
    return (
        talks.filter(off_why="")
        .annotate(opens=opens)
        .select_related("meeting__organisation")
        .order_by("-meeting__held_at", "-meeting_id", "-id")
    )


def decided(decisions: QuerySet[Decision], people: Collection[UUID], *, until: datetime) -> QuerySet[Decision]:
    """Return what meetings up to an instant decided about some people, the last meeting first."""
    found = decisions.filter(person__in=list(people), talked_about__meeting__held_at__lte=until)
    return found.select_related("talked_about__meeting").order_by(
        "-talked_about__meeting__held_at", "recorded_at", "id"
    )


def with_open_steps(decisions: QuerySet[Decision], tasks: QuerySet[Task]) -> QuerySet[Decision]:
    """Return decisions with their steps, each with ``step_opens``: whether its step is among some."""
    opens = ExpressionWrapper(Q(task__in=tasks.values("pk")), output_field=BooleanField())
    return decisions.select_related("task__organisation", "talked_about__meeting").annotate(step_opens=opens)


def not_done(decisions: QuerySet[Decision], meeting: Meeting) -> QuerySet[Decision]:
    """Return what a meeting decided that is still to be done, by person."""
    found = decisions.filter(talked_about__meeting=meeting, task__state__in=OPEN_STATES)
    return found.select_related("talked_about__person").order_by("talked_about__position", "person_id", "id")


def last_of_each(contacts: QuerySet[Contact], people: Collection[UUID]) -> QuerySet[Contact]:
    """Return the last contact anyone had with each of some people, with who made it."""
    found = contacts.filter(person__in=list(people)).select_related("organisation", "by_user")
    return found.order_by("person_id", "-happened_at", "-id").distinct("person_id")


def barriers_open_first(barriers: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """Return barriers with where they are and whose, those that stand first, then the last raised."""
    found = barriers.select_related("area", "owner", "owner_user", "raised_by", "partnership")
    return found.annotate(ended_last=_ENDED_LAST).order_by("ended_last", "-raised_on", "-id")


def barriers_after(barriers: QuerySet[Barrier], last: Barrier) -> QuerySet[Barrier]:
    """Return the barriers that come after one, in the order of ``barriers_open_first``."""
    ended = int(last.state in ENDS)
    later = Q(raised_on__lt=last.raised_on) | Q(raised_on=last.raised_on, pk__lt=last.pk)
    return barriers.annotate(ended_last=_ENDED_LAST).filter(Q(ended_last__gt=ended) | Q(ended_last=ended) & later)


def barriers_like(
    barriers: QuerySet[Barrier], *, kind: str = "", area: str = "", level: str = "", state: str = ""
) -> QuerySet[Barrier]:
    """Return the barriers of a kind, council, level and state; an empty answer asks for all."""
    wanted = {"kind": kind, "area": area, "level": level, "state": state}
    return barriers.filter(**{name: value for name, value in wanted.items() if value})


def barriers_standing(barriers: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """Return the barriers that have not ended, by title."""
    standing = barriers.filter(state__in=[BarrierState.OPEN, BarrierState.WORKED_ON])
    return standing.select_related("area").order_by("title", "id")


def to_look_at(barriers: QuerySet[Barrier], on: date) -> QuerySet[Barrier]:
    """Return the barriers someone said to look at again by a day, the longest due first."""
    return barriers_standing(barriers).filter(look_again_on__lte=on).order_by("look_again_on", "id")


def steps_newest(steps: QuerySet[BarrierStep]) -> QuerySet[BarrierStep]:
    """Return what was done about barriers, the last first."""
    return steps.select_related("meeting").order_by(F("on").desc(), "-id")


def hits_newest(hits: QuerySet[BarrierHit]) -> QuerySet[BarrierHit]:
    """Return whom barriers touched, the last noted first, with who they are and which step it holds up."""
    return hits.select_related("person").order_by("-noted_on", "-id")
