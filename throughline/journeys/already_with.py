"""Who is with someone already, so that nobody does work twice."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from throughline.cases import queries as cases
from throughline.cases.models import Case
from throughline.referrals import queries as referrals
from throughline.referrals.models import Referral


@dataclass(frozen=True, kw_only=True)
class Already:
    """A service someone is with, or that owes them an answer, since which day. ``phone`` is whom to ring first."""

    service_id: UUID
    service: str
    organisation: str
    since: date | None
    phone: str
    waits: bool


def already_with(case_rows: QuerySet[Case], referral_rows: QuerySet[Referral], *, person_id: UUID) -> list[Already]:
    """Return the services a person is with, then those that owe them an answer, among the rows given."""
    with_them = cases.open_now(case_rows.filter(person_id=person_id)).select_related("service__organisation")
    owing = referrals.open_for(referral_rows, person_id)
    return [
        *(_already(case, since=case.opened_on, waits=False) for case in with_them),
        *(_already(row, since=row.received_on, waits=True) for row in owing),
    ]


def _already(row: Case | Referral, *, since: date | None, waits: bool) -> Already:
    return Already(
        service_id=row.service_id,
        service=row.service.name,
        organisation=row.service.organisation.name,
        since=since,
        phone=row.service.phone or row.team.phone,
        waits=waits,
    )
