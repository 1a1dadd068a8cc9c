"""A meeting decides something about someone: a step on their plan, owned by an agency, with a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation
from throughline.foundations.actors import Actor
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.journeys.meeting_news import everyone_in
from throughline.journeys.telling import concerned_with
from throughline.meetings.actions import lists
from throughline.meetings.models import Decision, TalkedAbout
from throughline.meetings.rules import check_due, check_said, step_name
from throughline.notices import actions as notices
from throughline.notices.actions import Telling
from throughline.plans.actions import planning, tasks
from throughline.plans.actions.tasks import NewTask
from throughline.plans.models import Plan, Task

KIND = "meetings.decided"
SUBJECT = "A meeting gave your agency a step"
UNKNOWN = "It is about someone you do not work with yet, so nobody is named here. Ring whoever called the meeting."


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided: in words, in which part of life, who does it (the person where none is named), and by when."""

    words: str
    pathway: str
    organisation: Organisation | None = None
    due_on: date | None = None


@writes
def decide_at_meeting(talk: TalkedAbout, *, decided: Decided, by: Actor, at: datetime) -> Decision:
    """Put a step on the person's plan, begun if there is none; keep the decision; tell the agency once.

    Raises:
        Refused: nothing is said, it has no day to come, the owner cannot be, or the meeting did not happen.
    """
    check_said(decided.words, sentence="Say what was decided.", field="words")
    check_due(decided.due_on, today=localdate(at))
    task = tasks.add(_plan(talk, by=by, at=at), _step(decided), by=by, at=at)
    row = lists.record_decision(talk, words=decided.words, task=task, by=by, at=at)
    if task.organisation is not None and task.organisation_id != by.organisation_id:
        _tell(task, talk, at=at)
    return row


def _step(decided: Decided) -> NewTask:
    title = step_name(decided.words)
    return NewTask(pathway=decided.pathway, title=title, organisation=decided.organisation, due_on=decided.due_on)


def _plan(talk: TalkedAbout, *, by: Actor, at: datetime) -> Plan:
    kept = Plan.objects.filter(person=talk.person_id, ended_on=None).first()
    return kept or planning.open_plan(talk.person, on=localdate(at), made_with=talk.meeting.name, by=by, at=at)


def _tell(task: Task, talk: TalkedAbout, *, at: datetime) -> None:
    """Tell the agency that owns a step: its teams that work with the person, else everyone in it without a name."""
    today = localdate(at)
    by_when = f" by {day(task.due_on, today=today)}" if task.due_on else ""
    told = f"{talk.meeting.name} decided something for you to do{by_when}."
    around = concerned_with([talk.person_id], at=at).get(talk.person_id, ())
    teams = tuple(each.team.pk for each in around if each.team.organisation_id == task.organisation_id)
    if teams:
        telling = Telling(teams=teams, kind=KIND, subject=SUBJECT, body=told, person_id=talk.person_id)
    else:
        whole = tuple(everyone_in([task.organisation_id])) if task.organisation_id else ()
        telling = Telling(teams=whole, kind=KIND, subject=SUBJECT, body=f"{told} {UNKNOWN}", person_id=None)
    notices.tell([telling], at=at)
