"""Read what one viewer may see of one person's way. Every row comes through ``access``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.reach import Reach
from throughline.agencies.pathways import OPEN_TO_ALL, RESTRICTED, Pathway, compartment_of
from throughline.cases.models import Case, Contact, StageSpell
from throughline.cases.statuses import Activity, Happened
from throughline.custody.models import KeyDate
from throughline.foundations.actors import Staff
from throughline.outcomes.models import Review
from throughline.plans.models import Task
from throughline.plans.rules import is_late
from throughline.plans.statuses import TaskState
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State as ReferralState
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Tier
from throughline.web.line.blocker import chain
from throughline.web.line.ghosts import ghosts
from throughline.web.line.marks import Agency, Chain, Lane, Line, Mark, Shape, State, Step
from throughline.web.line.steps import Steps, key_of

MOST = 200
"""Marks of one kind read at most: the newest."""
KEEPING_IN_TOUCH = "Keeping in touch"
SHORT = {
    Pathway.FINANCE: "Money and ID",
    Pathway.HEALTH: "Health",
    Pathway.WORK: "Work and learning",
    Pathway.FAMILY: "Family",
    Pathway.THINKING: "Thinking and behaviour",
    Pathway.ABUSE: "Abuse or violence",
    Pathway.SEX_WORK: "Prostitution",
}
"""Names of lanes whose own is too long to stand beside them."""
LANE_OF = {
    Activity.SUBSTANCES: Pathway.SUBSTANCES,
    Activity.RECOVERY_PLAN: Pathway.SUBSTANCES,
    Activity.FAMILY: Pathway.FAMILY,
    Activity.HOUSING: Pathway.ACCOMMODATION,
    Activity.HOMELESSNESS: Pathway.ACCOMMODATION,
    Activity.HOUSING_LIBERATION: Pathway.ACCOMMODATION,
}
"""The part of life a contact was about, where what it was for says so."""


@dataclass(frozen=True, kw_only=True)
class About:
    """Whose way, who looks, and what the page has read already."""

    person_id: UUID
    name: str
    actor: Staff
    reach: Reach
    today: date
    gate: date | None
    outside: bool
    cases: Sequence[Case]
    grants: Sequence[Grant]
    dates: Sequence[KeyDate] = field(default_factory=list)


def gather(about: About) -> Line:
    """Return everything the viewer may see of the person's way."""
    tasks, contacts = _tasks(about), _contacts(about)
    return Line(
        person=about.name,
        today=about.today,
        gate=about.gate,
        outside=about.outside,
        steps=tuple(_steps(about)),
        lanes=tuple(_lanes(about, tasks, contacts)),
        agencies=tuple(_agencies(about.grants)),
        ghosts=tuple(ghosts(about.dates, now=about.gate)),
        chain=_chain(about, tasks),
    )


def _chain(about: About, tasks: Iterable[Task]) -> Chain | None:
    going_on = [task for task in tasks if task.plan.ended_on is None]
    return chain(Steps(going_on, about.today), person_id=about.person_id, name=about.name, actor=about.actor)


def _tasks(about: About) -> list[Task]:
    if not access.may(about.actor, Do.SEE_PLANS):
        return []
    rows = access.visible(Task, by=about.actor, to=Do.SEE_PLANS).filter(person_id=about.person_id)
    shown = rows.exclude(state__in=[TaskState.DROPPED, TaskState.RETIRED])
    newest = shown.select_related("plan", "organisation", "team", "user").order_by(
        F("due_on").desc(nulls_last=True), "id"
    )
    return list(newest[:MOST])


def _contacts(about: About) -> list[Contact]:
    if not access.may(about.actor, Do.SEE_CASES):
        return []
    rows = access.visible(Contact, by=about.actor, to=Do.SEE_CASES).filter(person_id=about.person_id)
    return list(rows.select_related("organisation", "by_user").order_by("-happened_at", "id")[:MOST])


def _lanes(about: About, tasks: Iterable[Task], contacts: Iterable[Contact]) -> list[Lane]:
    on_lane: dict[str, list[Mark]] = {pathway: [] for pathway in Pathway}
    for task in (task for task in tasks if task.due_on or task.ended_on):
        on_lane[task.pathway].append(_task(task, about))
    other: list[Mark] = []
    for contact in contacts:
        lane = LANE_OF.get(Activity(contact.activity))
        place = on_lane[lane] if lane and about.reach.opens(compartment_of(lane)) else other
        place.append(_contact(contact, about))
    lanes = [_lane(pathway, on_lane[pathway], about) for pathway in OPEN_TO_ALL]
    lanes += [_lane(pathway, on_lane[pathway], about) for pathway in Pathway if _shown(pathway, on_lane[pathway])]
    return [*lanes, Lane(name=KEEPING_IN_TOUCH, marks=tuple(other))]


def _shown(pathway: Pathway, marks: Sequence[Mark]) -> bool:
    """Return whether a restricted lane is there: only for those who may see something on it."""
    return pathway in RESTRICTED and bool(marks)


def _lane(pathway: Pathway, marks: Sequence[Mark], about: About) -> Lane:
    name = SHORT.get(pathway, pathway.label)
    if not about.reach.opens(compartment_of(pathway)):
        return Lane(name=name, locked=True)
    return Lane(name=name, marks=tuple(marks))


def _task(task: Task, about: About) -> Mark:
    return Mark(
        on=task.ended_on or task.due_on or about.today,
        what=task.title,
        shape=Shape.TASK,
        state=_task_state(task, about.today),
        who=_owner(task, about.name),
        note=task.state_words or task.progress,
        url=reverse("plans:task", args=[about.person_id, task.pk]),
        keys=frozenset({key_of(task)} if task.plan.ended_on is None else ()),
    )


def _task_state(task: Task, today: date) -> State:
    if task.state == TaskState.DONE:
        return State.DONE
    if is_late(task.due_on, task.state, today=today):
        return State.LATE
    return State.BLOCKED if task.state == TaskState.BLOCKED else State.TODO


def _owner(task: Task, name: str) -> str:
    if task.user:
        return task.user.name
    return task.organisation.name if task.organisation else name


def _contact(contact: Contact, about: About) -> Mark:
    by = contact.by_user.name if contact.by_user else ""
    return Mark(
        on=localdate(contact.happened_at),
        what=Activity(contact.activity).label,
        shape=Shape.MEETING,
        state=State.KEPT if contact.happened == Happened.YES else State.MISSED,
        who=", ".join(filter(None, (by, contact.organisation.name))),
        note="" if contact.happened == Happened.YES else Happened(contact.happened).label,
        url=reverse("cases:contacts", args=[about.person_id]),
    )


def _steps(about: About) -> list[Step]:
    steps = [*_referrals(about), *_stages(about), *_reviews(about), *_reviews_to_come(about)]
    if about.outside and about.gate:
        steps.append(Step(on=about.gate, what="Left prison"))
    return sorted(steps, key=lambda step: (step.on, step.what))


def _referrals(about: About) -> list[Step]:
    if not access.may(about.actor, Do.SEE_REFERRALS):
        return []
    rows = access.visible(Referral, by=about.actor, to=Do.SEE_REFERRALS).filter(person_id=about.person_id)
    sent = rows.exclude(state=ReferralState.DRAFT).select_related("service").order_by("-started_at", "id")[:MOST]
    return [_referral(row) for row in sent if row.received_on]


def _referral(row: Referral) -> Step:
    words = "Asked for help" if row.source in ("self", "family") else "Referred"
    return Step(
        on=row.received_on or row.started_at.date(),
        what=words,
        who=row.service.name,
        url=reverse("referrals:referral", args=[row.pk]),
    )


def _stages(about: About) -> list[Step]:
    if not access.may(about.actor, Do.SEE_CASES):
        return []
    rows = access.visible(StageSpell, by=about.actor, to=Do.SEE_CASES).filter(person_id=about.person_id)
    spells = rows.select_related("stage__service").order_by("-from_on", "id")[:MOST]
    return [Step(on=row.from_on, what=row.stage.name, who=row.stage.service.name) for row in spells]


def _reviews(about: About) -> list[Step]:
    if not access.may(about.actor, Do.SEE_OUTCOMES):
        return []
    rows = access.visible(Review, by=about.actor, to=Do.SEE_OUTCOMES).filter(person_id=about.person_id, struck_on=None)
    held = rows.select_related("by_user").order_by("-held_on", "id")[:MOST]
    url = reverse("outcomes:reviews", args=[about.person_id])
    return [
        Step(on=row.held_on, what="Review", is_review=True, who=row.by_user.name if row.by_user else "", url=url)
        for row in held
    ]


def _reviews_to_come(about: About) -> list[Step]:
    """Return the reviews that are promised. One that is overdue stands at today, and says so."""
    due = [(case, case.review_due_on) for case in about.cases if case.review_due_on and not case.closed_on]
    return [
        Step(
            on=max(on, about.today),
            what="Review due" if on >= about.today else "Review overdue",
            is_review=True,
            to_come=True,
            who=case.service.name,
            url=reverse("outcomes:reviews", args=[about.person_id]),
        )
        for case, on in due
    ]


def _agencies(grants: Sequence[Grant]) -> list[Agency]:
    """Return who works with the person, one line an organisation, those there longest first."""
    spans: dict[str, Agency] = {}
    for grant in grants:
        if grant.tier < Tier.WORKS_WITH:
            continue
        name, start = grant.team.organisation.name, localdate(grant.starts_at)
        until = localdate(grant.ends_at) if grant.ends_at else None
        held = spans.get(name)
        if held:
            until = None if until is None or held.until_on is None else max(until, held.until_on)
            start = min(start, held.from_on)
        spans[name] = Agency(name=name, from_on=start, until_on=until)
    return sorted(spans.values(), key=lambda agency: (agency.from_on, agency.name))
