"""Who may be homeless on release, and why: reasons that hold on the record, never a score."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from throughline.foundations.wording import listed
from throughline.housing.rules.nights import HOMELESS, FirstNightState
from throughline.housing.statuses import HomeKind

SEVERAL = 2
"""So many reasons at once make the risk high: our own choice."""


class RiskLevel(StrEnum):
    """How much there is on record that points to homelessness."""

    NONE = "none"
    SOME = "some"
    HIGH = "high"
    ASK = "ask"


WORDS = {
    RiskLevel.NONE: "A home is in place",
    RiskLevel.SOME: "Risk of homelessness",
    RiskLevel.HIGH: "High risk of homelessness",
    RiskLevel.ASK: "Not known: ask",
}


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """What the record says that bears on it. Known from the day they come in, and looked at again each day.

    ``before`` is the kind of home they had before prison, empty when nobody asked. ``says_nowhere`` is that they say
    they have nowhere to go. ``rent_stops`` is that help with the rent of a kept home stops before release.
    """

    night: FirstNightState
    before: str = ""
    lost_inside: bool = False
    kept: bool = False
    rent_stops: bool = False
    arrears: bool = False
    says_nowhere: bool = False
    fell_through: bool = False


@dataclass(frozen=True)
class Risk:
    """The level in words, and each reason in a sentence."""

    level: RiskLevel
    word: str
    reasons: tuple[str, ...]

    @property
    def is_high(self) -> bool:
        return self.level == RiskLevel.HIGH

    @property
    def sentence(self) -> str:
        """The level and why, in one line.

        >>> Risk(RiskLevel.SOME, "Risk of homelessness", ("They owe rent.",)).sentence
        'Risk of homelessness: they owe rent.'
        """
        if not self.reasons:
            return f"{self.word}."
        why = listed(f"{reason[:1].lower()}{reason[1:].rstrip('.')}" for reason in self.reasons)
        return f"{self.word}: {why}."


def homelessness_risk(facts: RiskFacts) -> Risk:
    """Say whether someone may be homeless on release, with every reason on record.

    A home that is agreed and fits ends the risk, unless its rent is about to stop. Nowhere to go, or a place lost and
    none agreed, is high at once.
    """
    reasons = tuple(_reasons(facts))
    level = _level(facts, reasons)
    return Risk(level, WORDS[level], reasons)


def _level(facts: RiskFacts, reasons: tuple[str, ...]) -> RiskLevel:
    in_place = facts.night == FirstNightState.IN_PLACE
    if not reasons:
        return RiskLevel.NONE if in_place else RiskLevel.ASK
    if in_place:
        return RiskLevel.SOME
    at_once = facts.says_nowhere or facts.lost_inside or facts.before in HOMELESS
    return RiskLevel.HIGH if at_once or len(reasons) >= SEVERAL else RiskLevel.SOME


def _reasons(facts: RiskFacts) -> Iterator[str]:
    in_place = facts.night == FirstNightState.IN_PLACE
    for holds, sentence in _about_rent(facts) + (() if in_place else _about_the_night(facts)):
        if holds:
            yield sentence


def _about_rent(facts: RiskFacts) -> tuple[tuple[bool, str], ...]:
    return (
        (facts.rent_stops, "Help with the rent stops before release."),
        (facts.kept and facts.arrears, "They owe rent on the home that is kept."),
    )


def _about_the_night(facts: RiskFacts) -> tuple[tuple[bool, str], ...]:
    before = HomeKind(facts.before).label.lower() if facts.before else ""
    open_still = facts.night in {FirstNightState.MISSING, FirstNightState.AT_RISK}
    return (
        (facts.says_nowhere, "They have nowhere to go."),
        (facts.before in HOMELESS, f"Before prison: {before}."),
        (facts.lost_inside, "They lost their home while in prison."),
        (facts.fell_through, "A home that was planned fell through."),
        (open_still, "The first night is not safe yet."),
    )
