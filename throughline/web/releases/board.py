"""The board itself: rows by week, heads with counts, and the sentence that carries the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from throughline.foundations.wording import counted, day
from throughline.protocols.statuses import MustHave
from throughline.web.releases.blocking import SOON, InTheWay, in_the_way
from throughline.web.releases.cells import Bed, Cell, Step, cells, settled
from throughline.web.releases.leavers import Leaver
from throughline.web.releases.looking import Looked
from throughline.web.releases.weeks import AHEAD, WEEKS, Week, monday_of, weeks

PAGE = 25
FIRST_ANY_DAY = 4
"""People who could leave any day that are shown below the board before one asks for all."""

NEXT_DAYS = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person on the board. ``week`` heads a group where this row begins one."""

    leaver: Leaver
    cells: tuple[Cell, ...]
    way: InTheWay
    days: str
    bare_soon: bool
    week: Week | None = None

    @property
    def settled(self) -> int:
        """Must-haves in place or not needed."""
        return settled(self.cells)[0]

    @property
    def known(self) -> int:
        """Must-haves the viewer may know of."""
        return settled(self.cells)[1]


@dataclass(frozen=True)
class Head:
    """A column of must-haves. ``count`` says of how many it is in place, empty where nobody is counted."""

    label: str
    count: str = ""


def rows(
    people: Sequence[Leaver], steps: Mapping[UUID, Sequence[Step]], looked: Looked, every_week: Sequence[Week] = ()
) -> list[Row]:
    """Return rows for people in the order given; the first of each week heads it."""
    by_monday = {week.monday: week for week in every_week}
    found, last = [], None
    for one in people:
        monday = monday_of(one.on) if one.on else None
        heads = by_monday.get(monday) if monday and monday != last else None
        found.append(_row(one, steps.get(one.person_id, ()), looked.beds[one.person_id], heads, today=looked.today))
        last = monday
    return found


def _row(one: Leaver, steps: Sequence[Step], bed: Bed, week: Week | None, *, today: date) -> Row:
    left = one.days_left(today)
    came_in = f"Came in {day(one.admitted_on, today=today)}"
    return Row(
        leaver=one,
        cells=cells(steps, bed, leaves_on=one.on or today, today=today, opens_needs=one.opens_needs),
        way=in_the_way(
            steps,
            today=today,
            days_left=left,
            no_address=bed.reason if bed.none else "",
            nothing=came_in if not steps else one.moved(today),
        ),
        days="" if left is None else "Today" if left == 0 else str(left),
        bare_soon=left is not None and left <= SOON and bed.none,
        week=week,
    )


def heads(counts: Mapping[str, tuple[int, int]] | None = None) -> list[Head]:
    """Return the nine columns, each with how many have it."""
    found = counts or {}
    return [Head(need.label, _of(found.get(need.value))) for need in MustHave]


def every_week(looked: Looked) -> list[Week]:
    """Return the weeks ahead, and how many leave in each."""
    days = ((one.on, looked.beds[one.person_id].none) for one in looked.leaving if one.on)
    return weeks(days, today=looked.today)


def lead(looked: Looked) -> str:
    """Say the answer in a few sentences: how many leave, who of them has no address, and who could leave any day."""
    number, until = len(looked.leaving), day(looked.today + AHEAD, today=looked.today)
    leave = "leaves" if number == 1 else "leave"
    said = [f"{counted(number, 'person', 'people')} {leave} between today and {until}."] if number else []
    return " ".join([*said, *_addresses(looked), *_any_day(looked)])


def _addresses(looked: Looked) -> list[str]:
    bare = looked.bare
    if not looked.leaving:
        return []
    if not bare:
        return ["Everyone has an address agreed or offered."]
    soon = sum(one.sorts_on < looked.today + NEXT_DAYS for one in bare)
    have = "has" if len(bare) == 1 else "have"
    when = f": {soon} of them in the next 7 days" if soon else ""
    return [f"{len(bare)} {have} no address for the first night{when}."]


def _any_day(looked: Looked) -> list[str]:
    number = len(looked.any_day)
    more = "more " if looked.leaving else ""
    return [f"{number} {more}could leave any day."] if number else []


def _of(numbers: tuple[int, int] | None) -> str:
    return f"{numbers[0]} of {numbers[1]}" if numbers and numbers[1] else ""


def nobody(looked: Looked) -> str:
    """Say that nobody leaves, and from where."""
    where = f" in {looked.asked.hall}" if looked.asked.hall else ""
    who = "Nobody who fits that" if looked.asked.show or looked.asked.area or looked.asked.worker else "Nobody"
    return f"{who}{where} leaves in the next {WEEKS} weeks"


def people_of(found: Iterable[Row]) -> set[UUID]:
    """Return whom some rows show."""
    return {row.leaver.person_id for row in found}
