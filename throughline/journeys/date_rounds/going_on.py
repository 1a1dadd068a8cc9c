"""The worker goes on with rounds, batch after batch, until each is done or was stopped."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from throughline.custody import rounds_queries as queries
from throughline.custody.models import Round
from throughline.custody.statuses import RoundState
from throughline.foundations.actors import SYSTEM, Actor, ActorKind
from throughline.foundations.writing import writing
from throughline.journeys.date_rounds.applying import Batch, apply_batch
from throughline.journeys.date_rounds.undoing import undo_batch

Now = Callable[[], datetime]


def go_on(round_id: UUID, *, by: Actor, now: Now) -> list[Batch]:
    """Do what is left of a round, each batch in a transaction of its own; return what each batch did."""
    with writing():
        undoing = Round.objects.filter(pk=round_id, state=RoundState.UNDOING).exists()
    batch = undo_batch if undoing else apply_batch
    done = [batch(round_id, by=by, at=now())]
    while done[-1].more:
        done.append(batch(round_id, by=by, at=now()))
    return done


def pick_up(*, now: Now) -> int:
    """Go on with every round that a worker left in the middle; return how many there were."""
    with writing():
        left = list(queries.at_work(Round.objects.all()).values_list("pk", flat=True))
    for round_id in left:
        go_on(round_id, by=SYSTEM, now=now)
    return len(left)


def asked_by(by_id: str, by_words: str) -> Actor:
    """Return who pressed the button, as the worker was told."""
    return Actor(kind=ActorKind.STAFF, id=UUID(by_id), organisation_id=None, words=by_words) if by_id else SYSTEM
