"""Keep the journal and the read log in monthly parts, made before the month begins."""

from datetime import date

from django.db import IntegrityError, OperationalError, connection, transaction

from throughline.foundations.seals import LOGS
from throughline.foundations.writing import writes

AHEAD = 3
"""Months made before they begin, so that a worker that rests for weeks does no harm."""

# Making a part holds up everyone who writes to the log; after this long it is left until tomorrow.
PATIENCE = "2s"


@writes
def make_ahead(*, on: date) -> int:
    """Make the parts of this month and those after it that are not there yet; return how many were made.

    A month that already has rows among the odd ones stays there: nothing is moved.
    """
    months = [_month_after(on, ahead) for ahead in range(AHEAD + 1)]
    return sum(_make(log, month) for log in LOGS for month in months)


def _month_after(on: date, ahead: int) -> date:
    """Return the first day of the month so many months later.

    >>> _month_after(date(2026, 11, 22), 2)
    datetime.date(2027, 1, 1)
    """
    years, month = divmod(on.month - 1 + ahead, 12)
    return date(on.year + years, month + 1, 1)


def _make(log: str, month: date) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute("SELECT tl_make_month(%s, %s)", [log, month])
            (made,) = cursor.fetchone() or (False,)
    except (IntegrityError, OperationalError):
        return False
    return bool(made)
