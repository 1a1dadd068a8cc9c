"""Who is with someone already: open cases and referrals that wait, so that work is not done twice."""

from dataclasses import dataclass

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases import queries as cases
from throughline.cases.models import Case
from throughline.foundations.wording import day
from throughline.referrals import queries
from throughline.referrals.models import Referral
from throughline.web.people.frame import Opened
from throughline.web.referrals.words import sent_by


@dataclass(frozen=True, kw_only=True)
class Involved:
    """A service that someone is with, or was referred to, and whom to ring before asking again."""

    service_id: object
    words: str
    ring: str
    phone: str
    waits: bool


def already_with(opened: Opened) -> list[Involved]:
    """Return the services a person is with, then those that owe them an answer, as far as the viewer is told."""
    return [*_cases(opened), *_referrals(opened)]


def _cases(opened: Opened) -> list[Involved]:
    if not (access.may(opened.actor, Do.SEE_CASES) and opened.reach.sees(Case)):
        return []
    rows = access.visible(Case, by=opened.actor, to=Do.SEE_CASES).filter(person=opened.person)
    return [_with(case, opened) for case in cases.open_now(rows)]


def _with(case: Case, opened: Opened) -> Involved:
    since = day(case.opened_on, today=opened.today)
    support = case.get_support_display().lower()
    worker = case.key_worker.name if case.key_worker else ""
    return Involved(
        service_id=case.service_id,
        words=f"{case.service.name}, {case.team.organisation.name}: {support} since {since}",
        ring=f"Key worker {worker}" if worker else "No key worker yet",
        phone=(case.key_worker.phone if case.key_worker else "") or case.team.phone or case.service.phone,
        waits=False,
    )


def _referrals(opened: Opened) -> list[Involved]:
    rows = access.visible(Referral, by=opened.actor, to=Do.REFER_PEOPLE)
    return [_asked(row, opened) for row in queries.open_for(rows, opened.person.pk)]


def _asked(row: Referral, opened: Opened) -> Involved:
    since = f" since {day(row.received_on, today=opened.today)}" if row.received_on else ""
    return Involved(
        service_id=row.service_id,
        words=f"A referral to {row.service.name}, {row.service.organisation.name}, waits{since}",
        ring=f"From {sent_by(row)}",
        phone=row.service.phone,
        waits=True,
    )
