"""The clocks of a tenancy kept while in prison: until when help with the rent goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.custody.statuses import LegalStatus
from throughline.foundations.wording import counted, day
from throughline.housing.rules.settings import ClockRule, clock_rules
from throughline.housing.statuses import Yes

ASK_ABOUT_RETURN = "Ask whether they mean to go back: the help is only for someone who does."
NOT_GOING_BACK = "They do not mean to go back, so the help stops. End the tenancy, so that no rent builds up."


@dataclass(frozen=True, kw_only=True)
class Tenancy:
    """What pays the rent of a home that is kept, and whether they mean to return to it."""

    rent_help: str
    means_to_return: str = Yes.UNKNOWN


@dataclass(frozen=True)
class Spell:
    """A legal status from a day until the next one."""

    legal_status: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Until when help with the rent goes on. Half-open: ``ends_on`` is the first day without it.

    ``breaks_before_release`` is None when no day of release is known. ``tell_by_on`` is when the council must have
    been told.
    """

    key: str
    ends_on: date
    weeks: int
    days_left: int
    sentence: str
    source: str
    breaks_before_release: bool | None
    tell_by_on: date | None
    doubts: tuple[str, ...]

    @property
    def has_run_out(self) -> bool:
        return self.days_left <= 0


def tenancy_clocks(
    tenancy: Tenancy,
    *,
    admitted_on: date,
    spells: Sequence[Spell],
    release_on: date | None,
    today: date,
    rules: Sequence[ClockRule] | None = None,
) -> tuple[Clock, ...]:
    """Return the clocks that run for a home kept while in prison; none when no help with the rent has a limit.

    Each counts from the day they came in, time on remand included. A sentence shortens the time, and never takes back
    what was paid before it: the clock then ends on the day of the sentence.
    """
    now = _status_on(today, spells)
    known = clock_rules() if rules is None else rules
    rule = next((each for each in known if each.is_for(tenancy.rent_help, now.legal_status, on=today)), None)
    if rule is None:
        return ()
    ends_on = max(admitted_on + timedelta(weeks=rule.weeks), now.since)
    if tenancy.means_to_return == Yes.NO:
        ends_on = min(ends_on, max(today, admitted_on))
    return (_clock(rule, tenancy, ends_on, admitted_on=admitted_on, release_on=release_on, today=today),)


def _status_on(today: date, spells: Sequence[Spell]) -> Spell:
    begun = [spell for spell in spells if spell.since <= today]
    unknown = Spell(LegalStatus.UNKNOWN, date.min)
    return max(begun, key=lambda spell: spell.since, default=unknown)


def _clock(
    rule: ClockRule, tenancy: Tenancy, ends_on: date, *, admitted_on: date, release_on: date | None, today: date
) -> Clock:
    within = rule.tell_within_days
    return Clock(
        key=rule.key,
        ends_on=ends_on,
        weeks=rule.weeks,
        days_left=(ends_on - today).days,
        sentence=f"{rule.says} {_counted(ends_on, today=today)}{_about_release(ends_on, release_on, today=today)}",
        source=rule.source,
        breaks_before_release=None if release_on is None else release_on > ends_on,
        tell_by_on=admitted_on + timedelta(days=within) if within is not None else None,
        doubts=tuple(filter(None, (rule.check, _about_return(tenancy)))),
    )


def _about_return(tenancy: Tenancy) -> str:
    return {Yes.UNKNOWN: ASK_ABOUT_RETURN, Yes.NO: NOT_GOING_BACK}.get(Yes(tenancy.means_to_return), "")


def _counted(ends_on: date, *, today: date) -> str:
    left = (ends_on - today).days
    on = day(ends_on, today=today)
    if left <= 0:
        return f"Counted from the day they came in, it ran out on {on}."
    return f"Counted from the day they came in, it ends on {on}: {counted(left, 'day', 'days')} left."


def _about_release(ends_on: date, release_on: date | None, *, today: date) -> str:
    if release_on is None:
        return " No day of release is known."
    if release_on <= ends_on:
        return f" That covers release on {day(release_on, today=today)}."
    short = counted((release_on - ends_on).days, "day", "days")
    return (
        f" Release on {day(release_on, today=today)} comes {short} later: tell the council now, "
        "for it looks at the whole time they are expected to be away."
    )
