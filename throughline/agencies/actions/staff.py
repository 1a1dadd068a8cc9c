"""What can happen to the people who sign in."""

from collections.abc import Callable
from datetime import date, datetime

from throughline.agencies.actions.noting import keep_once, note
from throughline.agencies.actions.teams import leave_all_teams
from throughline.agencies.models import Organisation, Team, User
from throughline.agencies.statuses import SignIn
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes


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
    taken = Refused("Someone already signs in with this email address.", field="email")
    if User.objects.filter(email__iexact=email).exists():
        raise taken
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
    keep_once(user, taken)
    note("agencies.staff_joined", user, by=by, at=at, who=name, role=role, organisation=organisation.name)
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
    note("agencies.staff_changed", locked, by=by, at=at, who=name, before=before, after=role)
    return locked


@writes
def move_staff(
    user: User, *, organisation: Organisation, role: str, on: date, version: int, by: Actor, at: datetime
) -> tuple[User, list[Team]]:
    """Move someone to another employer: they leave every team, which are returned too.

    Raises:
        Stale: someone else changed it first.
        Refused: it is their own account, they have left, or they work there already.
    """
    locked = lock_version(User, user.pk, version=version)
    _refuse_move(locked, to=organisation, by=by)
    before = locked.organisation.name
    left = leave_all_teams(locked, on=on)
    locked.organisation, locked.role, locked.work_base = organisation, role, None
    save_change(locked, "organisation", "role", "work_base")
    note("agencies.staff_moved", locked, by=by, at=at, who=locked.name, before=before, after=organisation.name)
    return locked, left


@writes
def part_with(user: User, *, on: date, version: int, by: Actor, at: datetime) -> tuple[User, list[Team]]:
    """Close a leaver's account from their next request on; return the teams they were in too.

    Their password opens nothing again, so that a session of theirs cannot come back if the account does.

    Raises:
        Stale: someone else changed it first.
        Refused: it is their own account.
    """
    locked = lock_version(User, user.pk, version=version)
    if locked.pk == by.id:
        raise Refused("You cannot close your own account. Ask another administrator.")
    left = leave_all_teams(locked, on=on)
    locked.is_active, locked.left_on = False, on
    locked.set_unusable_password()
    save_change(locked, "is_active", "left_on", "password")
    note("agencies.staff_left", locked, by=by, at=at, who=locked.name)
    return locked, left


@writes
def welcome_back(user: User, *, version: int, by: Actor, at: datetime) -> User:
    """Open a leaver's account again. Teams are joined, and a password chosen, afresh.

    Raises:
        Stale: someone else changed it first.
    """
    locked = lock_version(User, user.pk, version=version)
    locked.is_active, locked.left_on = True, None
    save_change(locked, "is_active", "left_on")
    note("agencies.staff_returned", locked, by=by, at=at, who=locked.name)
    return locked


@writes
def set_password(user: User, *, password: str, by: Actor, at: datetime) -> User:
    """Keep a new password, given as ``make_password`` makes it. Every session that began with another ends."""
    locked = lock(User, user.pk)
    locked.password = password
    locked.save(update_fields=["password"])
    note("agencies.password_set", locked, by=by, at=at, who=locked.name)
    return locked


@writes
def join_single_sign_on(user: User, *, join: Callable[[], None], by: Actor, at: datetime) -> None:
    """Join an account to an organisation's own sign-in; ``join`` is the sign-in library's part of it."""
    join()
    note("agencies.single_sign_on_joined", user, by=by, at=at, who=user.name)


@writes
def note_sign_in(user: User, *, what: SignIn, how: str, by: Actor, at: datetime) -> None:
    """Record that someone signed in or out, or could not, and how."""
    note(f"agencies.{what}", user, by=by, at=at, who=user.name, how=how)


def _refuse_move(user: User, *, to: Organisation, by: Actor) -> None:
    if user.pk == by.id:
        raise Refused("You cannot move yourself. Ask another administrator.")
    if not user.is_active:
        raise Refused("Their account is closed. Open it again first.")
    if user.organisation_id == to.pk:
        raise Refused(f"{user.name} works for {to.name} already.", field="organisation")
