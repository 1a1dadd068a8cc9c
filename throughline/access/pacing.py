"""How often one viewer may ask about people who may not be theirs: often enough to work, too seldom to trawl."""

from enum import StrEnum

from django.core.cache import caches

from throughline.foundations.actors import Staff
from throughline.foundations.errors import Refused

HOUR_SECONDS = 3600


class Guess(StrEnum):
    """Questions whose answer could tell that someone is known here."""

    EMERGENCY = "emergency"
    ASK = "ask"
    REGISTER = "register"


# A working day's need at its busiest, several times over.
MOST_AN_HOUR = {Guess.EMERGENCY: 10, Guess.ASK: 20, Guess.REGISTER: 60}
TOO_OFTEN = "You have asked about many people in the last hour. Wait a while, or ask information governance to help."


def pace(actor: Staff, guess: Guess) -> None:
    """Count one more question of a kind against a viewer's hour, in the cache that every server shares.

    Raises:
        Refused: the hour is full.
    """
    name = f"pace:{guess}:{actor.id}:{int(actor.asked_at.timestamp()) // HOUR_SECONDS}"
    asked = caches["default"].get(name, 0) + 1
    if asked > MOST_AN_HOUR[guess]:
        raise Refused(TOO_OFTEN)
    caches["default"].set(name, asked, timeout=HOUR_SECONDS)
