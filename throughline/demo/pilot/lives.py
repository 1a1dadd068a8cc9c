"""What happened to each invented person of the pilot, day by day, before any of it is kept. Pure but for its dice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from throughline.cases.statuses import CloseReason, Setting
from throughline.demo.pilot import figures
from throughline.foundations.working_days import SCOTLAND

SEED = 2013
ONE_DAY = timedelta(days=1)
ENDINGS = {
    CloseReason.COMPLETED: 60,
    CloseReason.LOST_TOUCH: 12,
    CloseReason.CHOSE_TO_STOP: 10,
    CloseReason.ELSEWHERE: 10,
    CloseReason.MOVED: 8,
}


@dataclass
class Life:
    """One person's time with the pilot. ``answer`` is the support given, or declined, or withdrawn."""

    received_on: date
    answer: str
    source: str = ""
    answered_on: date = date.max
    admitted_on: date = date.max
    released_on: date = date.max
    back_on: date | None = None
    moves: list[tuple[str, date]] = field(default_factory=list)
    closed_on: date = date.max
    close_reason: str = CloseReason.COMPLETED
    reviewed_on: list[date] = field(default_factory=list)
    contacted_on: list[date] = field(default_factory=list)

    @property
    def taken_on(self) -> bool:
        """Whether they were accepted, so that there is a case."""
        return self.answer in {"full", "brief", "duty"}

    @property
    def is_full(self) -> bool:
        return self.answer == "full"

    @property
    def opens_in(self) -> Setting:
        """Where their case stands first: full support begins with an assessment."""
        return Setting.ASSESSMENT if self.is_full else Setting.PRISON

    @property
    def released_in_case(self) -> bool:
        return any(setting == Setting.COMMUNITY for setting, _ in self.moves)


def live() -> list[Life]:
    """Return everyone's time with the pilot, the same each time, in the order they came."""
    dice = Random(SEED)  # noqa: S311  people who do not exist need no secrecy
    lives = [*_asked(dice)]
    _say_who_asked(dice, lives)
    for life in lives:
        life.answered_on = _working_days_after(life.received_on, dice.randrange(1, 5))
        life.admitted_on = life.received_on - timedelta(days=dice.randrange(10, 200))
    _support(dice, lives)
    _brief(dice, [life for life in lives if not life.is_full])
    _come_back(dice, [life for life in lives if life.released_in_case])
    _review(dice, [life for life in lives if life.is_full])
    for life in lives:
        life.contacted_on = sorted(_contacts(dice, life))
    return lives


def _asked(dice: Random) -> Iterator[Life]:
    months = list(_months(figures.BEGAN_ON, len(figures.EARLY + figures.SHARED + figures.LATE)))
    days = [
        sorted(dice.choices(_working_days(month), k=count))
        for month, count in zip(months, figures.EARLY + figures.SHARED + figures.LATE, strict=True)
    ]
    early, main = days[: len(figures.EARLY)], days[len(figures.EARLY) :]
    yield from _answered(dice, [on for month in early for on in month], figures.EARLY_ANSWERS, date.max)
    yield from _answered(dice, [on for month in main for on in month], figures.MAIN_ANSWERS, figures.LAST_MAIN_FULL)
    march = _working_days(date(2015, 3, 2))
    before = [on for on in march if on <= date(2015, 3, 11)]
    after = [on for on in march if on > figures.SNAPSHOT_ON]
    yield from (Life(on, "full") for on in sorted(dice.choices(before, k=figures.LAST_FULL)))
    yield from (Life(on, "brief") for on in sorted(dice.choices(after, k=figures.LAST_BRIEF)))


def _answered(dice: Random, days: list[date], answers: Mapping[str, int], last_full: date) -> Iterator[Life]:
    """Give as many of each answer as were published, full support to nobody who came after a day."""
    open_to_full = [place for place, on in enumerate(days) if on <= last_full]
    full = set(dice.sample(open_to_full, answers["full"]))
    rest = [answer for answer, count in answers.items() if answer != "full" for _ in range(count)]
    dice.shuffle(rest)
    for place, on in enumerate(days):
        yield Life(on, "full" if place in full else rest.pop())


def _say_who_asked(dice: Random, lives: list[Life]) -> None:
    until = date(2014, 6, 30)
    first = [life for life in lives if life.received_on <= until]
    sources = [source for source, count in figures.FIRST_SOURCES.items() for _ in range(count)]
    dice.shuffle(sources)
    for life, source in zip(first, sources, strict=True):
        life.source = source
    shares = figures.LATER_SHARES
    for life in lives:
        life.source = life.source or dice.choices(list(shares), list(shares.values()))[0]


def _support(dice: Random, lives: list[Life]) -> None:
    """Say where each person with full support stood from day to day, those who came first going first."""
    full = [life for life in lives if life.is_full]
    for life in full:
        life.moves.append((Setting.PRISON, life.answered_on + timedelta(days=dice.randrange(7, 15))))
    here = [life for life in full if life.received_on <= figures.LAST_MAIN_FULL]
    here.sort(key=lambda life: life.received_on + timedelta(days=dice.randrange(-20, 21)))
    closed, community = here[: figures.CLOSED_BEFORE], here[figures.CLOSED_BEFORE :][: figures.IN_COMMUNITY]
    for place, life in enumerate(closed):
        _closed_before(dice, life, inside=place % 5 == 0 and place // 5 < figures.CLOSED_IN_PRISON)
    for life in community:
        _in_community(dice, life)
    for life in here[figures.CLOSED_BEFORE + figures.IN_COMMUNITY :]:
        _in_prison(dice, life)
    for life in full:
        if life not in here:
            life.moves = [(Setting.PRISON, _between(dice, date(2015, 3, 23), date(2015, 3, 31)))]
            _in_prison(dice, life)
        life.close_reason = dice.choices(list(ENDINGS), list(ENDINGS.values()))[0]


def _closed_before(dice: Random, life: Life, *, inside: bool) -> None:
    start, last = life.moves[0][1], figures.SNAPSHOT_ON - 5 * ONE_DAY
    room = (last - start).days
    out = start + timedelta(days=min(240, int(room * dice.uniform(0.3, 0.5))))
    life.closed_on = out + timedelta(days=min(360, max(10, int(room * dice.uniform(0.2, 0.45)))))
    if inside:
        life.released_on = life.closed_on + timedelta(days=dice.randrange(5, 90))
    else:
        _release(life, out)


def _in_community(dice: Random, life: Life) -> None:
    start = max(life.moves[0][1] + 14 * ONE_DAY, date(2014, 7, 1))
    _release(life, _between(dice, min(start, date(2015, 3, 9)), date(2015, 3, 13)))
    life.closed_on = _between(dice, date(2015, 4, 7), figures.ENDED_ON)


def _in_prison(dice: Random, life: Life) -> None:
    life.closed_on = _between(dice, date(2015, 5, 18), figures.ENDED_ON)
    if dice.random() < 0.6:
        _release(life, _between(dice, date(2015, 4, 7), life.closed_on - 10 * ONE_DAY))
    else:
        life.released_on = life.closed_on + timedelta(days=dice.randrange(5, 200))


def _release(life: Life, on: date) -> None:
    life.released_on = on
    life.moves.append((Setting.COMMUNITY, on))


def _brief(dice: Random, lives: list[Life]) -> None:
    for life in lives:
        life.closed_on = life.answered_on + timedelta(days=dice.randrange(0, 11))
        life.released_on = life.closed_on + timedelta(days=dice.randrange(5, 240))


def _come_back(dice: Random, released: list[Life]) -> None:
    """Let some come back into prison within a year, once their case was over."""
    able = [life for life in released if life.closed_on + 14 * ONE_DAY < life.released_on + timedelta(days=330)]
    for life in dice.sample(able, min(len(able), round(len(released) * figures.RETURNED))):
        life.back_on = _between(dice, life.closed_on + 14 * ONE_DAY, life.released_on + timedelta(days=340))


def _review(dice: Random, full: list[Life]) -> None:
    """Choose who was reviewed and when: monthly inside, less often outside, never after the outcomes' period."""
    last = {id(life): min(life.closed_on, figures.REVIEWED_UNTIL) for life in full}
    here = [life for life in full if life.received_on <= figures.LAST_MAIN_FULL]
    here.sort(key=lambda life: (last[id(life)] - life.answered_on).days + dice.randrange(40), reverse=True)
    for life in here[: figures.SCORED_TWICE]:
        life.reviewed_on = _review_days(dice, life, last[id(life)])
    for life in here[figures.SCORED_TWICE :][: figures.SCORED_ONCE]:
        life.reviewed_on = [life.answered_on + timedelta(days=dice.randrange(0, 15))]


def _review_days(dice: Random, life: Life, last: date) -> list[date]:
    days = [life.answered_on + timedelta(days=dice.randrange(0, 10))]
    while len(days) < 6:
        gap = 28 if days[-1] < life.released_on else 56
        following = days[-1] + timedelta(days=gap + dice.randrange(0, 12))
        if following > last:
            break
        days.append(following)
    return days if len(days) > 1 else [*days, last]


def _contacts(dice: Random, life: Life) -> Iterator[date]:
    if not life.taken_on:
        return
    days = (life.closed_on - life.answered_on).days
    many = min(18, 2 + days // 16) if life.is_full else dice.randrange(1, 3)
    for _ in range(many):
        yield _near_working_day(life.answered_on + timedelta(days=dice.randrange(0, days + 1)), life)


def _near_working_day(on: date, life: Life) -> date:
    """Return a day, or the working day before it when that is none and the case was open by then."""
    return on if SCOTLAND.is_working_day(on) else max(SCOTLAND.previous_working_day(on), life.answered_on)


def _working_days_after(on: date, count: int) -> date:
    return SCOTLAND.add_working_days(on, count)


def _working_days(month: date) -> list[date]:
    days = (month.replace(day=1) + timedelta(days=number) for number in range(31))
    return [on for on in days if on.month == month.month and SCOTLAND.is_working_day(on)]


def _months(first: date, count: int) -> Iterator[date]:
    for _ in range(count):
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _between(dice: Random, first: date, last: date) -> date:
    """Return a working day between two, or near it when there is none."""
    on = first + timedelta(days=dice.randrange(0, max(1, (last - first).days + 1)))
    return on if SCOTLAND.is_working_day(on) or on == first else max(first, SCOTLAND.previous_working_day(on))
