"""How far one viewer sees one person: what pages need to say "not shared with you" instead of showing nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, QuerySet

from throughline.access.rows import holding
from throughline.access.sight import SIGHTS, Sight
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotAllowed
from throughline.sharing.models import Grant
from throughline.sharing.statuses import GrantReason, Tier

KNOWING = Sight(Tier.KNOWS_OF)
WORKING = Sight(Tier.WORKS_WITH)
NOT_WORKING = "Your team knows of this person but does not work with them, so this is not yours to change."
NOT_SHARED = "This part of the record is not shared with your team, so it is not yours to change."


@dataclass(frozen=True)
class Held:
    """What one grant gives."""

    tier: int
    compartments: frozenset[str]
    reason: str


@dataclass(frozen=True)
class Reach:
    """Every grant a viewer stands on for one person, the widest first."""

    held: tuple[Held, ...]

    def sees(self, model: type[Model]) -> bool:
        """Return whether records of a kind are shared with the viewer."""
        return self._opens(SIGHTS[model])

    def need_to_change(self, model: type[Model]) -> None:
        """Refuse a change by a viewer who does not work with the person, or is not shown records of this kind.

        Raises:
            NotAllowed: they may not.
        """
        if not self._opens(WORKING):
            raise NotAllowed(NOT_WORKING)
        if not self.sees(model):
            raise NotAllowed(NOT_SHARED)

    def opens(self, compartment: str) -> bool:
        """Return whether records that need a compartment, empty for none, are shared with the viewer."""
        return self._opens(Sight(Tier.WORKS_WITH, compartment))

    @property
    def because(self) -> str:
        """Why the viewer may see the person, in the words of the widest grant."""
        return GrantReason(self.held[0].reason).label if self.held else ""

    def _opens(self, sight: Sight) -> bool:
        return any(
            held.tier >= sight.tier and (not sight.compartment or sight.compartment in held.compartments)
            for held in self.held
        )


def working(actor: Staff, people: Iterable[UUID]) -> QuerySet[Grant]:
    """Return the grants by which an actor works with, rather than knows of, some people."""
    return holding(actor, WORKING).filter(person_id__in=list(people))


def reach(actor: Staff, person_id: UUID) -> Reach:
    """Return how far an actor sees a person whom they may know of."""
    grants = holding(actor, KNOWING).filter(person_id=person_id).order_by("-tier", "id")
    return Reach(tuple(Held(row.tier, frozenset(row.compartments), row.reason) for row in grants))
