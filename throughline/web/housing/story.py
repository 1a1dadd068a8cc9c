"""Every home of one person, told in order: before prison, kept, planned, now and after. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.foundations.wording import day
from throughline.housing.models import Home, StillThere
from throughline.housing.rules import STEADY, Milestone, MilestoneState, milestones
from throughline.housing.statuses import Sure, When

NOW = "Now"
PARTS = {
    When.BEFORE: "Before prison",
    When.DURING: "Kept while in prison",
    When.PLANNED: "Planned for release",
    When.AFTER: "After release",
}
LIVED_IN = frozenset({When.DURING, When.AFTER})


@dataclass(frozen=True, kw_only=True)
class Told:
    """One home as the page tells it. ``address`` is empty where there is none, or none that is shared."""

    home: Home
    address: str
    address_locked: bool
    milestones: tuple[Milestone, ...]
    today: date

    @property
    def part(self) -> str:
        """Which part of the story it is."""
        if self.home.when == When.AFTER and self.goes_on:
            return NOW
        return "Was planned for release" if self.fell_through else PARTS[When(self.home.when)]

    @property
    def goes_on(self) -> bool:
        return self.home.until_on is None

    @property
    def fell_through(self) -> bool:
        return self.home.sure == Sure.FELL_THROUGH

    @property
    def is_planned(self) -> bool:
        return self.home.when == When.PLANNED and not self.fell_through

    @property
    def may_end(self) -> bool:
        """Whether it is one that can be left."""
        return self.home.when in LIVED_IN and self.goes_on

    @property
    def to_ask(self) -> bool:
        """Whether it is time to ask if they still live there."""
        return any(each.state == MilestoneState.ASK for each in self.milestones)

    @property
    def steady(self) -> bool:
        return self.home.kind in STEADY

    @property
    def landlord(self) -> str:
        return self.home.provider.name if self.home.provider else self.home.provider_words

    @property
    def days(self) -> str:
        """From when until when, in words."""
        home = self.home
        if home.when == When.PLANNED:
            return self._planned_days()
        begun = f"From {self._day(home.from_on)}" if home.from_on else "From when is not known"
        return f"{begun} until {self._day(home.until_on)}" if home.until_on else begun

    def _planned_days(self) -> str:
        free, held = self.home.free_from_on, self.home.held_until_on
        said = f"Free from {self._day(free)}" if free else "When it is free is not known"
        return f"{said}, kept for them until {self._day(held)}" if held else said

    def _day(self, on: date | None) -> str:
        return day(on, today=self.today) if on else "not known"


def told(
    homes: Iterable[Home], answers: Sequence[StillThere], addresses: Mapping[object, str], *, today: date
) -> list[Told]:
    """Tell homes in the order given. ``addresses`` are those shared with the viewer, by id."""
    return [
        Told(
            home=home,
            address=addresses.get(home.address_id, ""),
            address_locked=home.address_id is not None and home.address_id not in addresses,
            milestones=_milestones(home, answers, today=today),
            today=today,
        )
        for home in homes
    ]


def _milestones(home: Home, answers: Sequence[StillThere], *, today: date) -> tuple[Milestone, ...]:
    if home.when != When.AFTER or home.from_on is None:
        return ()
    theirs = {row.weeks: row.still_there for row in answers if row.home_id == home.pk}
    return milestones(home.from_on, left_on=home.until_on, answers=theirs, today=today)


def now(homes: Iterable[Home], when: When) -> list[Home]:
    """Return the homes of a part that go on: kept, planned and not fallen through, or lived in."""
    return [home for home in homes if home.when == when and home.until_on is None and home.sure != Sure.FELL_THROUGH]
