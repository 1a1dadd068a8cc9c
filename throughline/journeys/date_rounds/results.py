"""What came of the rows of rounds."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from throughline.custody.models import RoundRow
from throughline.custody.rounds_queries import counted_by_state
from throughline.foundations.writing import writes


@dataclass(frozen=True)
class Result:
    """What came of one row: its number, its state and what is said of it."""

    number: int
    state: str
    message: str


@writes
def results(rounds: Collection[UUID]) -> list[Result]:
    """Return what came of every row of some rounds, by number."""
    rows = RoundRow.objects.filter(round__in=list(rounds)).order_by("number", "id")
    return [Result(*row) for row in rows.values_list("number", "state", "message")]


@writes
def counts(round_id: UUID) -> dict[str, int]:
    """Return how many dates of a round stand where, also of people the asker does not work with. Nobody is named."""
    return counted_by_state(RoundRow.objects.filter(round=round_id))
