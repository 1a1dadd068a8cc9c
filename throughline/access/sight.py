"""How far a viewer must see before a kind of record opens: one line per kind, read by both locks.

The first lock is ``access.rows``, which filters every query by it; the second is row-level security in the database,
which ``access.security`` lays from the same lines.
"""

from dataclasses import dataclass

from django.db.models import Model

from throughline.custody.models import KeyDate, Location, Movement, StatusSpell, Stay
from throughline.people.models import ContactPoint, Identifier, KnownBy, Name, Need, Person, Relation, SensitiveFact
from throughline.sharing.models import Consent
from throughline.sharing.statuses import Compartment, Tier


@dataclass(frozen=True)
class Sight:
    """The least tier, and the compartment if any, that a grant must give."""

    tier: Tier
    compartment: str = ""


SIGHTS: dict[type[Model], Sight] = {
    Person: Sight(Tier.KNOWS_OF),
    Name: Sight(Tier.KNOWS_OF),
    Identifier: Sight(Tier.WORKS_WITH),
    KnownBy: Sight(Tier.WORKS_WITH),
    ContactPoint: Sight(Tier.WORKS_WITH, Compartment.CONTACT),
    Need: Sight(Tier.WORKS_WITH, Compartment.NEEDS),
    Relation: Sight(Tier.WORKS_WITH, Compartment.FAMILY),
    SensitiveFact: Sight(Tier.WORKS_WITH, Compartment.SENSITIVE),
    Stay: Sight(Tier.WORKS_WITH),
    Location: Sight(Tier.WORKS_WITH),
    StatusSpell: Sight(Tier.WORKS_WITH),
    KeyDate: Sight(Tier.WORKS_WITH),
    Movement: Sight(Tier.WORKS_WITH),
    Consent: Sight(Tier.WORKS_WITH),
}
