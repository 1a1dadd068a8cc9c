"""What must hold for who may know about whom."""

from datetime import datetime, timedelta

from throughline.foundations.errors import Refused
from throughline.foundations.wording import listed

# A record opened in an emergency closes by itself after this long (security goal: 60 minutes).
EMERGENCY = timedelta(minutes=60)
# An emergency is reviewed within this many working days.
REVIEW_WORKING_DAYS = 2
# A prison someone has left keeps sight of them this long, to hand over.
HAND_OVER = timedelta(days=28)
SHORTEST_REASON = 10


def check_reason(words: str) -> None:
    """Refuse a reason that says nothing.

    Raises:
        Refused: it is under 10 letters.
    """
    if len(words.strip()) < SHORTEST_REASON:
        raise Refused("Say why, in a sentence that your manager would understand.", field="reason")


def check_within(
    organisation: str, *, tier: int, compartments: list[str], most_tier: int, most_compartments: list[str]
) -> None:
    """Refuse a grant that reaches further than the organisation signed for.

    Raises:
        Refused: it does.
    """
    if tier > most_tier:
        raise Refused(f"The agreement {organisation} signed does not reach that far.", field="tier")
    beyond = sorted(set(compartments) - set(most_compartments))
    if beyond:
        raise Refused(f"The agreement {organisation} signed does not cover {listed(beyond)}.", field="compartments")


def check_ends(starts_at: datetime, ends_at: datetime | None) -> None:
    """Refuse a grant that is over before it begins.

    Raises:
        Refused: it is.
    """
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("Choose an end after today.", field="ends_on")
