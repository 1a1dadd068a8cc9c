"""Someone new to us is registered by the team that met them."""

from datetime import datetime

from throughline.agencies import queries as agencies
from throughline.agencies.models import Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations.actors import Staff
from throughline.foundations.writing import writes
from throughline.people.actions import registering
from throughline.people.models import Person
from throughline.people.rules import NewPerson
from throughline.sharing.actions import grants
from throughline.sharing.statuses import GrantReason, Tier


@writes
def register_person(new: NewPerson, *, source: str, team: Team | None = None, by: Staff, at: datetime) -> Person:
    """Start a person's record and let the team that met them lead it. Nobody else sees it yet.

    ``team`` is chosen by someone in several casework teams; None takes their first, else everyone they work with.

    Raises:
        AlreadyKnown: a number given is on a record already.
        Refused: there is no name, or the birth date cannot be right.
    """
    person = registering.register(new, source=source, by=by, at=at)
    leads = grants.NewGrant(
        person=person,
        team=team or _own_team(by),
        tier=Tier.LEADS,
        compartments=grants.EVERY_COMPARTMENT,
        reason=GrantReason.REGISTERED,
        words="Registered them",
    )
    grants.grant(leads, by=by, at=at)
    return person


def _own_team(by: Staff) -> Team:
    caseload = agencies.caseload_teams(Team.objects.all(), by.team_ids).first()
    return caseload or Team.objects.get(organisation=by.organisation_id, kind=TeamKind.EVERYONE)
