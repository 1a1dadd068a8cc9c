"""Tables of who is there to help: teams, their posts and members, and the kinds of organisation in a partnership."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from throughline.agencies.models import Membership, Partner, Team
from throughline.agencies.statuses import OrganisationKind, TeamKind
from throughline.reports.measures import MEMBERS, PARTNERS, POSTS
from throughline.reports.tables import Line, Number, Table, total


def team_tables(organisations: Collection[UUID], *, on: date) -> tuple[Table, Table]:
    """Return how many posts and how many members each team of some organisations has."""
    teams = list(_teams(organisations, on))
    members = dict(_members(teams, on))
    names = [f"{team.organisation.name}: {team.name}" for team in teams]
    posts = [Line(name, Number(team.posts)) for name, team in zip(names, teams, strict=True)]
    filled = [Line(name, Number(members.get(team.pk, 0))) for name, team in zip(names, teams, strict=True)]
    return (
        Table(
            measure=POSTS,
            lines=tuple(posts),
            out_of=total([team.posts for team in teams]),
            missing=Number(sum(team.posts is None for team in teams)),
        ),
        Table(measure=MEMBERS, lines=tuple(filled), out_of=Number(sum(members.values()))),
    )


def partner_table(partners: Collection[Partner]) -> Table:
    """Return how many organisations of each kind are partners."""
    kinds = Counter(partner.organisation.kind for partner in partners)
    lines = tuple(Line(kind.label, Number(kinds[kind])) for kind in OrganisationKind if kinds[kind])
    return Table(measure=PARTNERS, lines=lines, out_of=Number(kinds.total()))


def _teams(organisations: Collection[UUID], on: date) -> QuerySet[Team]:
    still_open = Q(closed_on=None) | Q(closed_on__gt=on)
    teams = Team.objects.filter(still_open, organisation__in=list(organisations)).exclude(kind=TeamKind.EVERYONE)
    return teams.select_related("organisation").order_by("organisation__name", "name", "id")


def _members(teams: Collection[Team], on: date) -> QuerySet[Membership, tuple[UUID, int]]:
    running = Q(ends_on=None) | Q(ends_on__gt=on)
    found = Membership.objects.filter(running, starts_on__lte=on, team__in=list(teams))
    return found.order_by().values("team").annotate(count=Count("pk")).values_list("team_id", "count")
