"""How someone's contact with those who help went over time: kept up, dropped, taken up again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from throughline.cases.statuses import Happened
from throughline.foundations.wording import counted, listed

DROPPED_AFTER = timedelta(days=28)
"""How long without a contact that happened before it counts as dropped: four weeks (our choice; no source gives one).
It says that contact stopped, never whose doing that was."""


class Engagement(StrEnum):
    """How contact went for a time."""

    SUSTAINED = "sustained"
    DROPPED = "dropped"
    RESUMED = "resumed"

    @property
    def label(self) -> str:
        return {"sustained": "In touch", "dropped": "Out of touch", "resumed": "In touch again"}[self.value]


@dataclass(frozen=True)
class Tried:
    """One contact, or one try: the day, and whether it took place."""

    on: date
    happened: str = Happened.YES


@dataclass(frozen=True)
class Span:
    """A half-open time in which contact went one way; ``until_on`` is None while it goes on. ``reason`` says why."""

    kind: Engagement
    from_on: date
    until_on: date | None
    reason: str


def engagement(contacts: Iterable[Tried], *, today: date, dropped_after: timedelta = DROPPED_AFTER) -> tuple[Span, ...]:
    """Return how contact went, from the first that happened until today, without gaps; nothing before the first.

    Contact counts as dropped once ``dropped_after`` has passed since the last one that happened.

    >>> spans = engagement([Tried(date(2026, 1, 5)), Tried(date(2026, 3, 2))], today=date(2026, 3, 3))
    >>> [span.kind.value for span in spans]
    ['sustained', 'dropped', 'resumed']
    """
    known = sorted((each for each in contacts if each.on <= today), key=lambda each: each.on)
    met = [each.on for each in known if each.happened == Happened.YES]
    spans: list[Span] = []
    for run in _runs(met, dropped_after):
        spans.extend(_spans_of(run, known, first=not spans, dropped_after=dropped_after, today=today))
    return tuple(spans)


def _runs(met: Sequence[date], dropped_after: timedelta) -> list[list[date]]:
    """Split days into runs in which none is further from the one before than ``dropped_after``."""
    runs: list[list[date]] = []
    for on in met:
        if runs and on - runs[-1][-1] <= dropped_after:
            runs[-1].append(on)
        else:
            runs.append([on])
    return runs


def _spans_of(
    run: Sequence[date], known: Sequence[Tried], *, first: bool, dropped_after: timedelta, today: date
) -> list[Span]:
    kind = Engagement.SUSTAINED if first else Engagement.RESUMED
    lost_on = run[-1] + dropped_after + timedelta(days=1)
    reason = f"{counted(len(run), 'contact', 'contacts')} that happened."
    if lost_on > today:
        return [Span(kind, run[0], None, reason)]
    back_on = next((each.on for each in known if each.on >= lost_on and each.happened == Happened.YES), None)
    tries = [each for each in known if run[-1] <= each.on and each.happened != Happened.YES]
    since = [each for each in tries if back_on is None or each.on < back_on]
    dropped = Span(Engagement.DROPPED, lost_on, back_on, _why_dropped(since, dropped_after))
    return [Span(kind, run[0], lost_on, reason), dropped]


def _why_dropped(tries: Sequence[Tried], dropped_after: timedelta) -> str:
    """Say what is known of a time without contact: how long, and each try."""
    start = f"No contact happened for more than {counted(dropped_after.days, 'day', 'days')}."
    if not tries:
        return f"{start} Nobody recorded a try."
    counts = {kind: sum(each.happened == kind for each in tries) for kind in Happened if kind != Happened.YES}
    said = [f"{Happened(kind).label.lower()} ({count})" for kind, count in counts.items() if count]
    return f"{start} {counted(len(tries), 'try', 'tries')}: {listed(said)}."
