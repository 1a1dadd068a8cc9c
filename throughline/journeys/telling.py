"""Whom a change about a person concerns."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughline.foundations.actors import Actor, Staff
from throughline.sharing import queries as sharing
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Tier


def teams_concerned(person_id: UUID, *, at: datetime) -> list[UUID]:
    """Return the teams that work with a person at an instant, each once. Knowing of them is not enough."""
    working = Grant.objects.filter(person_id=person_id, tier__gte=Tier.WORKS_WITH, only_for=None)
    return list(dict.fromkeys(sharing.open_at(working, at).values_list("team_id", flat=True)))


def teams_concerned_with(people: Iterable[UUID], *, at: datetime) -> dict[UUID, tuple[UUID, ...]]:
    """Return the teams that work with each of many people at an instant, asked once for all of them."""
    working = Grant.objects.filter(person_id__in=list(people), tier__gte=Tier.WORKS_WITH, only_for=None)
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for person, team in sharing.open_at(working, at).values_list("person_id", "team_id"):
        found[person].append(team)
    return {person: tuple(dict.fromkeys(teams)) for person, teams in found.items()}


def other_teams_concerned(person_id: UUID, *, by: Actor, at: datetime) -> list[UUID]:
    """Return the teams that work with a person and are not those of whoever made the change."""
    own = by.team_ids if isinstance(by, Staff) else frozenset()
    return [team for team in teams_concerned(person_id, at=at) if team not in own]
