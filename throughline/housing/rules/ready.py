"""Whether a release may be marked ready: a home, or an account of every effort."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.housing.rules.settings import our_own
from throughline.housing.statuses import EffortKind

AT_A_COUNCIL = frozenset({EffortKind.COUNCIL, EffortKind.EMERGENCY})


@dataclass(frozen=True)
class Ready:
    """Whether it may be marked ready, and why or what is missing, in a sentence."""

    yes: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ReadyFacts:
    """What there is for the first night, whether the account was given, and the kinds of every effort.

    ``in_place`` is empty when no home is. ``anyway_by`` is who said ready all the same, empty for nobody.
    """

    in_place: str
    has_account: bool
    efforts: Sequence[str]
    anyway_by: str = ""


def readiness(facts: ReadyFacts) -> Ready:
    """Say whether a release may be marked ready (prison release protocol: none without a home or all efforts made)."""
    if facts.in_place:
        return Ready(yes=True, sentence=facts.in_place)
    missing = _missing(facts)
    if not missing:
        many = counted(len(facts.efforts), "effort", "efforts")
        return Ready(yes=True, sentence=f"No fixed address, with an account and {many} on record.")
    if facts.has_account and facts.efforts and facts.anyway_by:
        return Ready(yes=True, sentence=f"No fixed address. {facts.anyway_by} said ready all the same. {missing}")
    return Ready(yes=False, sentence=f"No home is agreed that fits the day. {missing}")


def check_ready_anyway(efforts: int) -> None:
    """Refuse to say ready all the same when nothing at all was tried.

    Raises:
        Refused: there is no effort on record.
    """
    if efforts == 0:
        raise Refused("Record at least one thing that was tried first.", field="ready_anyway")


def _missing(facts: ReadyFacts) -> str:
    wanted = our_own().efforts_before_ready
    few = wanted - len(facts.efforts)
    gaps = (
        "" if facts.has_account else "Write the account of why they leave with no fixed address.",
        f"Record {counted(few, 'more effort', 'more efforts')} to find a home." if few > 0 else "",
        "" if AT_A_COUNCIL & set(facts.efforts) else "Ask a council, and record it.",
    )
    return " ".join(filter(None, gaps))
