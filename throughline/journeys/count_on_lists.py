"""How many people are on meetings' lists, and how many a barrier touched: numbers, and no row about a person."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from throughline.foundations.writing import writes
from throughline.meetings.models import BarrierHit, TalkedAbout


@writes
def count_on_lists(meetings: Collection[UUID]) -> Counter[UUID]:
    """Count who is on the lists of some meetings.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.
    """
    rows = TalkedAbout.objects.filter(meeting__in=list(meetings), off_why="")
    return Counter(rows.order_by().values_list("meeting_id", flat=True))


@writes
def count_touched(barriers: Collection[UUID]) -> Counter[UUID]:
    """Count whom some barriers touched, in the same way."""
    rows = BarrierHit.objects.filter(barrier__in=list(barriers))
    return Counter(rows.order_by().values_list("barrier_id", flat=True))
