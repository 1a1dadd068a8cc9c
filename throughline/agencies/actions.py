"""What can happen to organisations, teams, staff and keys. Nothing else writes them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from throughline.agencies import keys
from throughline.agencies.models import (
    ApiKey,
    Area,
    AreaPart,
    Hall,
    Membership,
    Organisation,
    OrganisationArea,
    Partner,
    Partnership,
    Prison,
    Team,
    User,
)
from throughline.agencies.rules import check_key_life, check_period
from throughline.agencies.statuses import TeamKind
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import EditableRecord, lock, lock_version, save_change
from throughline.foundations.writing import writes

EVERYONE = "Everyone"


@writes
def add_area(*, name: str, kind: str, jurisdiction: str, parts: Iterable[Area] = (), by: Actor, at: datetime) -> Area:
    """Keep an area and the council areas it spans.

    Raises:
        Refused: there is one of that name already.
    """
    if Area.objects.filter(kind=kind, name=name).exists():
        raise Refused("There is already an area with this name.", field="name")
    area = Area.objects.create(name=name, kind=kind, jurisdiction=jurisdiction)
    AreaPart.objects.bulk_create(AreaPart(whole=area, part=part) for part in parts)
    _note("agencies.area_added", area, by=by, at=at, name=name)
    return area


@writes
def rename_area(area: Area, *, name: str, version: int, by: Actor, at: datetime) -> Area:
    """Give an area a new name; what was recorded under the old one stays with it."""
    locked = lock_version(Area, area.pk, version=version)
    before, locked.name = locked.name, name
    save_change(locked, "name")
    _note("agencies.area_renamed", locked, by=by, at=at, before=before, after=name)
    return locked


@writes
def close_area(area: Area, *, on: date, version: int, by: Actor, at: datetime) -> Area:
    """End an area from a day on. Records made under it keep it."""
    locked = lock_version(Area, area.pk, version=version)
    locked.ends_on = on
    save_change(locked, "ends_on")
    _note("agencies.area_closed", locked, by=by, at=at, on=on.isoformat())
    return locked


@writes
def add_organisation(
    *,
    name: str,
    kind: str,
    jurisdiction: str,
    phone: str = "",
    email: str = "",
    part_of: Organisation | None = None,
    areas: Iterable[Area] = (),
    by: Actor,
    at: datetime,
) -> Organisation:
    """Keep an organisation, with the team that all its staff belong to.

    Raises:
        Refused: there is one of that name already.
    """
    if Organisation.objects.filter(name__iexact=name).exists():
        raise Refused("There is already an organisation with this name.", field="name")
    organisation = Organisation.objects.create(
        name=name, kind=kind, jurisdiction=jurisdiction, phone=phone, email=email, part_of=part_of
    )
    OrganisationArea.objects.bulk_create(OrganisationArea(organisation=organisation, area=area) for area in areas)
    Team.objects.create(organisation=organisation, name=EVERYONE, kind=TeamKind.EVERYONE, phone=phone)
    _note("agencies.organisation_added", organisation, by=by, at=at, name=name, kind=kind)
    return organisation


@writes
def change_organisation(
    organisation: Organisation, *, name: str, phone: str, email: str, version: int, by: Actor, at: datetime
) -> Organisation:
    """Change an organisation's name and how to reach it.

    Raises:
        Stale: someone else changed it first.
        Refused: another organisation has the name.
    """
    locked = lock_version(Organisation, organisation.pk, version=version)
    if Organisation.objects.filter(name__iexact=name).exclude(pk=locked.pk).exists():
        raise Refused("There is already an organisation with this name.", field="name")
    before = locked.name
    locked.name, locked.phone, locked.email = name, phone, email
    save_change(locked, "name", "phone", "email")
    _note("agencies.organisation_changed", locked, by=by, at=at, before=before, after=name)
    return locked


@writes
def add_prison(
    organisation: Organisation,
    *,
    code: str,
    opened_on: date | None,
    capacity: int | None,
    holds: list[str],
    halls: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> Prison:
    """Keep what is particular to an organisation that is a prison.

    Raises:
        Refused: another prison has the code.
    """
    if Prison.objects.filter(code=code).exists():
        raise Refused("Another prison has this code.", field="code")
    prison = Prison.objects.create(
        organisation=organisation, code=code, opened_on=opened_on, capacity=capacity, holds=holds
    )
    Hall.objects.bulk_create(Hall(prison=prison, name=name) for name in halls)
    _note("agencies.prison_added", prison, by=by, at=at, code=code)
    return prison


@writes
def form_partnership(
    *, name: str, lead: Organisation, values: str = "", starts_on: date, by: Actor, at: datetime
) -> Partnership:
    """Start a partnership with its lead organisation as the first partner.

    Raises:
        Refused: there is one of that name already.
    """
    if Partnership.objects.filter(name__iexact=name).exists():
        raise Refused("There is already a partnership with this name.", field="name")
    partnership = Partnership.objects.create(name=name, lead=lead, values=values, starts_on=starts_on)
    _note("agencies.partnership_formed", partnership, by=by, at=at, name=name, lead=lead.name)
    join_partnership(partnership, organisation=lead, starts_on=starts_on, by=by, at=at)
    return partnership


@writes
def join_partnership(
    partnership: Partnership, *, organisation: Organisation, starts_on: date, by: Actor, at: datetime
) -> Partner:
    """Bring an organisation into a partnership; one that is in stays in."""
    partner, fresh = Partner.objects.get_or_create(
        partnership=partnership, organisation=organisation, ends_on=None, defaults={"starts_on": starts_on}
    )
    if fresh:
        _note("agencies.partner_joined", partner, by=by, at=at, organisation=organisation.name)
    return partner


@writes
def leave_partnership(partner: Partner, *, ends_on: date, version: int, by: Actor, at: datetime) -> Partner:
    """End an organisation's time in a partnership.

    Raises:
        Refused: it would end before it began, or it is the lead.
    """
    locked = lock_version(Partner, partner.pk, version=version)
    check_period(locked.starts_on, ends_on)
    if locked.organisation_id == locked.partnership.lead_id:
        raise Refused("The lead organisation cannot leave. Choose another lead first.")
    locked.ends_on = ends_on
    save_change(locked, "ends_on")
    _note("agencies.partner_left", locked, by=by, at=at, on=ends_on.isoformat())
    return locked


@writes
def add_team(
    organisation: Organisation,
    *,
    name: str,
    kind: str = TeamKind.CASEWORK,
    phone: str = "",
    posts: int | None = None,
    by: Actor,
    at: datetime,
) -> Team:
    """Start a team, hosted by one organisation; its members may come from several.

    Raises:
        Refused: the organisation has a team of that name, or the kind is the one made with the organisation.
    """
    if kind == TeamKind.EVERYONE:
        raise Refused("Every organisation has its own team of everyone already.", field="kind")
    if Team.objects.filter(organisation=organisation, name__iexact=name).exists():
        raise Refused("This organisation has a team with this name.", field="name")
    team = Team.objects.create(organisation=organisation, name=name, kind=kind, phone=phone, posts=posts)
    _note("agencies.team_added", team, by=by, at=at, name=name)
    return team


@writes
def join_team(team: Team, *, user: User, starts_on: date, by: Actor, at: datetime) -> Membership:
    """Put a member of staff in a team; someone who is in stays in.

    Raises:
        Refused: it is the team everyone in an organisation is in, or they have left.
    """
    if team.kind == TeamKind.EVERYONE:
        raise Refused("Everyone in the organisation is in this team without being added.")
    if not lock(User, user.pk).is_active:
        raise Refused(f"{user.name} has left and cannot join a team.", field="user")
    membership, fresh = Membership.objects.get_or_create(
        team=team, user=user, ends_on=None, defaults={"starts_on": starts_on}
    )
    if fresh:
        _note("agencies.team_joined", membership, by=by, at=at, who=user.name, team=team.name)
    return membership


@writes
def leave_team(membership: Membership, *, ends_on: date, by: Actor, at: datetime) -> Membership:
    """Take a member of staff out of a team, from a day on."""
    locked = lock(Membership, membership.pk)
    if locked.ends_on is None:
        locked.ends_on = max(ends_on, locked.starts_on)
        locked.save(update_fields=["ends_on"])
        _note("agencies.team_left", locked, by=by, at=at, who=locked.user.name, team=locked.team.name)
    return locked


@writes
def welcome(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    work_base: Organisation | None = None,
    phone: str = "",
    on: date,
    by: Actor,
    at: datetime,
) -> User:
    """Make a joiner's account. They choose a password, or a passkey, from the link they are sent.

    Raises:
        Refused: the email address has an account already.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("Someone already signs in with this email address.", field="email")
    user = User(
        email=email.lower(),
        name=name,
        organisation=organisation,
        role=role,
        work_base=work_base,
        phone=phone,
        joined_on=on,
    )
    user.set_unusable_password()
    user.save(force_insert=True)
    _note("agencies.staff_joined", user, by=by, at=at, who=name, role=role, organisation=organisation.name)
    return user


@writes
def change_staff(
    user: User,
    *,
    name: str,
    role: str,
    phone: str,
    work_base: Organisation | None,
    version: int,
    by: Actor,
    at: datetime,
) -> User:
    """Change what a member of staff does and where they work.

    Raises:
        Stale: someone else changed it first.
        Refused: they would change their own role.
    """
    locked = lock_version(User, user.pk, version=version)
    if locked.pk == by.id and role != locked.role:
        raise Refused("You cannot change your own role. Ask another administrator.", field="role")
    before = locked.role
    locked.name, locked.role, locked.phone, locked.work_base = name, role, phone, work_base
    save_change(locked, "name", "role", "phone", "work_base")
    _note("agencies.staff_changed", locked, by=by, at=at, who=name, before=before, after=role)
    return locked


@writes
def move_staff(
    user: User, *, organisation: Organisation, role: str, on: date, version: int, by: Actor, at: datetime
) -> User:
    """Move someone to another employer: they leave every team, and see what the new one sees.

    Raises:
        Stale: someone else changed it first.
    """
    locked = lock_version(User, user.pk, version=version)
    before = locked.organisation.name
    _leave_all_teams(locked, on=on)
    locked.organisation, locked.role, locked.work_base = organisation, role, None
    save_change(locked, "organisation", "role", "work_base")
    _note("agencies.staff_moved", locked, by=by, at=at, who=locked.name, before=before, after=organisation.name)
    return locked


@writes
def part_with(user: User, *, on: date, version: int, by: Actor, at: datetime) -> User:
    """Close a leaver's account. It takes effect on their next request.

    Raises:
        Stale: someone else changed it first.
        Refused: it is their own account.
    """
    locked = lock_version(User, user.pk, version=version)
    if locked.pk == by.id:
        raise Refused("You cannot close your own account. Ask another administrator.")
    _leave_all_teams(locked, on=on)
    locked.is_active, locked.left_on = False, on
    save_change(locked, "is_active", "left_on")
    _note("agencies.staff_left", locked, by=by, at=at, who=locked.name)
    return locked


@writes
def welcome_back(user: User, *, version: int, by: Actor, at: datetime) -> User:
    """Open a leaver's account again. Teams are joined afresh."""
    locked = lock_version(User, user.pk, version=version)
    locked.is_active, locked.left_on = True, None
    save_change(locked, "is_active", "left_on")
    _note("agencies.staff_returned", locked, by=by, at=at, who=locked.name)
    return locked


@writes
def note_sign_in(user: User, *, how: str, at: datetime, by: Actor) -> None:
    """Record that someone signed in or out, and how."""
    _note("agencies.signed_in", user, by=by, at=at, how=how)


@writes
def make_key(
    organisation: Organisation,
    *,
    name: str,
    scopes: list[str],
    expires_at: datetime,
    made_by: User,
    by: Actor,
    at: datetime,
) -> tuple[ApiKey, str]:
    """Make a key for another system; return it with the secret, which is shown this once.

    Raises:
        Refused: it has no scope, or ends too soon or too late.
    """
    check_key_life(at, expires_at)
    if not scopes:
        raise Refused("Choose at least one thing the key may do.", field="scopes")
    secret = keys.new_secret()
    key = ApiKey.objects.create(
        organisation=organisation,
        name=name,
        digest=keys.digest(secret),
        hint=keys.hint(secret),
        scopes=scopes,
        made_by=made_by,
        made_at=at,
        expires_at=expires_at,
    )
    _note("agencies.key_made", key, by=by, at=at, name=name, scopes=scopes)
    return key, secret


@writes
def revoke_key(key: ApiKey, *, by: Actor, at: datetime) -> ApiKey:
    """End a key now. One that has ended stays as it ended."""
    locked = lock(ApiKey, key.pk)
    if locked.revoked_at is None:
        locked.revoked_at = at
        save_change(locked, "revoked_at")
        _note("agencies.key_revoked", locked, by=by, at=at, name=locked.name)
    return locked


@writes
def key_used(key_id: UUID, *, on: date) -> None:
    """Keep the last day a key was used."""
    ApiKey.objects.filter(pk=key_id).exclude(last_used_on=on).update(last_used_on=on)


def _leave_all_teams(user: User, *, on: date) -> None:
    for membership in Membership.objects.select_for_update().filter(user=user, ends_on=None).order_by("id"):
        membership.ends_on = max(on, membership.starts_on)
        membership.save(update_fields=["ends_on"])


def _note(what: str, about: EditableRecord | Membership, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    journal.note(what, about=about, person_id=None, by=by, at=at, **facts)
