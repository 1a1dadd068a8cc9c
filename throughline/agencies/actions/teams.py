"""What can happen to teams and who is in them."""

from datetime import date, datetime

from throughline.agencies.actions.noting import keep_once, note
from throughline.agencies.models import Membership, Organisation, Team, User
from throughline.agencies.statuses import OrganisationKind, TeamKind
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes


@writes
def add_team(
    organisation: Organisation,
    *,
    name: str,
    kind: str = TeamKind.CASEWORK,
    department: str = "",
    phone: str = "",
    posts: int | None = None,
    by: Actor,
    at: datetime,
) -> Team:
    """Start a team, hosted by one organisation; its members may come from several.

    Raises:
        Refused: the organisation has a team of that name, the kind is the one made with the organisation, or a
            department is named where there is no prison.
    """
    if kind == TeamKind.EVERYONE:
        raise Refused("Every organisation has its own team of everyone already.", field="kind")
    if Team.objects.filter(organisation=organisation, name__iexact=name).exists():
        raise _taken()
    _check_department(organisation, department)
    team = Team(organisation=organisation, name=name, kind=kind, department=department, phone=phone, posts=posts)
    keep_once(team, _taken())
    note("agencies.team_added", team, by=by, at=at, name=name)
    return team


@writes
def change_team(
    team: Team,
    *,
    name: str,
    phone: str,
    posts: int | None,
    department: str = "",
    version: int,
    by: Actor,
    at: datetime,
) -> Team:
    """Change a team's name, number, how many posts it has, and which department of a prison it is.

    Raises:
        Stale: someone else changed it first.
        Refused: the organisation has another team of that name, or a department is named where there is no prison.
    """
    locked = lock_version(Team, team.pk, version=version)
    if Team.objects.filter(organisation=locked.organisation_id, name__iexact=name).exclude(pk=locked.pk).exists():
        raise _taken()
    _check_department(locked.organisation, department)
    before = locked.name
    locked.name, locked.phone, locked.posts, locked.department = name, phone, posts, department
    save_change(locked, "name", "phone", "posts", "department")
    note("agencies.team_changed", locked, by=by, at=at, before=before, after=name)
    return locked


@writes
def close_team(team: Team, *, on: date, version: int, by: Actor, at: datetime) -> Team:
    """End a team: nobody sees anyone through it any more. What was written in it stays.

    Raises:
        Stale: someone else changed it first.
        Refused: it is the team everyone in an organisation is in, or people are in it still.
    """
    locked = lock_version(Team, team.pk, version=version)
    if locked.kind == TeamKind.EVERYONE:
        raise Refused("Everyone in the organisation is in this team. It ends with the organisation.")
    if Membership.objects.filter(team=locked, ends_on=None).exists():
        raise Refused("People are in this team still. Take them out first.")
    locked.closed_on = on
    save_change(locked, "closed_on")
    note("agencies.team_closed", locked, by=by, at=at, name=locked.name)
    return locked


@writes
def join_team(team: Team, *, user: User, starts_on: date, by: Actor, at: datetime) -> Membership:
    """Put a member of staff in a team; someone who is in stays in.

    Raises:
        Refused: it is the team everyone in an organisation is in, it has closed, or they have left.
    """
    if team.kind == TeamKind.EVERYONE:
        raise Refused("Everyone in the organisation is in this team without being added.")
    if lock(Team, team.pk).closed_on is not None:
        raise Refused("This team has closed.")
    if not lock(User, user.pk).is_active:
        raise Refused(f"{user.name} has left and cannot join a team.", field="user")
    membership, fresh = Membership.objects.get_or_create(
        team=team, user=user, ends_on=None, defaults={"starts_on": starts_on}
    )
    if fresh:
        note("agencies.team_joined", membership, by=by, at=at, who=user.name, team=team.name)
    return membership


@writes
def leave_team(membership: Membership, *, ends_on: date, by: Actor, at: datetime) -> Membership:
    """Take a member of staff out of a team, from a day on."""
    locked = lock(Membership, membership.pk)
    if locked.ends_on is None:
        locked.ends_on = max(ends_on, locked.starts_on)
        locked.save(update_fields=["ends_on"])
        note("agencies.team_left", locked, by=by, at=at, who=locked.user.name, team=locked.team.name)
    return locked


def leave_all_teams(user: User, *, on: date) -> list[Team]:
    """Take someone out of every team, inside another action; return the teams they were in."""
    held = Membership.objects.select_for_update(of=("self",)).filter(user=user, ends_on=None)
    rows = list(held.select_related("team").order_by("id"))
    for row in rows:
        row.ends_on = max(on, row.starts_on)
    Membership.objects.bulk_update(rows, ["ends_on"])
    return [row.team for row in rows]


def _check_department(organisation: Organisation, department: str) -> None:
    if department and organisation.kind != OrganisationKind.PRISON:
        said = f"{organisation.name} is not a prison. Only a prison's teams are departments."
        raise Refused(said, field="department")


def _taken() -> Refused:
    return Refused("This organisation has a team with this name.", field="name")
