"""Which protocols a plan follows, in which version: put on, taken off, moved to another version.

A newer version never moves a plan by itself. Each act holds the person, as starting a plan does.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, save_change
from throughline.foundations.wording import counted
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.plans.models import Course, Plan
from throughline.plans.rules import check_said
from throughline.protocols.engine.comparing import Differences, differences
from throughline.protocols.known import protocol_of
from throughline.protocols.models import Version

BATCH = 1000
OVER = "The plan does not follow this protocol any more."


@writes
def follow(plan: Plan, version: Version, *, begun_on: date, by: Actor, at: datetime) -> Course:
    """Put a plan on a protocol, in one version. The same version again changes nothing.

    Raises:
        Refused: the plan has ended, or follows another version of the protocol.
    """
    lock(Person, plan.person_id)
    _check_open(plan.pk)
    held = Course.objects.filter(plan=plan, slug=version.slug, ended_on=None).select_related("version_of").first()
    if held is not None and held.version_of_id != version.pk:
        raise Refused(f"The plan follows version {held.version_of.number} of this protocol. Move it to this one.")
    return held or follow_many([(plan, version)], begun_on=begun_on, by=by, at=at)[0]


@writes
def follow_many(pairs: Sequence[tuple[Plan, Version]], *, begun_on: date, by: Actor, at: datetime) -> list[Course]:
    """Put plans that go on, whose people are held, on protocols they do not follow yet; in the order given."""
    courses = [
        Course(person_id=plan.person_id, plan=plan, version_of=version, slug=version.slug, begun_on=begun_on)
        for plan, version in pairs
    ]
    Course.objects.bulk_create(courses, batch_size=BATCH)
    journal.note_many((_event("plans.followed", course) for course in courses), by=by, at=at)
    return courses


@writes
def leave(course: Course, *, why: str, on: date, by: Actor, at: datetime) -> Course:
    """Take a plan off a protocol, and keep why. Nothing puts it on again by itself.

    Raises:
        Refused: it is off already, or no reason is given.
    """
    row = _going_on(course)
    check_said(why, sentence="Say why the plan no longer follows it.", field="why")
    row.ended_on, row.ended_why = max(on, row.begun_on), why
    save_change(row, "ended_on", "ended_why")
    journal.note_many([_event("plans.left_protocol", row, why=why)], by=by, at=at)
    return row


@writes
def move_to(course: Course, version: Version, *, by: Actor, at: datetime) -> Course:
    """Move a plan to another version of a protocol it follows, and note what is different.

    Raises:
        Refused: it is off it, the version is another protocol's, or it follows that one already.
    """
    row = _going_on(course)
    if version.slug != row.slug:
        raise Refused("That is another protocol. Put the plan on it instead.", field="version")
    if version.pk == row.version_of_id:
        raise Refused(f"The plan follows version {version.number} already.", field="version")
    before, row.version_of = row.version_of, version
    save_change(row, "version_of")
    changed = differences(protocol_of(before), protocol_of(version))
    facts: dict[str, journal.Fact] = {"before": before.number, "changed": _in_words(changed)}
    journal.note_many([_event("plans.moved_to_version", row, **facts)], by=by, at=at)
    return row


def _going_on(course: Course) -> Course:
    lock(Person, course.person_id)
    row = lock(Course, course.pk)
    if row.ended_on is not None:
        raise Refused(OVER)
    _check_open(row.plan_id)
    return row


def _check_open(plan_id: UUID) -> None:
    if not Plan.objects.filter(pk=plan_id, ended_on=None).exists():
        raise Refused("This plan has ended. Start another first.")


def _in_words(changed: Differences) -> str:
    if not changed:
        return "nothing"
    more, fewer, other = len(changed.added), len(changed.gone), len(changed.changed)
    return f"{counted(more, 'step', 'steps')} more, {fewer} fewer, {other} different"


def _event(what: str, row: Course, **facts: journal.Fact) -> journal.Event:
    about: dict[str, journal.Fact] = {"protocol": row.version_of.title, "number": row.version_of.number}
    return journal.Event(what=what, about=row, person_id=row.person_id, facts=about | facts)
