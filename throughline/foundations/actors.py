"""Who is asking: the person or process behind every read and write."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """What kind of asker stands behind an act."""

    STAFF = "staff"
    KEY = "key"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Whoever did something.

    ``id`` is the member of staff or the API key; None when the system acted by itself.
    ``words`` is how the journal names them, as they were named that day.
    """

    kind: ActorKind
    id: UUID | None
    organisation_id: UUID | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Staff(Actor):
    """Someone signed in for one organisation, or a key that acts for one. Only these can look things up.

    ``team_ids`` are the teams whose grants they stand on, their organisation's own team among them.
    ``barred`` are people whose records are closed to them whatever a grant says. ``asked_at`` is the instant of
    the request: grants are weighed as of then.
    """

    id: UUID
    organisation_id: UUID
    team_ids: frozenset[UUID]
    permissions: frozenset[str]
    asked_at: datetime
    barred: frozenset[UUID] = field(default_factory=frozenset)
    name: str = ""
    role_word: str = ""
    organisation_name: str = ""


SYSTEM = Actor(kind=ActorKind.SYSTEM, id=None, organisation_id=None, words="Throughline")
