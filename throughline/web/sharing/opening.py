"""The doors of pages that decide who may see someone."""

from uuid import UUID

from throughline.access import explain
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations.errors import NotAllowed
from throughline.people.models import Person
from throughline.web.people.frame import Opened, open_person

NOT_LEADING = "Only a team that leads this record decides who else may see it. The page of who can see names them."


def open_led(request: StaffRequest, person_id: UUID, *, where: str) -> Opened:
    """Open a person whom the viewer's team leads, to decide who else may see them.

    Raises:
        NotAllowed: the viewer's job does not include this, or their team does not lead the record.
        NotFound: there is no such person, or none the viewer may know of.
    """
    opened = open_person(request, person_id, to=Do.CHANGE_SHARING, where=where)
    need_to_lead(request, opened.person)
    return opened


def need_to_lead(request: StaffRequest, person: Person) -> None:
    """Refuse someone whose team does not lead a record.

    Raises:
        NotAllowed: it does not.
    """
    if not explain.leads(person.pk, by=request.actor):
        raise NotAllowed(NOT_LEADING)


def own_teams(request: StaffRequest, *, to: Do) -> list[Team]:
    """Return the teams the viewer asks for: those they are in, casework before everyone."""
    rows = access.visible(Team, by=request.actor, to=to).filter(pk__in=request.actor.team_ids)
    return sorted(rows.select_related("organisation"), key=lambda team: (team.kind == TeamKind.EVERYONE, team.name))
