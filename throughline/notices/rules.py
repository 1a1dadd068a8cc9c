"""What must hold for messages that leave."""

from datetime import date, timedelta

from throughline.foundations.errors import Refused
from throughline.foundations.wording import day
from throughline.foundations.working_days import Calendar

WAITS = (timedelta(), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long after it was queued an email is tried the first, second … time."""

MOST_TRIES = len(WAITS)
"""An email that failed this often is parked until someone looks."""

CHASED_AFTER = (1, 2, 2)
"""Working days of silence after which a notice is chased, chased again, and told to the team that leads. Our own
choice: no source gives a time."""

TIMES_CHASED = len(CHASED_AFTER) - 1
"""How often a team is chased before those who lead are told."""

CHASED_AT_MOST = timedelta(days=28)
"""A notice older than this is not chased by itself any more: by then it wants a meeting, not another email."""

ONE_DAY = timedelta(days=1)


def is_chase_due(chases: int, *, silent_since: date, today: date, calendar: Calendar) -> bool:
    """Say whether a notice has been silent long enough, since it was told or last chased, for its next chase.

    Nobody is asked on a day on which nobody works.

    >>> from throughline.foundations.working_days import SCOTLAND
    >>> friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    >>> is_chase_due(0, silent_since=friday, today=monday, calendar=SCOTLAND)
    True
    """
    if chases >= len(CHASED_AFTER) or not calendar.is_working_day(today):
        return False
    return calendar.working_days_between(silent_since, today) >= CHASED_AFTER[chases]


def check_chase(*, waits: bool, chased_on: date | None, today: date, calendar: Calendar) -> None:
    """Refuse to chase what nobody waits for, or twice in one working day.

    Raises:
        Refused: it was seen or asks for no answer, or it was chased already and no working day has begun since.
    """
    if not waits:
        raise Refused("They have said that they saw this, or it asks for no answer. There is nothing to chase.")
    if chased_on is not None and calendar.working_days_between(chased_on + ONE_DAY, today + ONE_DAY) < 1:
        next_on = day(calendar.next_working_day(today), today=today)
        raise Refused(f"They were chased already. You can chase them again on {next_on}.")
