"""The only module that reads the time of day; everything else is told."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this instant, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the calendar day in the United Kingdom."""
    return timezone.localdate()
