"""Assessments, plans and reviews of some of Kindling's people, each made by their key worker."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from throughline.assessments.actions import assets, talking
from throughline.assessments.actions.assets import NewAsset
from throughline.assessments.statuses import AssetKind, Level, Views
from throughline.cases.models import Case
from throughline.demo.working.caseload import Taken
from throughline.demo.working.cast import Office, week_by_week
from throughline.foundations.actors import Staff
from throughline.journeys.record_review import record_reviews
from throughline.outcomes.actions.reviewing import NewReview, NewScore
from throughline.outcomes.models import Domain, Framework
from throughline.outcomes.statuses import HowScored, Point
from throughline.plans.actions import goals, planning
from throughline.plans.actions.tasks import adding, ending
from throughline.plans.actions.tasks.described import NewTask
from throughline.plans.models import Goal, Plan, Task
from throughline.plans.statuses import Anchor

REVIEWED_EVERY = timedelta(days=30)
LEVELS = (Level.FINE, Level.SOME, Level.SOME, Level.A_LOT, Level.URGENT)
UNDERSTOOD = ["housing", "benefits", "physical_health", "substances"]


def assess(office: Office, taken: Sequence[Taken]) -> None:
    """Talk needs and strengths through with people, a part of life at a time."""
    for row in taken:
        _assess(
            office, row.case, by=office.acting(office.worker_of(row.case)), on=row.case.opened_on + timedelta(days=4)
        )


def _assess(office: Office, case: Case, *, by: Staff, on: date) -> None:
    at = datetime.combine(min(on, office.at.date()), office.at.timetz())
    worker, home = office.worker_of(case), office.kindling.organisation
    sitting = talking.begin(case.person, case=case, organisation=home, user=worker, on=at.date(), by=by, at=at)
    for pathway in office.dice.sample(sorted(office.words["said"]), k=office.dice.randrange(3, 7)):
        theirs, ours, strength = office.words["said"][pathway]
        talking.say(
            sitting,
            pathway=pathway,
            level=office.dice.choice(LEVELS),
            their_words=theirs,
            our_view=ours,
            strengths=strength,
            views=Views.DIFFER if office.chance(0.2) else Views.AGREE,
            said_on=at.date(),
            user=worker,
            by=by,
            at=at,
        )
    new = NewAsset(
        kind=AssetKind.NETWORK, words="His brother, who rings on Sundays.", source="He said so", noted_on=at.date()
    )
    assets.add(case.person, new, assessment=sitting, by=by, at=at)


def plan(office: Office, taken: Sequence[Taken]) -> None:
    """Make plans with people: goals in their words, steps that hang on the day of release, and what they say of it."""
    for row in taken:
        _plan(office, row.case, by=office.acting(office.worker_of(row.case)), on=row.case.opened_on + timedelta(days=7))


def _plan(office: Office, case: Case, *, by: Staff, on: date) -> None:
    at = datetime.combine(min(on, office.at.date()), office.at.timetz())
    made = planning.open_plan(case.person, case=case, on=at.date(), by=by, at=at)
    wanted = office.dice.sample(sorted(office.words["goals"]), k=3)
    set_goals = {pathway: _goal(office, made, pathway, by=by, at=at) for pathway in wanted}
    chosen = [row for row in office.words["tasks"] if row[1] in set_goals or office.chance(0.3)]
    tasks = adding.add_many(made, [_task(office, row, set_goals) for row in chosen], by=by, at=at)
    _move_along(office, tasks, by=by)
    planning.agree(
        made,
        agrees=True,
        words="Aye. That is what I want.",
        understands=UNDERSTOOD,
        copy_given=True,
        said_on=at.date(),
        user=office.worker_of(case),
        by=by,
        at=at,
    )


def _goal(office: Office, made: Plan, pathway: str, *, by: Staff, at: datetime) -> Goal:
    by_on = office.at.date() + timedelta(days=office.dice.randrange(20, 90))
    return goals.set_goal(made, pathway=pathway, words=office.words["goals"][pathway], by_on=by_on, by=by, at=at)


def _task(office: Office, row: tuple[str, str, int, str], set_goals: dict[str, Goal]) -> NewTask:
    title, pathway, offset, owner = row
    organisation = office.places.organisations.get(owner)
    return NewTask(
        pathway=pathway,
        title=title,
        organisation=organisation,
        goal=set_goals.get(pathway),
        anchor=Anchor.RELEASE,
        offset=offset,
        key=office.words["keys"].get(title, ""),
    )


def _move_along(office: Office, tasks: Sequence[Task], *, by: Staff) -> None:
    """Do what was due, most of it; let some be late, and some be held up by another."""
    today = office.at.date()
    for task in tasks:
        if task.due_on is not None and task.due_on < today and office.chance(0.8):
            done_on = max(task.due_on - timedelta(days=office.dice.randrange(4)), today - timedelta(days=40))
            ending.done(task, on=done_on, by=by, at=office.at)
        elif task.due_on is not None and office.chance(0.1):
            ending.block(task, why="Needs photo ID first", by=by, at=office.at)


def review(office: Office, taken: Sequence[Taken]) -> None:
    """Hold reviews month by month; most people move up, some do not."""
    framework = Framework.objects.get(slug="psp-seven", organisation=None)
    domains = list(Domain.objects.filter(framework=framework, retired_on=None).order_by("position", "id"))
    told = [pair for row in taken for pair in _reviews(office, row.case, framework, domains)]
    for group in week_by_week(told, when=lambda pair: _at(office, pair[0].held_on)):
        last = max(new.held_on for new, _ in group)
        record_reviews(group, by=office.acting(office.workers[0]), at=min(office.at, _at(office, last)))


def _at(office: Office, on: date) -> datetime:
    return datetime.combine(on, office.at.timetz())


def _reviews(
    office: Office, case: Case, framework: Framework, domains: Sequence[Domain]
) -> list[tuple[NewReview, list[NewScore]]]:
    held_on, told, number = case.opened_on + timedelta(days=6), [], 0
    scores = {domain.pk: office.dice.randrange(1, 4) for domain in domains}
    while held_on < office.at.date() and number < 4:
        new = NewReview(
            case=case,
            framework=framework,
            held_on=held_on,
            point=Point.START if number == 0 else Point.ROUTINE,
            how=office.dice.choice((HowScored.THEMSELF, HowScored.THEMSELF, HowScored.READ_ALOUD)),
            person_agrees=True,
            words="Talked over each part. He chose the words." if number == 0 else "",
            user=office.worker_of(case),
        )
        told.append((new, [_score(office, domain, scores) for domain in domains]))
        held_on, number = held_on + REVIEWED_EVERY, number + 1
        if office.chance(0.25):
            break
    return told


def _score(office: Office, domain: Domain, scores: dict[UUID, int]) -> NewScore:
    now = min(5, max(1, scores[domain.pk] + office.dice.choice((-1, 0, 0, 1, 1))))
    scores[domain.pk] = now
    ours = min(5, max(1, now + office.dice.choice((-1, 0, 0, 0, 1))))
    return NewScore(domain=domain, theirs=now, ours=ours)
