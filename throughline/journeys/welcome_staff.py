"""A joiner gets an account, a place in their teams, and a link to choose a password."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from throughline.agencies.actions import staff, teams
from throughline.agencies.models import Organisation, Team, User
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.notices import actions as notices

SUBJECT = "Your Throughline account"
BODY = (
    "An account was made for you on Throughline, for your work with {organisation}.\n\n"
    "Choose a password here. The link works once and for three days:\n{link}\n\n"
    "If it has stopped working, ask your administrator for a new one. If you did not expect this, tell them."
)

LinkFor = Callable[[User], str]


@dataclass(frozen=True, kw_only=True)
class Joiner:
    """Who is to sign in, for whom, and to do what."""

    email: str
    name: str
    organisation: Organisation
    role: str
    phone: str = ""
    work_base: Organisation | None = None
    teams: Iterable[Team] = field(default_factory=tuple)


@writes
def welcome_staff(joiner: Joiner, *, link_for: LinkFor, by: Actor, at: datetime) -> User:
    """Make a joiner's account, put them in their teams, and send them a link. ``link_for`` makes the link.

    Raises:
        Refused: the email address has an account already.
    """
    user = staff.welcome(
        email=joiner.email,
        name=joiner.name,
        organisation=joiner.organisation,
        role=joiner.role,
        work_base=joiner.work_base,
        phone=joiner.phone,
        on=at.date(),
        by=by,
        at=at,
    )
    for team in joiner.teams:
        teams.join_team(team, user=user, starts_on=at.date(), by=by, at=at)
    send_link(user, link_for=link_for, at=at)
    return user


@writes
def welcome_staff_back(user: User, *, version: int, link_for: LinkFor, by: Actor, at: datetime) -> User:
    """Open a leaver's account again and send them a link, since their old password opens nothing.

    Raises:
        Stale: someone else changed it first.
    """
    back = staff.welcome_back(user, version=version, by=by, at=at)
    send_link(back, link_for=link_for, at=at)
    return back


@writes
def send_link(user: User, *, link_for: LinkFor, at: datetime) -> None:
    """Queue an email with a link to choose a password. It names nobody we support."""
    notices.email(
        user_id=user.pk,
        address=user.email,
        kind="account.welcome",
        subject=SUBJECT,
        body=BODY.format(organisation=user.organisation.name, link=link_for(user)),
        at=at,
    )
