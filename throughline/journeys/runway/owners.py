"""Who owes a step of one person, found by name from what the protocol says: a role, a department, a kind of agency.

Where nobody of that kind is known the step falls to whoever supports the person, else to the prison that holds them,
and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughline.agencies.models import AreaPart, Organisation, OrganisationArea, Team
from throughline.agencies.statuses import Department, OrganisationKind, TeamKind
from throughline.journeys.runway.following import Offer
from throughline.plans.actions.runway import Held
from throughline.plans.hinges import Hinges
from throughline.protocols.shape import Owner
from throughline.protocols.statuses import Role
from throughline.sharing import queries as sharing
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Tier


@dataclass(frozen=True, kw_only=True)
class Around:
    """Who there is around one person: the partners, those of them that work where they go home to, teams, and grants.

    ``teams`` are those of the prison that holds them, ``working`` those of any agency that work with them.
    """

    hinges: Hinges
    partners: tuple[Organisation, ...] = ()
    local: frozenset[UUID] = frozenset()
    elsewhere: frozenset[UUID] = frozenset()
    teams: tuple[Team, ...] = ()
    working: tuple[Team, ...] = ()


def around_all(hinges: Mapping[UUID, Hinges], offers: Mapping[UUID, Offer], *, at: datetime) -> dict[UUID, Around]:
    """Return who there is around each person, asked once for all of them."""
    areas = _areas(offers.values())
    wider = _wider(hinges.values())
    teams = _teams(hinges.values())
    working = _working(hinges, at=at)
    found = {}
    for pk, each in hinges.items():
        home = each.person.home_area_id
        near = {home, *wider[home]} if home else set()
        found[pk] = Around(
            hinges=each,
            partners=offers[pk].partners,
            local=frozenset(row for row, where in areas.items() if where & near),
            elsewhere=frozenset(row for row, where in areas.items() if home and not where & near),
            teams=tuple(teams[each.inside.prison.organisation_id]) if each.inside else (),
            working=(*(case.team for case in each.cases), *working[pk]),
        )
    return found


def held_by(owner: Owner, around: Around) -> Held:
    """Return who owes a step."""
    if owner.role == Role.PERSON:
        return Held()
    if owner.department:
        return _department(owner.department, around)
    if owner.role == Role.PRISON or owner.kind == OrganisationKind.PRISON:
        return _prison(around) or _falls(around, "They are not in prison")
    if owner.role:
        return _supporter(around, named=owner.role == Role.KEY_WORKER) or _falls(around, _nobody_yet(owner.role))
    return _of_kind(owner.kind, around)


def _department(department: str, around: Around) -> Held:
    stay = around.hinges.inside
    if stay is None:
        label = Department(department).label
        return _falls(around, f"They are not in prison, where {_in_a_sentence(label)} would do it")
    team = next((team for team in around.teams if team.department == department), None)
    return Held(organisation=stay.prison.organisation, team=team, department=department)


def _prison(around: Around) -> Held | None:
    stay = around.hinges.inside
    if stay is None:
        return None
    everyone = next((team for team in around.teams if team.kind == TeamKind.EVERYONE), None)
    return Held(organisation=stay.prison.organisation, team=everyone)


def _supporter(around: Around, *, named: bool) -> Held | None:
    """Return the service that supports them, with their key worker where a step names them; None where none does."""
    case = around.hinges.worked
    if case is None:
        return None
    worker = case.key_worker if named and case.key_worker and case.key_worker.is_active else None
    return Held(organisation=case.team.organisation, team=case.team, user=worker)


def _of_kind(kind: str, around: Around) -> Held:
    label = _in_a_sentence(OrganisationKind(kind).label)
    home = around.hinges.person.home_area
    there = f"for {home.name}" if home else "where they go home to"
    found = [each for each in around.partners if each.kind == kind and each.pk not in around.elsewhere]
    near = [each for each in found if each.pk in around.local] or found
    if not near:
        return _falls(around, f"No {label} is known {there}")
    working = {team.organisation_id for team in around.working}
    chosen = near if len(near) == 1 else [each for each in near if each.pk in working]
    if not chosen:
        return _falls(around, f"More than one {label} is known {there}")
    organisation = chosen[0]
    theirs = [team for team in around.working if team.organisation_id == organisation.pk]
    team = next((team for team in theirs if team.kind != TeamKind.EVERYONE), None)
    return Held(organisation=organisation, team=team)


def _falls(around: Around, why: str) -> Held:
    """Give a step that nobody can be found for to whoever supports the person, else the prison, else themself."""
    if supporter := _supporter(around, named=True):
        who = "their key worker" if supporter.user else supporter.team.name if supporter.team else "their service"
        return _because(supporter, f"{why}: {who} holds this.")
    if prison := _prison(around):
        name = prison.organisation.name if prison.organisation else "the prison"
        return _because(prison, f"{why}: {name} holds this.")
    return Held(because=f"{why}, and nobody supports them yet.")


def _because(held: Held, words: str) -> Held:
    return Held(organisation=held.organisation, team=held.team, user=held.user, because=words)


def _nobody_yet(role: str) -> str:
    return "They have no key worker yet" if role == Role.KEY_WORKER else "No service supports them yet"


def _in_a_sentence(label: str) -> str:
    """Return a label as it stands in a sentence: names in capitals stay as they are."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _areas(offers: Iterable[Offer]) -> dict[UUID, set[UUID]]:
    """Return where the partners work; one that names no area works everywhere."""
    partners = {each.pk for offer in offers for each in offer.partners}
    found: dict[UUID, set[UUID]] = {}
    for row in OrganisationArea.objects.filter(organisation__in=partners):
        found.setdefault(row.organisation_id, set()).add(row.area_id)
    return found


def _wider(hinges: Iterable[Hinges]) -> defaultdict[UUID, set[UUID]]:
    """Return the wider areas that each home area is a part of."""
    homes = {each.person.home_area_id for each in hinges} - {None}
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in AreaPart.objects.filter(part__in=homes):
        found[row.part_id].add(row.whole_id)
    return found


def _teams(hinges: Iterable[Hinges]) -> defaultdict[UUID, list[Team]]:
    prisons = {each.inside.prison.organisation_id for each in hinges if each.inside}
    found: defaultdict[UUID, list[Team]] = defaultdict(list)
    for row in Team.objects.filter(organisation__in=prisons, closed_on=None).order_by("name", "id"):
        found[row.organisation_id].append(row)
    return found


def _working(people: Iterable[UUID], *, at: datetime) -> defaultdict[UUID, list[Team]]:
    """Return the teams that were let in to work with each person."""
    found: defaultdict[UUID, list[Team]] = defaultdict(list)
    grants = Grant.objects.filter(person__in=list(people), tier__gte=Tier.WORKS_WITH, only_for=None)
    for row in sharing.open_at(grants, at):
        found[row.person_id].append(row.team)
    return found
