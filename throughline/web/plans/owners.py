"""Who a step can be given to: the person, or any organisation of the viewer's partnerships, a team or someone there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies import queries as agencies
from throughline.agencies.models import Membership, Organisation, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.foundations.errors import Refused
from throughline.foundations.wording import listed
from throughline.plans.models import Task

Choices = list[tuple[str, str]]
Grouped = list[tuple[str, str | Choices]]
PERSON = "person"
MOST_NAMED = 5


@dataclass(frozen=True)
class Owner:
    """An organisation, or one of its teams; neither is the person."""

    organisation: Organisation | None = None
    team: Team | None = None


@dataclass(frozen=True)
class Owners:
    """Everyone a step can be given to, by the answer that stands for them."""

    by_answer: dict[str, Owner]
    choices: Grouped


def owners(actor: Staff) -> Owners:
    """Return who a viewer can give a step to: their own organisation first."""
    rows = agencies.open_on(access.visible(Organisation, by=actor, to=Do.CHANGE_PLANS), clock.today())
    organisations = sorted(rows, key=lambda row: row.pk != actor.organisation_id)
    teams = _teams(actor)
    found = {PERSON: Owner()}
    choices: Grouped = [("", "Choose one"), (PERSON, "The person")]
    for row in organisations:
        mine = teams.get(row.pk, [])
        found |= {f"org:{row.pk}": Owner(row), **{f"team:{team.pk}": Owner(row, team) for team in mine}}
        choices.append((row.name, [(f"org:{row.pk}", f"{row.name}, anyone"), *_named(row, mine)]))
    return Owners(found, choices)


def answer_for(task: Task) -> str:
    """Return the answer that stands for who owns a step now."""
    if task.organisation_id is None:
        return PERSON
    return f"team:{task.team_id}" if task.team_id else f"org:{task.organisation_id}"


def someone(named: str, owner: Owner, *, by: Staff) -> User | None:
    """Return the member of staff of an owner who is called so; None when nobody is named.

    Raises:
        Refused: nobody or more than one there is called that, or no organisation was chosen.
    """
    words = " ".join(named.split())
    if not words:
        return None
    if owner.organisation is None:
        raise Refused("Choose where they work as well.", field="named")
    found = list(_staff(words, owner, by=by)[: MOST_NAMED + 1])
    exact = [user for user in found if user.name.casefold() == words.casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise Refused(f"Nobody called {words} works there in our record. Check it, or leave it empty.", field="named")
    names = listed(user.name for user in found[:MOST_NAMED])
    raise Refused(f"More than one person there is called that: {names}. Write the whole name.", field="named")


def _staff(words: str, owner: Owner, *, by: Staff) -> QuerySet[User]:
    there = Q(organisation=owner.organisation)
    if owner.team is not None:
        members = access.visible(Membership, by=by, to=Do.CHANGE_PLANS).filter(team=owner.team, ends_on=None)
        there |= Q(pk__in=members.values("user_id"))
    everyone = agencies.working(access.visible(User, by=by, to=Do.CHANGE_PLANS))
    return everyone.filter(there, name__icontains=words)


def _teams(actor: Staff) -> dict[UUID, list[Team]]:
    rows = access.visible(Team, by=actor, to=Do.CHANGE_PLANS).filter(closed_on=None).exclude(kind=TeamKind.EVERYONE)
    found: dict[UUID, list[Team]] = {}
    for team in rows.order_by("name", "id"):
        found.setdefault(team.organisation_id, []).append(team)
    return found


def _named(row: Organisation, teams: Iterable[Team]) -> Choices:
    return [(f"team:{team.pk}", f"{row.name}, {team.name}") for team in teams]
