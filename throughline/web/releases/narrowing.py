"""What the board is narrowed by, and whom that leaves. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from throughline.people.statuses import Sex
from throughline.web.releases.leavers import SEPARATOR, Leaver

BLOCKED, NO_ADDRESS, NOBODY, MOVED, NO_DATE = "blocked", "no_address", "nobody", "moved", "no_date"
WOMEN, MULTIPLE, REVOLVING = "women", "multiple_needs", "revolving_door"
BACK = {f"back_{number}": number for number in (4, 12, 26, 52)}
"""Weeks within which someone came back into prison, by what a link calls them."""

SHOWS = {
    "": "Everyone",
    BLOCKED: "Blocked or late",
    NO_ADDRESS: "No address",
    NOBODY: "Nobody has begun",
    MOVED: "Date moved this week",
    NO_DATE: "No date known",
    **{key: f"Came back within {number} weeks" for key, number in BACK.items()},
    MULTIPLE: "Multiple needs",
    REVOLVING: "Revolving door",
    WOMEN: "Women",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a viewer asked for. An empty answer asks for everyone."""

    hall: str = ""
    area: str = ""
    worker: str = ""
    show: str = ""

    @property
    def query(self) -> dict[str, str]:
        """Say it as a link does."""
        said = {"hall": self.hall, "area": self.area, "worker": self.worker, "show": self.show}
        return {name: value for name, value in said.items() if value}

    @property
    def stuck(self) -> bool:
        return self.show == BLOCKED

    @property
    def nobody(self) -> bool:
        return self.show == NOBODY

    @property
    def by_rule(self) -> bool:
        """Whether the rules over needs and stays must be weighed."""
        return self.show in {MULTIPLE, REVOLVING}

    @property
    def back_within(self) -> timedelta | None:
        """How soon they came back into prison, where that is asked."""
        number = BACK.get(self.show)
        return timedelta(weeks=number) if number else None


def narrowed(found: Iterable[Leaver], asked: Asked) -> list[Leaver]:
    """Return those who fit what was asked, as far as it can be told without looking at homes and needs."""
    return [one for one in found if _fits(one, asked) and _shown(one, asked)]


def after(found: Iterable[Leaver], mark: str) -> list[Leaver]:
    """Return those who come after a place in the list; all of them when the link names no place."""
    on, _, pk = mark.partition(SEPARATOR)
    try:
        place = (date.fromisoformat(on), UUID(pk))
    except ValueError:
        return list(found)
    return [one for one in found if one.order > place]


def _fits(one: Leaver, asked: Asked) -> bool:
    return (
        (not asked.hall or one.hall == asked.hall)
        and (not asked.area or str(one.area_id) == asked.area)
        and (not asked.worker or one.worker_id == asked.worker)
    )


def _shown(one: Leaver, asked: Asked) -> bool:
    tests: dict[str, Callable[[], bool]] = {
        BLOCKED: lambda: one.stuck,
        NOBODY: lambda: not one.begun,
        MOVED: lambda: one.has_moved,
        NO_DATE: lambda: one.on is None and one.next_on is None,
        WOMEN: lambda: one.sex == Sex.FEMALE,
    }
    if asked.back_within:
        return one.last_out_on is not None and one.admitted_on - one.last_out_on <= asked.back_within
    return tests[asked.show]() if asked.show in tests else True
