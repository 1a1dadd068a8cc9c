"""Taking someone on: the case, and the first spell of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Service, User
from throughline.cases.actions.clocks import set_clocks
from throughline.cases.actions.parts import check_members, event
from throughline.cases.actions.stages import lay_stages
from throughline.cases.models import Case, SettingSpell, Stage, StageSpell, TakingPartSpell, WorkerSpell
from throughline.cases.rules import check_opened
from throughline.cases.statuses import Setting, TakingPart
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.referrals.models import Referral

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """A case before it is opened. ``key_worker`` is None until there is one; ``referral`` when nobody referred them."""

    person: Person
    service: Service
    referral: Referral | None
    support: str
    key_worker: User | None
    opened_on: date
    setting: str = Setting.ASSESSMENT
    taking_part: str = TakingPart.ACCEPTED


@writes
def open_case(new: NewCase, *, by: Actor, at: datetime) -> Case:
    """Take someone on: remand and sentenced alike, with or without a date of release.

    Raises:
        Refused: the service works with them already or has closed, the day cannot be, or the key worker is not in
            its team.
    """
    (case,) = open_many([new], by=by, at=at)
    return case


@writes
def open_many(news: Sequence[NewCase], *, by: Actor, at: datetime) -> list[Case]:
    """Take many people on at once, in the order given: the rows are those that one at a time leaves.

    Raises:
        Refused: as ``open_case`` says, of any of them.
    """
    _check(news, today=localdate(at))
    first = {new.service.pk: new.service for new in news}
    stages = {pk: lay_stages(service, by=by, at=at)[0] for pk, service in first.items()}
    cases = [_case(new, stages[new.service.pk]) for new in news]
    set_clocks(cases)
    Case.objects.bulk_create(cases, batch_size=BATCH)
    _begin_spells(cases, at=at)
    journal.note_many((_event(case) for case in cases), by=by, at=at)
    return cases


def _check(news: Sequence[NewCase], *, today: date) -> None:
    people = _locked(news)
    for new in news:
        person, service = people[new.person.pk], new.service
        check_opened(new.opened_on, setting=new.setting, born_on=person.born_on, today=today)
        if service.closed_on is not None and new.opened_on >= service.closed_on:
            raise Refused(f"{service.name} closed on {day(service.closed_on, today=today)} and takes nobody on.")
    _refuse_second(news)
    pairs = [(new.service.team, new.key_worker) for new in news if new.key_worker is not None]
    check_members(pairs, on=today, field="key_worker")


def _locked(news: Sequence[NewCase]) -> dict[UUID, Person]:
    """Lock the people, so that two at once cannot both open a case."""
    wanted = {new.person.pk for new in news}
    rows = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("id")
    return {row.pk: row for row in rows}


def _refuse_second(news: Sequence[NewCase]) -> None:
    """Refuse to open a second case of a person with a service."""
    wanted = {(new.person.pk, new.service.pk) for new in news}
    rows = Case.objects.filter(person__in={person for person, _ in wanted}).exclude(setting=Setting.CLOSED)
    held = set(rows.values_list("person_id", "service_id"))
    if len(wanted) < len(news) or wanted & held:
        raise Refused("This service works with them already. Their case goes on: nothing needs opening.")


def _case(new: NewCase, stage: Stage) -> Case:
    return Case(
        person=new.person,
        service=new.service,
        team=new.service.team,
        referral=new.referral,
        support=new.support,
        setting=new.setting,
        stage=stage,
        taking_part=new.taking_part,
        key_worker=new.key_worker,
        opened_on=new.opened_on,
    )


def _begin_spells(cases: Sequence[Case], *, at: datetime) -> None:
    """Begin each spell of some new cases on the day they opened."""
    settings = [
        SettingSpell(case=case, person_id=case.person_id, from_on=case.opened_on, recorded_at=at, setting=case.setting)
        for case in cases
    ]
    answers = [
        TakingPartSpell(
            case=case, person_id=case.person_id, from_on=case.opened_on, recorded_at=at, answer=case.taking_part
        )
        for case in cases
    ]
    stages = [
        StageSpell(case=case, person_id=case.person_id, from_on=case.opened_on, recorded_at=at, stage=case.stage)
        for case in cases
    ]
    workers = [
        WorkerSpell(case=case, person_id=case.person_id, from_on=case.opened_on, recorded_at=at, worker=case.key_worker)
        for case in cases
        if case.key_worker is not None
    ]
    SettingSpell.objects.bulk_create(settings, batch_size=BATCH)
    TakingPartSpell.objects.bulk_create(answers, batch_size=BATCH)
    StageSpell.objects.bulk_create(stages, batch_size=BATCH)
    WorkerSpell.objects.bulk_create(workers, batch_size=BATCH)


def _event(case: Case) -> journal.Event:
    worker = case.key_worker.name if case.key_worker else "nobody yet"
    setting = Setting(case.setting).label.lower()
    return event("cases.opened", case, setting=setting, worker=worker, on=case.opened_on.isoformat())
