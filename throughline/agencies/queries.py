"""What we ask of organisations, teams and staff. Each question narrows the rows it is given."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When

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
    Service,
    Target,
    Team,
    User,
)
from throughline.agencies.statuses import AreaKind, TeamKind

WIDEST_FIRST = Case(When(kind=AreaKind.REGION, then=0), When(kind=AreaKind.COMMUNITY_JUSTICE, then=1), default=2)
EVERYONE_FIRST = Case(When(kind=TeamKind.EVERYONE, then=0), default=1)


def open_on(organisations: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Return the organisations that have not closed, by name."""
    return organisations.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("name", "id")


def of_kind(organisations: QuerySet[Organisation], kind: str) -> QuerySet[Organisation]:
    """Return the organisations of one kind; all of them when the kind is empty."""
    return organisations.filter(kind=kind) if kind else organisations


def named(organisations: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    """Return the organisations whose name holds every word."""
    for word in words.split():
        organisations = organisations.filter(name__icontains=word)
    return organisations


def working_in(organisations: QuerySet[Organisation], area: Area) -> QuerySet[Organisation]:
    """Return the organisations that work in an area, in a part of it, or in a wider area it is part of."""
    parts = AreaPart.objects.filter(Q(whole=area) | Q(part=area))
    around = Q(area=area) | Q(area__in=parts.values("part")) | Q(area__in=parts.values("whole"))
    return organisations.filter(pk__in=OrganisationArea.objects.filter(around).values("organisation_id"))


def after(organisations: QuerySet[Organisation], *, name: str, pk: UUID) -> QuerySet[Organisation]:
    """Return the organisations that come after one, in the order of lists."""
    return organisations.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))


def areas_of(links: QuerySet[OrganisationArea], organisations: Iterable[UUID]) -> QuerySet[OrganisationArea]:
    """Return where some organisations work, by the name of the area."""
    return links.filter(organisation__in=organisations).select_related("area").order_by("area__name", "id")


def prisons_of(prisons: QuerySet[Prison], organisations: Iterable[UUID]) -> QuerySet[Prison]:
    """Return what is particular to those organisations that are prisons."""
    return prisons.filter(organisation__in=organisations).order_by("code", "id")


def halls_of(halls: QuerySet[Hall], prison: Prison) -> QuerySet[Hall]:
    """Return a prison's halls, by name."""
    return halls.filter(prison=prison).order_by("name", "id")


def by_kind(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Return areas, widest kind first, then by name."""
    return areas.order_by(WIDEST_FIRST, "name", "id")


def open_areas(areas: QuerySet[Area], on: date) -> QuerySet[Area]:
    """Return the areas that have not closed, widest kind first."""
    return by_kind(areas.filter(Q(ends_on=None) | Q(ends_on__gt=on)))


def parts_of(parts: QuerySet[AreaPart], areas: Iterable[UUID]) -> QuerySet[AreaPart]:
    """Return what some areas span, by name."""
    return parts.filter(whole__in=areas).select_related("part").order_by("part__name", "id")


def teams_of(teams: QuerySet[Team], organisation: Organisation) -> QuerySet[Team]:
    """Return an organisation's open teams, everyone's first."""
    return teams.filter(organisation=organisation, closed_on=None).order_by(EVERYONE_FIRST, "name", "id")


def staff_of(users: QuerySet[User], organisation: Organisation) -> QuerySet[User]:
    """Return who an organisation employs, by name, leavers last."""
    return users.filter(organisation=organisation).select_related("work_base").order_by("-is_active", "name", "id")


def after_staff(users: QuerySet[User], last: User) -> QuerySet[User]:
    """Return who comes after someone in the order of ``staff_of``."""
    later = Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk)
    return users.filter(Q(is_active__lt=last.is_active) | Q(is_active=last.is_active) & later)


def working(users: QuerySet[User]) -> QuerySet[User]:
    """Return who has not left, by name and employer."""
    return users.filter(is_active=True).select_related("organisation").order_by("name", "id")


def members_of(memberships: QuerySet[Membership], team: Team, *, on: date) -> QuerySet[Membership]:
    """Return who is in a team on a day, whoever employs them, by name."""
    return (
        memberships.filter(_runs(on), team=team)
        .select_related("user__organisation", "user__work_base")
        .order_by("user__name", "id")
    )


def memberships_of(memberships: QuerySet[Membership], user: User, *, on: date) -> QuerySet[Membership]:
    """Return the teams someone is in on a day, by name."""
    return memberships.filter(_runs(on), user=user).select_related("team__organisation").order_by("team__name", "id")


def partners_on(partners: QuerySet[Partner], on: date) -> QuerySet[Partner]:
    """Return the organisations in each partnership on a day."""
    return (
        partners.filter(_runs(on))
        .select_related("partnership__lead", "organisation")
        .order_by("partnership__name", "organisation__name", "id")
    )


def partnerships_by_name(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Return partnerships by name, with who leads them."""
    return partnerships.select_related("lead").order_by("name", "id")


def newest_first(keys: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
    """Return keys, the last made first."""
    return keys.select_related("made_by").order_by("-made_at", "-id")


def _runs(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))


def prisons_by_name(prisons: QuerySet[Prison]) -> QuerySet[Prison]:
    """Return prisons by name."""
    return prisons.select_related("organisation").order_by("organisation__name", "id")


def caseload_teams(teams: QuerySet[Team], mine: Iterable[UUID]) -> QuerySet[Team]:
    """Return the open casework teams among some, by name: those that take people on."""
    return teams.filter(pk__in=list(mine), kind=TeamKind.CASEWORK, closed_on=None).order_by("name", "id")


def services_by_name(services: QuerySet[Service]) -> QuerySet[Service]:
    """Return services by name, with whose they are and the team that answers."""
    return services.select_related("organisation", "team__organisation").order_by("name", "id")


def services_open(services: QuerySet[Service], on: date) -> QuerySet[Service]:
    """Return the services that are open on a day, by name."""
    return services_by_name(services.filter(Q(closed_on=None) | Q(closed_on__gt=on), opened_on__lte=on))


def services_of(services: QuerySet[Service], organisation: Organisation) -> QuerySet[Service]:
    """Return an organisation's services, those that have closed last."""
    return services_by_name(services.filter(organisation=organisation)).order_by(
        F("closed_on").desc(nulls_first=True), "name", "id"
    )


def services_after(services: QuerySet[Service], last: Service) -> QuerySet[Service]:
    """Return the services that come after one, in the order of ``services_of``."""
    later = Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk)
    if last.closed_on is None:
        return services.filter(Q(closed_on__isnull=False) | Q(closed_on=None) & later)
    return services.filter(Q(closed_on__lt=last.closed_on) | Q(closed_on=last.closed_on) & later)


def services_people_may_ask(services: QuerySet[Service], on: date) -> QuerySet[Service]:
    """Return the services that are open on a day and that people may ask for help themselves."""
    return services_open(services, on).filter(people_may_ask=True)


def targets_of(targets: QuerySet[Target], service: Service) -> QuerySet[Target]:
    """Return what a service promised, the latest period first."""
    return targets.filter(service=service).order_by("-from_on", "-to_on", "promise", "id")
