"""What one agency is told of a day of release that moved: no more than everyone in it may see."""

from collections.abc import Iterable, Sequence
from datetime import date

from throughline.custody.actions.dates import DateChange, NewDate
from throughline.custody.rules import Moved, confidence, in_words
from throughline.custody.statuses import DateType
from throughline.foundations.wording import counted, listed
from throughline.journeys.ripple.owing import next_step
from throughline.journeys.ripple.shapes import Cause, Ripple
from throughline.journeys.telling import Concerned
from throughline.plans.models import Task

MOST_NAMED = 4
"""Steps named in one notice; the rest are counted, and stand on the plan."""


def told_of_day(cause: Cause, ripple: Ripple, each: Concerned, steps: Sequence[Task], *, today: date) -> str:
    """Say how the day moved, who says so and how sure, what is late, what no longer fits, and what they owe next."""
    fit = [misfit.sentence for misfit in ripple.no_longer_fits if each.opens(misfit.compartment)]
    lines = (
        moved_in_words(ripple, today=today),
        cause.why,
        late_in_words(ripple.now_late, each),
        f"No longer fits: {' '.join(fit)}" if fit else "",
        next_step(each, steps, today=today),
    )
    return "\n".join(line for line in lines if line)


def told_of_type(cause: Cause, ripple: Ripple, *, today: date) -> str:
    """Say that the day stays and is now of another type."""
    return f"{moved_in_words(ripple, today=today)}\n{cause.why}"


def moved_in_words(ripple: Ripple, *, today: date) -> str:
    """Say in a sentence how the day of release moved."""
    return in_words(ripple.moved, today=today) if ripple.moved else "The day of release stays."


def late_in_words(late: Iterable[Task], each: Concerned) -> str:
    """Name the steps that are late now, of those an agency may see; nothing of the others, not even how many."""
    titles = [row.title for row in late if each.opens(row.compartment)]
    return f"Now late: {named(titles)}." if titles else ""


def named(titles: Sequence[str]) -> str:
    """Name a few steps, and count the rest."""
    rest = len(titles) - MOST_NAMED
    shown = [*titles[:MOST_NAMED], counted(rest, "other", "others")] if rest > 0 else titles
    return listed(shown)


def said_by(new: NewDate, change: DateChange) -> str:
    """Say who gave a date, how sure it is, and why it moved where they said so."""
    lead: Moved | None = change.lead
    sure = f" {confidence(lead.type).capitalize()}." if lead is not None and lead.after else ""
    return f"{new.source} said so.{sure}{f' {new.reason}' if new.reason else ''}"


def label(type_: str) -> str:
    """Return the words for a type of date."""
    return str(DateType(type_).label)
