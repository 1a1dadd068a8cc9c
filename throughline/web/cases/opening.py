"""The doors of pages about a case: whose it is, and who may change it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.access.rows import runs
from throughline.agencies import queries as agencies
from throughline.agencies.models import Membership, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.cases import queries
from throughline.cases.models import Case
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotAllowed
from throughline.web.people.frame import Opened, open_to_change

NOT_OURS = "Another team holds this case, so only they change it. You can record a contact, or ring their key worker."


def case_of(opened: Opened, case_id: UUID, *, to: Do = Do.SEE_CASES) -> Case:
    """Return a case of the person who is open.

    Raises:
        NotFound: there is none, or it is about someone else.
    """
    rows = access.visible(Case, by=opened.actor, to=to).filter(pk=case_id, person=opened.person)
    return access.one(queries.of_person(rows))


def open_own_case(
    request: StaffRequest, person_id: UUID, case_id: UUID, *, where: str, to: Do = Do.WORK_CASES
) -> tuple[Opened, Case]:
    """Open a person and a case of theirs that the viewer's team holds, to change it.

    Raises:
        NotAllowed: the viewer's job does not include this, or another team holds the case.
        NotFound: there is no such person or case, or none the viewer may know of.
    """
    opened = open_to_change(request, person_id, kind=Case, where=where, to=to)
    case = case_of(opened, case_id, to=to)
    if case.team_id not in opened.actor.team_ids:
        raise NotAllowed(NOT_OURS)
    return opened, case


def own_teams(actor: Staff, *, to: Do) -> list[Team]:
    """Return the teams the viewer works in, casework before everyone."""
    rows = access.visible(Team, by=actor, to=to).filter(pk__in=actor.team_ids).select_related("organisation")
    return sorted(rows, key=lambda team: (team.kind == TeamKind.EVERYONE, team.name, team.pk))


def colleagues(teams: Sequence[Team], *, by: Staff, on: date, to: Do) -> list[User]:
    """Return who is in some teams on a day and has not left, by name. Everyone's team holds all who are employed."""
    memberships = access.visible(Membership, by=by, to=to).filter(runs(on), team__in=teams)
    employers = [team.organisation_id for team in teams if team.kind == TeamKind.EVERYONE]
    rows = access.visible(User, by=by, to=to)
    found = rows.filter(Q(pk__in=memberships.values("user_id")) | Q(organisation_id__in=employers))
    return list(agencies.working(found))
