"""What acts on cases begin and end with: the cases locked, who may work them, and a line in the journal."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Membership, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.cases.models import Case
from throughline.cases.rules import check_open
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import NotFound, Refused
from throughline.foundations.records import write_many

NAMED = ("person", "service", "team", "stage", "key_worker")


def lock_all(cases: Iterable[Case]) -> list[Case]:
    """Return cases locked until the transaction ends, in the order given, each once.

    Raises:
        NotFound: one of them is gone.
    """
    wanted = list(dict.fromkeys(case.pk for case in cases))
    rows = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=wanted)
        .select_related(*NAMED)
        .order_by("id")
    )
    found = {row.pk: row for row in rows}
    if len(found) < len(wanted):
        raise NotFound
    return [found[pk] for pk in wanted]


def lock_open(case: Case, *, at: datetime) -> Case:
    """Return a case locked, if it is not closed.

    Raises:
        NotFound: it is gone.
        Refused: it is closed.
    """
    (locked,) = lock_all([case])
    check_open(locked.setting, closed_on=locked.closed_on, today=localdate(at))
    return locked


def keep(cases: Sequence[Case], *fields: str) -> None:
    """Write some fields of locked cases and count the change of each."""
    for case in cases:
        case.version += 1
    write_many(cases, *fields, "version")


def check_members(pairs: Iterable[tuple[Team, User]], *, on: date, field: str) -> None:
    """Refuse a worker who has left, or is not in the team of the case, whoever employs them.

    Raises:
        Refused: one of them is not.
    """
    wanted = {(team.pk, user.pk): (team, user) for team, user in pairs}
    users = {user_id for _, user_id in wanted}
    active = set(User.objects.filter(pk__in=users, is_active=True).values_list("pk", flat=True))
    listed = set(_listed(wanted, on=on))
    for pair, (team, user) in wanted.items():
        if user.pk not in active:
            raise Refused(f"{user.name} has left. Choose someone who works here.", field=field)
        if pair not in listed and not in_everyone(team, user):
            raise Refused(f"{user.name} is not in {team.name}. Add them to the team first.", field=field)


def in_everyone(team: Team, user: User) -> bool:
    """Return whether a team is the one all an organisation's staff are in, and someone is of its staff."""
    return team.kind == TeamKind.EVERYONE and team.organisation_id == user.organisation_id


def note(what: str, case: Case, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Write in the journal what happened to a case."""
    journal.note_many([event(what, case, **facts)], by=by, at=at)


def event(what: str, case: Case, **facts: journal.Fact) -> journal.Event:
    """Return what happened to a case, as the journal keeps it: the service is named in each line."""
    said: dict[str, journal.Fact] = {"service": case.service.name, **facts}
    return journal.Event(what=what, about=case, person_id=case.person_id, facts=said)


def _listed(pairs: Iterable[tuple[UUID, UUID]], *, on: date) -> Iterable[tuple[UUID, UUID]]:
    teams, users = zip(*pairs, strict=True) if pairs else ((), ())
    rows = Membership.objects.filter(team_id__in=teams, user_id__in=users)
    return ((row.team_id, row.user_id) for row in rows if row.ends_on is None or row.ends_on > on)
