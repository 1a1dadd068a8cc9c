"""What must hold for a case: what may follow what, which days spells may begin on, and how the clocks are set."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from throughline.cases.statuses import Audience, NoteKind, Setting
from throughline.foundations.errors import Refused
from throughline.foundations.moves import Moves
from throughline.foundations.wording import day

SETTINGS = Moves[Setting](
    {
        Setting.ASSESSMENT: {Setting.PRISON, Setting.COMMUNITY, Setting.CLOSED},
        Setting.PRISON: {Setting.COMMUNITY, Setting.CLOSED},
        Setting.COMMUNITY: {Setting.PRISON, Setting.CLOSED},
        Setting.CLOSED: set(),
    }
)
"""Where a case may go from where it stands. Closed is final: a new referral opens a new case."""

FIRST_WEEKS = timedelta(days=28)
"""How long after release contact is looked for sooner: the first four weeks (our choice; the sources say only that the
early period is the riskiest)."""

SLACK = timedelta(minutes=10)
"""How far ahead of our clock a contact may be dated: other clocks run a little fast."""

LONGEST_CONTACT = 24 * 60
"""Minutes in the longest contact that can be recorded: one day."""

FINAL = "This case was closed{on}. A closed case stays closed: a new referral opens a new one."


class Promised(Protocol):
    """The days after which a service says it has been too long since a contact."""

    quiet_after: int
    quiet_after_release: int


@dataclass(frozen=True)
class Gate:
    """Which side of the gate someone is on, and since when; None when we know of no time in prison."""

    inside: bool = False
    since: date | None = None


def quiet_from(*, opened_on: date, last_contact_on: date | None, gate: Gate, promised: Promised) -> date:
    """Return the day from which it has been too long since a contact.

    It counts from the last of the opening, the last contact and the last crossing of the gate; sooner in the first
    weeks after release.
    """
    base = max(filter(None, (opened_on, last_contact_on, gate.since)))
    just_out = not gate.inside and gate.since is not None and base < gate.since + FIRST_WEEKS
    return base + timedelta(days=promised.quiet_after_release if just_out else promised.quiet_after)


def review_due_on(*, opened_on: date, last_review_on: date | None, gate: Gate) -> date | None:
    """Return the day the next review is due: monthly in prison; None outside, where none is promised."""
    if not gate.inside:
        return None
    return month_after(max(filter(None, (opened_on, last_review_on, gate.since))))


def month_after(on: date) -> date:
    """Return the same day of the next month, or its last day when it is shorter.

    >>> month_after(date(2026, 1, 31)), month_after(date(2026, 12, 15))
    (datetime.date(2026, 2, 28), datetime.date(2027, 1, 15))
    """
    year, month = (on.year + 1, 1) if on.month == 12 else (on.year, on.month + 1)
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def check_move(start: str, end: str, *, closed_on: date | None, today: date) -> None:
    """Refuse a setting that cannot follow the one a case is in.

    Raises:
        Refused: the case is closed, stands there already, or goes back to assessment.
    """
    check_open(start, closed_on=closed_on, today=today)
    if start == end:
        raise Refused(f"This case is there already: {Setting(end).label.lower()}.", field="setting")
    if not SETTINGS.allows(Setting(start), Setting(end)):
        raise Refused("Assessment is over once support began. Choose where they are supported now.", field="setting")


def check_open(setting: str, *, closed_on: date | None, today: date) -> None:
    """Refuse to change a case that is over.

    Raises:
        Refused: it is closed.
    """
    if setting == Setting.CLOSED:
        raise Refused(FINAL.format(on=f" on {day(closed_on, today=today)}" if closed_on else ""))


def check_opened(on: date, *, setting: str, born_on: date | None, today: date) -> None:
    """Refuse an opening that cannot be.

    Raises:
        Refused: it is in the future or before birth, or the case would open closed.
    """
    check_come(on, today=today, field="opened_on")
    if born_on is not None and on < born_on:
        raise Refused("They were not born then. Check both dates.", field="opened_on")
    if setting == Setting.CLOSED:
        raise Refused("Choose where they are supported now.", field="setting")


def check_come(on: date, *, today: date, field: str = "on") -> None:
    """Refuse a day that has not come.

    Raises:
        Refused: it is in the future.
    """
    if on > today:
        raise Refused(f"{day(on, today=today)} has not come yet. Record this once it has happened.", field=field)


def check_follows(on: date, *, last: date | None, today: date) -> None:
    """Refuse a change dated before the one it follows. On the same day, the later one holds.

    Raises:
        Refused: it is dated before ``last``, the day of the change before; None when there is none.
    """
    if last is not None and on < last:
        since = day(last, today=today)
        raise Refused(f"The change before this one was on {since}. Choose that day or a later one.", field="on")


def check_said(words: str, *, field: str = "words") -> None:
    """Refuse an empty reason.

    Raises:
        Refused: nothing was said.
    """
    if not words.strip():
        raise Refused("Say why, in a few words. Others who work with them will read it.", field=field)


def check_happened(at: datetime, *, born_on: date | None, now: datetime) -> None:
    """Refuse an instant at which no contact can have been.

    Raises:
        Refused: it is in the future, beyond a little slack, or before birth.
    """
    if at > now + SLACK:
        raise Refused("This has not happened yet. Record it once it has.", field="happened_at")
    if born_on is not None and at.date() < born_on:
        raise Refused("They were not born then. Check both dates.", field="happened_at")


def check_minutes(minutes: int | None) -> None:
    """Refuse a length no contact has; None when it was not counted.

    Raises:
        Refused: it is negative or longer than a day.
    """
    if minutes is not None and not 0 <= minutes <= LONGEST_CONTACT:
        raise Refused("Give the minutes it took, up to a whole day.", field="minutes")


def check_note(words: str, *, kind: str, audience: str, permission: bool | None, has_author: bool) -> None:
    """Refuse a note that cannot be kept.

    Raises:
        Refused: it is empty, a quotation without permission, or private to nobody.
    """
    if not words.strip():
        raise Refused("Write something first.", field="words")
    if kind == NoteKind.QUOTE and permission is not True:
        raise Refused(
            "Ask them whether their words may be kept and quoted, and say that they agreed.", field="permission"
        )
    if audience == Audience.PRIVATE and not has_author:
        raise Refused("Only a member of staff can keep a private note. Choose who may read it.", field="audience")


def check_may_amend(*, is_author: bool, is_current: bool) -> None:
    """Refuse an amendment by someone else, or of a note that another took the place of.

    Raises:
        Refused: either holds.
    """
    if not is_author:
        raise Refused("Only whoever wrote this note can amend it. You can write a note of your own.")
    if not is_current:
        raise Refused("This note was amended already. Amend the newest one.")


def check_cover(*, from_on: date, until_on: date, today: date) -> None:
    """Refuse a time of cover that cannot be. Half-open: ``until_on`` is the first day back.

    Raises:
        Refused: it ends before it starts, or has ended already.
    """
    if until_on <= from_on:
        raise Refused("The first day back must be after the first day away.", field="until_on")
    if until_on <= today:
        raise Refused("This time is over already. Choose a day after today.", field="until_on")
