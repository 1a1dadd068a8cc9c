"""How to make one of every kind of record about a person's journey and way out, by its model."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model

from tests.factories import housing, journey, meetings, rounds, runway
from throughline.access.sight import BY_ROW, SIGHTS, Sight
from throughline.sharing.statuses import Compartment, Tier

MAKERS: dict[type[Model], Callable[..., Model]] = {
    maker._meta.model: maker
    for room in (journey, housing, meetings, rounds, runway)
    for name, maker in vars(room).items()
    if name.endswith("Factory") and not name.startswith("_") and maker.__module__ == room.__name__
}
PART = Compartment.NEEDS


def depth(kind: type[Model]) -> Sight:
    """Return how far a grant must reach for a kind of record as ``made_deep`` makes it."""
    return Sight(Tier.WORKS_WITH, PART) if SIGHTS[kind] == BY_ROW else SIGHTS[kind]


def made_deep(kind: type[Model]) -> Callable[..., Model]:
    """Return a maker of a kind: one whose rows name their own compartment makes a row that needs one."""
    return partial(MAKERS[kind], compartment=PART) if SIGHTS.get(kind) == BY_ROW else MAKERS[kind]
