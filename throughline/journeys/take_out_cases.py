"""A service's cases are taken out for an evaluation, with nobody named, and it is noted who took them."""

from datetime import datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Service
from throughline.foundations import journal
from throughline.foundations.actors import Staff
from throughline.foundations.writing import writes
from throughline.reports.evaluation.cases import Extract, take_out
from throughline.reports.periods import Period, check_period


@writes
def take_out_cases(service: Service, *, period: Period, by: Staff, at: datetime) -> Extract:
    """Take out the cases a service opened in a period, and note who did.

    Raises:
        Refused: the period ends before it begins or has not begun, or there are too few cases in it.
    """
    today = localdate(at)
    check_period(period, today=today)
    extract = take_out(service, period=period, today=today)
    journal.note(
        "agencies.cases_taken_out",
        about=service,
        person_id=None,
        by=by,
        at=at,
        service=service.name,
        period=period.words,
        cases=len(extract.rows),
    )
    return extract
