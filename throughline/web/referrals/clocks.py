"""How long a referral has waited, and how long an answer took: working days, said in words."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from throughline.foundations.wording import counted, day
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.referrals import rules
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State

WORKING_DAYS = ("working day", "working days")


@dataclass(frozen=True)
class Clock:
    """What a list says first: the time left or gone by, and the day under it."""

    words: str
    under: str = ""
    late: bool = False


def calendar_of(referral: Referral) -> Calendar:
    """Return the working days of the organisation that answers."""
    return Calendar(Jurisdiction(referral.service.organisation.jurisdiction))


def waits(referral: Referral, *, today: date) -> Clock:
    """Say how long is left to answer a referral, or by how much an answer is late."""
    due = referral.due_on
    if due is None:
        return Clock("Not sent yet")
    if referral.state == State.ASKED:
        asked = f", asked {day(referral.asked_on, today=today)}" if referral.asked_on else ""
        return Clock("Waits for a reply", f"the clock stands still{asked}")
    return left(due, calendar_of(referral), today=today)


def left(due: date, calendar: Calendar, *, today: date) -> Clock:
    """Say how far away the day is by which an answer is promised.

    >>> from throughline.foundations.working_days import SCOTLAND
    >>> left(date(2026, 1, 22), SCOTLAND, today=date(2026, 1, 15)).words
    '5 working days left'
    """
    under = f"answer by {day(due, today=today)}"
    if due < today:
        return Clock(
            f"Late by {counted(calendar.working_days_between(due, today) or 1, *WORKING_DAYS)}", under, late=True
        )
    if due == today:
        return Clock("Today", under)
    days = rules.days_left(due, on=today, calendar=calendar)
    return Clock(f"{counted(days, *WORKING_DAYS)} left" if days else "Next working day", under)


def took(referral: Referral) -> str:
    """Say in how many working days a referral was answered; empty while it is not."""
    days = days_taken(referral)
    return "" if days is None else days_words(days)


def days_taken(referral: Referral) -> int | None:
    """Count the working days from the day a referral came until the day it was answered; None while it is not."""
    if referral.received_on is None or referral.decided_on is None:
        return None
    return rules.days_taken(referral.received_on, decided_on=referral.decided_on, calendar=calendar_of(referral))


def days_words(days: float) -> str:
    """Say a number of working days, halves too.

    >>> days_words(0), days_words(1), days_words(2.5)
    ('the same day', '1 working day', '2½ working days')
    """
    whole = int(days)
    if days == 0:
        return "the same day"
    return counted(whole, *WORKING_DAYS) if days == whole else f"{whole or ''}½ working days"


def middle(days: list[int]) -> float:
    """Return the middle of some numbers of working days: half were answered as fast or faster."""
    return round(median(days) * 2) / 2
