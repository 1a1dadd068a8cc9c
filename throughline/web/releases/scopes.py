"""Whose releases a board shows: a prison's, a team's, or everyone's the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Value

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies import queries as agencies
from throughline.agencies.models import Prison, Team
from throughline.foundations.actors import Staff

ALL, PRISON, TEAM = "all", "prison", "team"


@dataclass(frozen=True)
class Scope:
    """A choice of whose releases to show. ``organisation_id`` is whose prison or team it is."""

    kind: str
    pk: UUID | None = None
    name: str = ""
    organisation_id: UUID | None = None

    @property
    def key(self) -> str:
        """How a link names it."""
        return f"{self.kind}:{self.pk}" if self.pk else self.kind

    @property
    def title(self) -> str:
        """Head a board."""
        titles = {PRISON: f"Releases from {self.name}", TEAM: f"Releases: people of {self.name}"}
        return titles.get(self.kind, "Releases")


EVERYONE = Scope(ALL)


def scopes(actor: Staff) -> list[Scope]:
    """Return what a viewer may choose from, prisons first, in one question."""
    prisons = access.visible(Prison, by=actor, to=Do.SEE_RELEASES)
    teams = agencies.caseload_teams(access.visible(Team, by=actor, to=Do.SEE_RELEASES), actor.team_ids)
    named = prisons.values_list(Value(PRISON), "pk", "organisation__name", "organisation_id")
    rows = named.union(teams.order_by().values_list(Value(TEAM), "pk", "name", "organisation_id"), all=True)
    return [Scope(*row) for row in sorted(rows, key=lambda row: (row[0], row[2], row[1]))]


def chosen(found: Sequence[Scope], key: str, *, actor: Staff) -> Scope:
    """Return the scope a link names, else the prison the viewer works for, else everyone they may see."""
    own = next((one for one in found if one.kind == PRISON and one.organisation_id == actor.organisation_id), EVERYONE)
    return EVERYONE if key == ALL else next((one for one in found if one.key == key), own)


def prisons_of(found: Sequence[Scope]) -> list[Scope]:
    """Return the prisons among some scopes."""
    return [one for one in found if one.kind == PRISON]
