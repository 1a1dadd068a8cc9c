"""Which members of staff an email about a team's work goes to, and the email itself: it names nobody we support."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from throughline.access.permissions import Do
from throughline.access.roles import permissions
from throughline.agencies.models import Membership, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.cases import queries as cases
from throughline.cases.models import Case, Cover
from throughline.notices import actions as notices


def members_of(teams: Collection[Team], *, on: date) -> dict[UUID, list[User]]:
    """Return, for each of some teams, its active members whose job includes notices, asked once for all of them."""
    whole = {team.organisation_id: team.pk for team in teams if team.kind == TeamKind.EVERYONE}
    named = [team.pk for team in teams if team.kind != TeamKind.EVERYONE]
    found: defaultdict[UUID, dict[UUID, User]] = defaultdict(dict)
    for user in User.objects.filter(organisation__in=list(whole), is_active=True).order_by("name", "id"):
        found[whole[user.organisation_id]][user.pk] = user
    now = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
    rows = Membership.objects.filter(now, team__in=named, user__is_active=True).select_related("user__organisation")
    for row in rows.order_by("user__name", "id"):
        found[row.team_id][row.user_id] = row.user
    return {team: [user for user in users.values() if _is_told(user)] for team, users in found.items()}


def workers_of(person_id: UUID, *, on: date) -> list[User]:
    """Return the key workers of someone's open cases, and those who stand in for them on a day, each once."""
    open_now = cases.open_now(Case.objects.filter(person_id=person_id))
    workers = [case.key_worker for case in open_now.select_related("key_worker__organisation") if case.key_worker]
    covers = cases.covers_on(Cover.objects.filter(away__in=workers), on)
    everyone = {user.pk: user for user in (*workers, *(cover.stand_in for cover in covers)) if user.is_active}
    return sorted(everyone.values(), key=lambda user: (user.name, user.pk))


def letters_to(users: Iterable[User], *, kind: str, subject: str, body: str) -> list[notices.Letter]:
    """Return one email to each of some members of staff. Neither subject nor body names a person we support."""
    return [
        notices.Letter(user_id=user.pk, address=user.email, kind=kind, subject=subject, body=body) for user in users
    ]


def _is_told(user: User) -> bool:
    return Do.SEE_NOTICES in permissions(user.role)
