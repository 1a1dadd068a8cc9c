"""Cases, as JSON: an organisation's open cases, and one with how it came to stand where it stands."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate
from ninja import Field, Query, Router, Schema

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.api.fields import Id, Taken
from throughline.api.problems import ANSWERS, FieldProblem, Problem
from throughline.cases import queries
from throughline.cases.models import Case, SettingSpell, Spell, StageSpell, TakingPartSpell, WorkerSpell
from throughline.cases.statuses import CloseReason, Setting, TakingPart
from throughline.referrals.statuses import Support

router = Router(tags=["Cases"])

S = TypeVar("S", bound=Spell)

GONE = "That page cannot be found again. Start from the first page."


class KeyWorkerOut(Schema):
    """Someone who works for one of the organisations."""

    id: UUID
    name: str


class CaseServiceOut(Schema):
    """A service: the short name in addresses and reports, and its name."""

    slug: str
    name: str


class CaseOut(Schema):
    """One service's work with one person, in prison and outside."""

    id: UUID
    person_id: UUID
    service: CaseServiceOut
    team: str
    support: Support
    setting: Setting
    stage: str | None
    taking_part: TakingPart = Field(description="What the person last said. Any answer may follow any other.")
    key_worker: KeyWorkerOut | None
    opened_on: date
    closed_on: date | None
    close_reason: CloseReason | None
    last_contact_on: date | None
    quiet_from: date | None = Field(description="The day from which it has been too long since a contact.")
    last_review_on: date | None
    review_due_on: date | None = Field(description="Null outside prison, where no review is promised by the month.")


class SpellOut(Schema):
    """What held from a day, up to but not including another; null while it goes on."""

    what: str
    from_on: date
    until_on: date | None
    words: str = Field(description="Why it changed, or what the person said; empty when nobody said.")


class CaseInFullOut(CaseOut):
    """A case with its whole course, each with the latest first."""

    settings: list[SpellOut]
    stages: list[SpellOut]
    answers: list[SpellOut]
    key_workers: list[SpellOut]


class CasesOut(Schema):
    """One page of open cases, by the family name of whom they are about."""

    cases: list[CaseOut]
    next: UUID | None = Field(description="Send as `after` for the next page; null on the last.")


class Which(Taken):
    """Which cases, and how many."""

    setting: Setting | None = Field(None, description="Only those that stand here; `closed` finds none.")
    worker: Id | None = Field(None, description="Only those this member of staff is key worker of or works beside.")
    quiet: Literal["", "yes"] = Field("", description="`yes` for those with too long since a contact; else all.")
    limit: int = Field(25, ge=1, le=100)
    after: Id | None = Field(None, description="The `next` of the page before.")


@router.get("", response={200: CasesOut, **ANSWERS}, summary="List open cases")
def list_cases(request: StaffRequest, which: Query[Which]) -> CasesOut:
    """List the open cases of your organisation's teams. Each person is written in the read log."""
    mine = queries.of_organisation(_visible(request), request.actor.organisation_id)
    found = list(_beyond(queries.open_now(_narrowed(request, mine, which)), mine, which.after)[: which.limit + 1])
    page = found[: which.limit]
    reads.log({case.person_id for case in page}, by=request.actor, where="api:list_cases")
    return CasesOut(cases=[case_out(case) for case in page], next=page[-1].pk if len(found) > which.limit else None)


@router.get("/{uuid:case_id}", response={200: CaseInFullOut, **ANSWERS}, summary="Read one case")
def read_case(request: StaffRequest, case_id: UUID) -> CaseInFullOut:
    """Return a case, open or closed, with how it came to stand where it stands. Written in the read log."""
    case = access.one(queries.of_person(_visible(request)).filter(pk=case_id))
    reads.log([case.person_id], by=request.actor, where="api:read_case")
    settings = _spells(request, SettingSpell, case)
    stages = _spells(request, StageSpell, case).select_related("stage")
    answers = _spells(request, TakingPartSpell, case)
    workers = _spells(request, WorkerSpell, case).select_related("worker")
    return CaseInFullOut(
        **case_out(case).dict(),
        settings=_told((row.setting, row) for row in settings),
        stages=_told((row.stage.name, row) for row in stages),
        answers=_told((row.answer, row) for row in answers),
        key_workers=_told((row.worker.name, row) for row in workers),
    )


def _visible(request: StaffRequest) -> QuerySet[Case]:
    return access.visible(Case, by=request.actor, to=Do.SEE_CASES)


def _narrowed(request: StaffRequest, cases: QuerySet[Case], which: Which) -> QuerySet[Case]:
    cases = queries.standing_in(cases, which.setting or "")
    cases = queries.worked_by(cases, [which.worker]) if which.worker else cases
    return queries.quiet(cases, localdate(request.actor.asked_at)) if which.quiet else cases


def _beyond(found: QuerySet[Case], known: QuerySet[Case], after: UUID | None) -> QuerySet[Case]:
    """Return the cases after the last of the page before.

    Raises:
        Problem: that case can no longer be seen.
    """
    if after is None:
        return found
    last = known.select_related("person").filter(pk=after).first()
    if last is None:
        raise Problem(409, code="page_gone", fields=[FieldProblem(field="after", message=GONE)])
    return queries.after(found, sort_name=last.person.sort_name, pk=last.pk)


def _spells(request: StaffRequest, kind: type[S], case: Case) -> QuerySet[S]:
    rows = access.visible(kind, by=request.actor, to=Do.SEE_CASES).filter(case=case)
    return queries.newest_first(rows)


def _told(rows: Iterable[tuple[str, Spell]]) -> list[SpellOut]:
    return [SpellOut(what=what, from_on=row.from_on, until_on=row.until_on, words=row.words) for what, row in rows]


def case_out(case: Case) -> CaseOut:
    """Return a case as other systems see it."""
    worker = case.key_worker
    return CaseOut(
        id=case.pk,
        person_id=case.person_id,
        service=CaseServiceOut(slug=case.service.slug, name=case.service.name),
        team=case.team.name,
        support=Support(case.support),
        setting=Setting(case.setting),
        stage=case.stage.name if case.stage else None,
        taking_part=TakingPart(case.taking_part),
        key_worker=KeyWorkerOut(id=worker.pk, name=worker.name) if worker else None,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        close_reason=CloseReason(case.close_reason) if case.close_reason else None,
        last_contact_on=case.last_contact_on,
        quiet_from=case.quiet_from,
        last_review_on=case.last_review_on,
        review_due_on=case.review_due_on,
    )
