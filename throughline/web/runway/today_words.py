"""What the page for the day someone leaves says, in words a child of nine knows. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.housing.models import CouncilWay, Home
from throughline.housing.statuses import HomeKind, Yes
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES
from throughline.protocols.statuses import Where
from throughline.web.plans.fitting import Size, height
from throughline.web.plans.paper import Ring, spoken

WEEK = timedelta(days=7)
SHEET = Size(ems=42, lines=34, around=0.6, most_people=5)
"""What is left of one side of A4 for steps and people, beside what the page says to everyone. Our own measure."""

NO_BED = frozenset({HomeKind.ROUGH, HomeKind.NO_ADDRESS, HomeKind.SOFA})
PLACES = {
    HomeKind.COUNCIL: "Your council flat or house",
    HomeKind.HOUSING_ASSOCIATION: "Your flat or house",
    HomeKind.PRIVATE: "Your rented place",
    HomeKind.OWNED: "Your own home",
    HomeKind.FAMILY: "With your family",
    HomeKind.FRIENDS: "With your friends",
}


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something they can do, with whom, and by when."""

    what: str
    under: str


@dataclass(frozen=True, kw_only=True)
class Bed:
    """Where they can sleep tonight, or whom to ask."""

    words: str
    rings: Sequence[Ring] = ()


@dataclass(frozen=True, kw_only=True)
class Things:
    """What fits on the page: for today, for the week, and whether there is more."""

    today: Sequence[Thing]
    week: Sequence[Thing]
    more: bool


def bed(home: Home | None, way: CouncilWay | None, *, council: str, today: date) -> Bed:
    """Say where they can sleep tonight. A place that is not safe, or not free yet, is none for tonight."""
    if home is not None and _is_for_tonight(home, today):
        return Bed(words=_place(home))
    rings = _council_rings(way, council)
    who = f"{council} council" if council else "the council where you want to live"
    ask = f"You can ask {who} for a place to sleep tonight. Say that you left prison and have nowhere to stay."
    soon = home is not None and home.free_from_on is not None and home.safe != Yes.NO and home.free_from_on > today
    if soon and home is not None and home.free_from_on is not None:
        ask = f"{_place(home)} You can move in from {spoken(home.free_from_on, today=today)}. Until then: {ask}"
    return Bed(words=ask, rings=rings)


def _is_for_tonight(home: Home, today: date) -> bool:
    free = home.free_from_on is None or home.free_from_on <= today
    return free and home.kind not in NO_BED and home.safe != Yes.NO


def _place(home: Home) -> str:
    words = PLACES.get(HomeKind(home.kind), HomeKind(home.kind).label)
    by = home.provider.name if home.provider else home.provider_words
    there = ", ".join(part for part in (words, by, home.area.name if home.area else "") if part)
    return f"You have a place: {there}."


def _council_rings(way: CouncilWay | None, council: str) -> list[Ring]:
    if way is None:
        return []
    numbers = (
        (f"{council} council, homeless help", way.phone),
        (f"{council} council, at night and weekends", way.out_of_hours_phone),
    )
    return [Ring(who=who, phone=phone) for who, phone in numbers if phone]


def things(tasks: Iterable[Task], *, today: date, outside: bool) -> Things:
    """Return what they can do, as much as fits: what is due by today, then in the week. Nothing private is on it."""
    safe = [task for task in tasks if _may_stand_on_paper(task, outside=outside)]
    due = [(task.due_on, task) for task in safe if task.due_on and task.due_on < today + WEEK]
    room, fitting = SHEET.lines, []
    for on, task in sorted(due, key=lambda pair: (pair[0], pair[1].title, pair[1].pk)):
        thing = _thing(task, on, today)
        room -= height((thing.what, thing.under), SHEET)
        if room < 0:
            break
        fitting.append((on, thing))
    return Things(
        today=[thing for on, thing in fitting if on <= today],
        week=[thing for on, thing in fitting if on > today],
        more=len(fitting) < len(safe),
    )


def _may_stand_on_paper(task: Task, *, outside: bool) -> bool:
    """Say whether a step may be read by whoever finds the paper, can still be done, and means something to the person.

    What agencies owe each other under a protocol does not.
    """
    can_be_done = task.state in OPEN_STATES and not (outside and task.where == Where.INSIDE)
    theirs = task.organisation_id is None or task.where == Where.OUTSIDE or bool(task.must_have) or not task.protocols
    return can_be_done and theirs and not task.compartment


def _thing(task: Task, on: date, today: date) -> Thing:
    by = "Today." if on <= today else f"By {spoken(on, today=today)}."
    return Thing(what=task.title.rstrip("."), under=f"{by} {_with(task)}".strip())


def _with(task: Task) -> str:
    if task.organisation is None:
        return ""
    number = next((one for one in _numbers(task) if one), "")
    who = ", ".join(name for name in (task.user.name if task.user else "", task.organisation.name) if name)
    return f"{who} can help. Ring {number}." if number else f"{who} can help."


def _numbers(task: Task) -> tuple[str, ...]:
    return (
        task.user.phone if task.user else "",
        task.team.phone if task.team else "",
        task.organisation.phone if task.organisation else "",
    )


def rings(first: Ring | None, others: Iterable[Ring], council: Sequence[Ring]) -> list[Ring]:
    """Return who to ring: the first to ring, then those of the steps, then the council, each number once."""
    people: dict[str, Ring] = {first.phone: first} if first and first.phone else {}
    for ring in others:
        people.setdefault(ring.phone, ring)
    last = {ring.phone: ring for ring in council if ring.phone not in people}
    return [*list(people.values())[: SHEET.most_people], *last.values()]
