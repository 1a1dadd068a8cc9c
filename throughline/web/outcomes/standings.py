"""How a case stands with its reviews, in words: due, overdue, never held, or how long since the last."""

from dataclasses import dataclass
from datetime import date

from throughline.cases.models import Case
from throughline.foundations.wording import day, days_until
from throughline.outcomes.rules import Standing, standing

MONTHLY = "In prison a review is held at least once a month."
OFTEN = "Outside there is no fixed day: as often as possible."


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What to say first, a smaller line under it, and whether it is late or soon."""

    clock: str
    words: str
    under: str
    late: bool = False
    soon: bool = False


def owed(case: Case, today: date) -> Owed:
    """Say how one case stands."""
    stands = standing(last_on=case.last_review_on, due_on=case.review_due_on, today=today)
    return Owed(
        clock=_clock(case, today),
        words=_words(case, stands, today),
        under=MONTHLY if case.review_due_on else OFTEN,
        late=stands == Standing.OVERDUE,
        soon=stands in {Standing.DUE, Standing.NEVER},
    )


def last_words(case: Case, today: date) -> str:
    """Say when a case was last reviewed."""
    if case.last_review_on is None:
        return "Never reviewed"
    return f"Last review {day(case.last_review_on, today=today)}, {days_until(case.last_review_on, today=today)}"


def _clock(case: Case, today: date) -> str:
    if case.review_due_on is not None:
        return days_until(case.review_due_on, today=today).removeprefix("in ").capitalize()
    if case.last_review_on is not None:
        return days_until(case.last_review_on, today=today).capitalize()
    return "Never"


def _words(case: Case, stands: Standing, today: date) -> str:
    last = last_words(case, today)
    if case.review_due_on is None:
        return f"{last}."
    verb = "was due" if stands == Standing.OVERDUE else "is due"
    due = f"{day(case.review_due_on, today=today)}, {days_until(case.review_due_on, today=today)}"
    return f"{last}. A review {verb} {due}."
