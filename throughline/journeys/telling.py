"""Whom a change about a person concerns: each agency once, and what its sight allows it to be told."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.agencies.models import Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations.actors import Actor, Staff
from throughline.sharing import queries as sharing
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Tier


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """A team to be told, and the parts of the record that are open to all who belong to it."""

    team: Team
    compartments: frozenset[str] = frozenset()
    leads: bool = False

    @property
    def name(self) -> str:
        """How the agency is called: the organisation, and the team where only that is told."""
        organisation = self.team.organisation.name
        return organisation if self.is_everyone else f"{self.team.name}, {organisation}"

    @property
    def is_everyone(self) -> bool:
        return self.team.kind == TeamKind.EVERYONE

    def opens(self, compartment: str) -> bool:
        """Return whether what needs a compartment, or none, is open to them."""
        return not compartment or compartment in self.compartments

    def owns(self, team_id: UUID | None, organisation_id: UUID | None) -> bool:
        """Return whether what falls to a team, or to an organisation as a whole, falls to them."""
        return organisation_id == self.team.organisation_id and (self.is_everyone or team_id in {None, self.team.pk})


def concerned_with(people: Iterable[UUID], *, at: datetime) -> dict[UUID, tuple[Concerned, ...]]:
    """Return who works with each of many people at an instant, asked once for all. Knowing of them is not enough.

    Where everyone in an organisation works with someone, its other teams are not told apart.
    """
    working = Grant.objects.filter(person_id__in=set(people), tier__gte=Tier.WORKS_WITH, only_for=None)
    held: defaultdict[UUID, dict[UUID, Concerned]] = defaultdict(dict)
    standing = sharing.open_at(working, at).filter(team__closed_on=None).select_related(None)
    for grant in standing.select_related("team__organisation"):
        held[grant.person_id][grant.team_id] = _widened(held[grant.person_id].get(grant.team_id), grant)
    return {person: _one_an_agency(teams.values()) for person, teams in held.items()}


def teams_concerned(person_id: UUID, *, at: datetime) -> list[UUID]:
    """Return the teams to tell of a person at an instant, each once."""
    return [each.team.pk for each in concerned_with([person_id], at=at).get(person_id, ())]


def teams_concerned_with(people: Iterable[UUID], *, at: datetime) -> dict[UUID, tuple[UUID, ...]]:
    """Return the teams to tell of each of many people at an instant, asked once for all of them."""
    found = concerned_with(people, at=at)
    return {person: tuple(each.team.pk for each in teams) for person, teams in found.items()}


def others_concerned(person_id: UUID, *, by: Actor, at: datetime) -> tuple[Concerned, ...]:
    """Return who is to be told of a person, leaving out the teams of whoever made the change."""
    own = by.team_ids if isinstance(by, Staff) else frozenset()
    return tuple(each for each in concerned_with([person_id], at=at).get(person_id, ()) if each.team.pk not in own)


def other_teams_concerned(person_id: UUID, *, by: Actor, at: datetime) -> list[UUID]:
    """Return the teams that work with a person and are not those of whoever made the change."""
    return [each.team.pk for each in others_concerned(person_id, by=by, at=at)]


def _widened(known: Concerned | None, grant: Grant) -> Concerned:
    before = known.compartments if known else frozenset()
    leads = grant.tier >= Tier.LEADS or (known is not None and known.leads)
    return Concerned(team=grant.team, compartments=before | frozenset(grant.compartments), leads=leads)


def _one_an_agency(teams: Collection[Concerned]) -> tuple[Concerned, ...]:
    whole = {each.team.organisation_id for each in teams if each.is_everyone}
    leading = {each.team.organisation_id for each in teams if each.leads}
    told = (each for each in teams if each.is_everyone or each.team.organisation_id not in whole)
    return tuple(
        replace(each, leads=True) if each.is_everyone and each.team.organisation_id in leading else each
        for each in told
    )
