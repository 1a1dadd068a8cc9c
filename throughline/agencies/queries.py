"""What we ask of organisations, teams and staff. Each question narrows the rows it is given."""

from datetime import date

from django.db.models import Q, QuerySet

from throughline.agencies.models import ApiKey, Membership, Organisation, Partner, Team, User


def open_on(organisations: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Return the organisations that have not closed, by name."""
    return organisations.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("name", "id")


def of_kind(organisations: QuerySet[Organisation], kind: str) -> QuerySet[Organisation]:
    """Return the organisations of one kind; all of them when the kind is empty."""
    return organisations.filter(kind=kind) if kind else organisations


def teams_of(teams: QuerySet[Team], organisation: Organisation) -> QuerySet[Team]:
    """Return an organisation's open teams, everyone's first."""
    return teams.filter(organisation=organisation, closed_on=None).order_by("-kind", "name", "id")


def staff_of(users: QuerySet[User], organisation: Organisation) -> QuerySet[User]:
    """Return who an organisation employs, by name, leavers last."""
    return users.filter(organisation=organisation).order_by("-is_active", "name", "id")


def members_of(memberships: QuerySet[Membership], team: Team, *, on: date) -> QuerySet[Membership]:
    """Return who is in a team on a day, whoever employs them, by name."""
    now = Q(ends_on=None) | Q(ends_on__gt=on)
    return (
        memberships.filter(now, team=team, starts_on__lte=on)
        .select_related("user__organisation", "user__work_base")
        .order_by("user__name", "id")
    )


def partners_on(partners: QuerySet[Partner], on: date) -> QuerySet[Partner]:
    """Return the organisations in each partnership on a day."""
    now = Q(ends_on=None) | Q(ends_on__gt=on)
    return (
        partners.filter(now, starts_on__lte=on)
        .select_related("partnership__lead", "organisation")
        .order_by("partnership__name", "organisation__name", "id")
    )


def newest_first(keys: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
    """Return keys, the last made first."""
    return keys.select_related("made_by").order_by("-made_at", "-id")
