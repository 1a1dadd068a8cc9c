"""What the plan of one person is to be, by the protocols it follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.agencies.models import Organisation, Team, User
from throughline.plans.models import Plan
from throughline.protocols.shape import Runway


@dataclass(frozen=True, kw_only=True)
class Held:
    """Who owes a step, found by name: the person where no organisation is.

    ``because`` says why it is not whom the protocol asks for, empty when it is.
    """

    organisation: Organisation | None = None
    team: Team | None = None
    user: User | None = None
    department: str = ""
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the engine says of one plan, and who owes each step that is laid, by its key."""

    plan: Plan
    runway: Runway
    owners: Mapping[str, Held]
