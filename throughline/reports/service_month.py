"""A service's month on one page: who asked, who is supported, what was promised, and how life changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.agencies.models import Service
from throughline.reports.caseload import Caseload, caseload
from throughline.reports.contacts import Contacts, contacts
from throughline.reports.outcomes import Outcomes, outcomes
from throughline.reports.periods import Period, month_ends
from throughline.reports.referrals import Referrals, referrals
from throughline.reports.sheets import Grid, Report
from throughline.reports.targets import Kept, target_grid, targets


@dataclass(frozen=True, kw_only=True)
class ServiceMonth(Report):
    """The four reports of a month, with the promises it touches."""

    month: Period
    referrals: Referrals
    caseload: Caseload
    contacts: Contacts
    outcomes: Outcomes
    kept: list[Kept]

    @property
    def lead(self) -> str:
        return f"{self.referrals.lead} {self.caseload.lead}"

    @property
    def grids(self) -> Sequence[Grid]:
        parts: Sequence[Report] = (self.referrals, self.caseload, self.contacts, self.outcomes)
        return (*(grid for part in parts for grid in part.grids), target_grid(self.kept))


def service_month(service: Service, *, month: Period, followed_to: date, counted_on: date) -> ServiceMonth:
    """Count a service's month, with its referrals and releases followed to a day."""
    days = month_ends(month, today=counted_on)
    return ServiceMonth(
        service=service.name,
        slug=service.slug,
        about=month.words,
        counted_on=counted_on,
        month=month,
        referrals=referrals(service, period=month, followed_to=followed_to, counted_on=counted_on),
        caseload=caseload(service, on=days[-1], before=days, counted_on=counted_on),
        contacts=contacts(service, period=month, counted_on=counted_on),
        outcomes=outcomes(service, period=month, followed_to=followed_to, counted_on=counted_on),
        kept=targets(service, period=month, today=counted_on),
    )
