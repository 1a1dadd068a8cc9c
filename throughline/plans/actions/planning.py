"""Starting a plan, ending it, and what the person says of it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import User
from throughline.agencies.pathways import RELEASE_PLAN_AREAS
from throughline.cases.models import Case
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.plans.models import Agreement, Plan
from throughline.plans.rules import check_agreement, check_not_ahead, check_said

BATCH = 1000
BY_PROTOCOL = "nobody yet, from the protocols in use"


@writes
def open_plan(
    person: Person, *, case: Case | None = None, on: date, made_with: str = "", by: Actor, at: datetime
) -> Plan:
    """Start the one plan of a person.

    Raises:
        Refused: there is one already, or the day has not come.
    """
    locked = lock(Person, person.pk)
    check_not_ahead(on, today=localdate(at), field="on")
    if Plan.objects.filter(person=locked, ended_on=None).exists():
        raise Refused("They have a plan already. Add to it: every agency works to the same one.")
    plan = Plan.objects.create(person=locked, case=case, begun_on=on, made_with=made_with, changed_at=at)
    journal.note(
        "plans.begun", about=plan, person_id=plan.person_id, by=by, at=at, on=on.isoformat(), made_with=made_with
    )
    return plan


def hold(person_ids: Collection[UUID]) -> list[Person]:
    """Return some people, held until the transaction ends in the order of their ids, with their home areas."""
    people = Person.objects.select_related("home_area").filter(pk__in=list(person_ids)).order_by("id")
    return list(people.select_for_update(of=("self",), no_key=True))


@writes
def open_plans(whose: Sequence[tuple[Person, Case | None]], *, on: date, by: Actor, at: datetime) -> list[Plan]:
    """Start the one plan of people who are held and have none, in the order given."""
    plans = [Plan(person=person, case=case, begun_on=on, changed_at=at) for person, case in whose]
    Plan.objects.bulk_create(plans, batch_size=BATCH)
    journal.note_many(
        (
            journal.Event(
                what="plans.begun",
                about=plan,
                person_id=plan.person_id,
                facts={"on": on.isoformat(), "made_with": BY_PROTOCOL},
            )
            for plan in plans
        ),
        by=by,
        at=at,
    )
    return plans


@writes
def change_plan(plan: Plan, *, made_with: str, version: int, by: Actor, at: datetime) -> Plan:
    """Say who the plan is made with.

    Raises:
        Stale: someone else changed it first.
    """
    locked = lock_version(Plan, plan.pk, version=version)
    locked.made_with = made_with
    save_change(locked, "made_with")
    journal.note(
        "plans.changed", about=locked, person_id=locked.person_id, by=by, at=at, made_with=made_with or "nobody named"
    )
    return locked


@writes
def end_plan(plan: Plan, *, why: str, on: date, version: int, by: Actor, at: datetime) -> Plan:
    """End a plan. What is on it stays as it stands.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended, no reason is given, or the day cannot be.
    """
    locked = lock_version(Plan, plan.pk, version=version)
    if locked.ended_on is not None:
        raise Refused("This plan has ended already.")
    check_said(why, sentence="Say why the plan ends.", field="why")
    check_not_ahead(on, today=localdate(at), field="on")
    if on < locked.begun_on:
        raise Refused("That is before the plan began. Check the day.", field="on")
    return _end(locked, why=why, on=on, by=by, at=at)


@writes
def end_plan_of(person: Person, *, why: str, on: date, by: Actor, at: datetime) -> Plan | None:
    """End the plan of a person who has died, if there is one."""
    lock(Person, person.pk)
    plan = Plan.objects.select_for_update().filter(person=person, ended_on=None).first()
    return None if plan is None else _end(plan, why=why, on=max(on, plan.begun_on), by=by, at=at)


@writes
def agree(
    plan: Plan,
    *,
    agrees: bool,
    words: str = "",
    understands: Sequence[str] = (),
    copy_given: bool = False,
    said_on: date,
    user: User | None,
    by: Actor,
    at: datetime,
) -> Agreement:
    """Keep what the person says of the plan as it stands, and whether they have a copy.

    Raises:
        Refused: the plan has ended, they said no and not what they want, or the day has not come.
    """
    locked = lock(Plan, plan.pk)
    if locked.ended_on is not None:
        raise Refused("This plan has ended. Start another first.")
    check_agreement(agrees=agrees, words=words, understands=understands, said_on=said_on, today=localdate(at))
    row = Agreement.objects.create(
        person_id=locked.person_id,
        plan=locked,
        agrees=agrees,
        words=words,
        understands=[area for area in RELEASE_PLAN_AREAS if area in understands],
        copy_given=copy_given,
        said_on=said_on,
        with_user=user,
        recorded_at=at,
    )
    _note_answer(row, by=by, at=at)
    return row


def _end(plan: Plan, *, why: str, on: date, by: Actor, at: datetime) -> Plan:
    plan.ended_on, plan.ended_why = on, why
    save_change(plan, "ended_on", "ended_why")
    journal.note("plans.ended", about=plan, person_id=plan.person_id, by=by, at=at, on=on.isoformat(), why=why)
    return plan


def _note_answer(row: Agreement, *, by: Actor, at: datetime) -> None:
    """Note what the person answered, leaving their words and which areas they understand to the plan's own pages."""
    journal.note(
        "plans.answered",
        about=row,
        person_id=row.person_id,
        by=by,
        at=at,
        answer="They agreed to the plan" if row.agrees else "They did not agree to the plan",
        on=row.said_on.isoformat(),
        copy="they have a copy" if row.copy_given else "no copy was given",
        areas=len(row.understands),
    )
