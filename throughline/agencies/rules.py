"""What must hold for organisations, staff and keys."""

from datetime import date, datetime, timedelta

from throughline.foundations.errors import Refused

LONGEST_KEY = timedelta(days=365)


def check_period(starts_on: date, ends_on: date | None, *, field: str = "ends_on") -> None:
    """Refuse a period that ends before it starts. Half-open: ``ends_on`` is the first day after it.

    Raises:
        Refused: it ends on or before the day it starts.
    """
    if ends_on is not None and ends_on <= starts_on:
        raise Refused("The end must be after the start.", field=field)


def check_key_life(made_at: datetime, expires_at: datetime) -> None:
    """Refuse a key that has ended before it begins, or that lives over a year.

    Raises:
        Refused: it does either.
    """
    if expires_at <= made_at:
        raise Refused("Choose a day after today for the key to end.", field="expires_on")
    if expires_at - made_at > LONGEST_KEY:
        raise Refused("A key can last one year at most. Make a new one before it ends.", field="expires_on")
