"""Those who were told and have not said that they saw it are asked again; then those who lead are told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.agencies.models import Team, User
from throughline.foundations import journal
from throughline.foundations.actors import SYSTEM, Actor
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.foundations.writing import writes
from throughline.journeys.reaching_staff import letters_to, members_of
from throughline.journeys.telling import Concerned, concerned_with
from throughline.notices import actions as notices
from throughline.notices import queries
from throughline.notices.models import Notice
from throughline.notices.rules import CHASED_AT_MOST, TIMES_CHASED, is_chase_due

AT_ONCE = 1000
"""Notices one run chases; the next morning's run takes the rest."""

KIND = "notices.chased"
SILENT = "notices.silent"
SUBJECT = "Something waits for you to say you have seen it"
BODY = (
    "{waiting} about people your team works with {waits} for someone to say it has been seen.\n\n"
    "Sign in to Throughline and look at Notices. If it is no longer for you, say so there and tell your manager."
)


@dataclass(frozen=True)
class Chased:
    """What one morning's chasing did: how many were asked again, and of how many those who lead were told."""

    asked: int
    told: int


@writes
def chase_notice(notice: Notice, *, by: Actor, at: datetime) -> Notice:
    """Ask one team again, by an email to its members that names nobody, and count it.

    Raises:
        Refused: it was seen, asks for no answer, was sent to one member of staff, or was chased already today.
    """
    teams = Team.objects.select_related("organisation")
    team = teams.filter(pk=notice.to_team_id).first() if notice.to_team_id else None
    if team is None:
        raise Refused("This was sent to one member of staff, not to a team. Ring them instead.")
    row = notices.chase(notice, calendar=_calendar(team), at=at)
    _ask([row], {team.pk: team}, by=by, at=at)
    return row


@writes
def chase_silent(*, at: datetime) -> Chased:
    """Ask again whoever has been silent for long enough; tell those who lead of whoever stays silent after that."""
    waiting = Notice.objects.filter(chases__lte=TIMES_CHASED, queued_at__gte=at - CHASED_AT_MOST)
    found = list(queries.silent(waiting, at)[:AT_ONCE])
    teams = Team.objects.select_related("organisation").in_bulk({row.to_team_id for row in found if row.to_team_id})
    due = [row.pk for row in found if _is_due(row, teams, today=localdate(at))]
    rows = notices.chase_many(due, at=at)
    asked = [row for row in rows if row.chases <= TIMES_CHASED]
    told = [row for row in rows if row.chases > TIMES_CHASED]
    _ask(asked, teams, by=SYSTEM, at=at)
    _tell_leaders(told, teams, at=at)
    return Chased(asked=len(asked), told=len(told))


def _is_due(row: Notice, teams: dict[UUID, Team], *, today: date) -> bool:
    team = teams.get(row.to_team_id) if row.to_team_id else None
    if team is None or team.closed_on is not None:
        return False
    since = localdate(row.chased_at or row.queued_at)
    return is_chase_due(row.chases, silent_since=since, today=today, calendar=_calendar(team))


def _ask(rows: Sequence[Notice], teams: dict[UUID, Team], *, by: Actor, at: datetime) -> None:
    """Write to the members of each silent team once, however much waits for it, and note who was asked."""
    waiting: defaultdict[UUID, list[Notice]] = defaultdict(list)
    for row in rows:
        if row.to_team_id is not None:
            waiting[row.to_team_id].append(row)
    members = members_of([teams[pk] for pk in waiting], on=localdate(at)) if waiting else {}
    letters = (_letters(members.get(pk, []), len(together)) for pk, together in waiting.items())
    notices.email_many((letter for some in letters for letter in some), at=at)
    journal.note_many((_event(row, teams) for row in rows), by=by, at=at)


def _letters(users: Iterable[User], waiting: int) -> list[notices.Letter]:
    words = counted(waiting, "notice", "notices")
    body = BODY.format(waiting=words, waits="waits" if waiting == 1 else "wait")
    return letters_to(users, kind=KIND, subject=SUBJECT, body=body)


def _tell_leaders(rows: Sequence[Notice], teams: dict[UUID, Team], *, at: datetime) -> None:
    """Tell the teams that lead each person, once, which agencies have not answered."""
    silent: defaultdict[UUID, list[Notice]] = defaultdict(list)
    for row in rows:
        if row.person_id is not None:
            silent[row.person_id].append(row)
    concerned = concerned_with(silent, at=at) if silent else {}
    notices.tell(
        (
            _telling(person, together, teams, _leaders(concerned.get(person, ()), together))
            for person, together in silent.items()
        ),
        at=at,
    )


def _leaders(concerned: Iterable[Concerned], silent: Iterable[Notice]) -> tuple[UUID, ...]:
    quiet = {row.to_team_id for row in silent}
    return tuple(each.team.pk for each in concerned if each.leads and each.team.pk not in quiet)


def _telling(person: UUID, rows: Sequence[Notice], teams: dict[UUID, Team], to: tuple[UUID, ...]) -> notices.Telling:
    lines = (f"{_name(row, teams)}: “{row.subject}”" for row in rows)
    times = counted(TIMES_CHASED + 1, "time", "times")
    body = f"They were asked {times} and have not said that they saw this. Ring them.\n"
    return notices.Telling(
        teams=to, kind=SILENT, subject="An agency has not answered", body=body + "\n".join(lines), person_id=person
    )


def _event(row: Notice, teams: dict[UUID, Team]) -> journal.Event:
    facts: dict[str, journal.Fact] = {"who": _name(row, teams), "about": row.subject, "times": row.chases}
    return journal.Event(what="notices.chased", about=row, person_id=row.person_id, facts=facts)


def _name(row: Notice, teams: dict[UUID, Team]) -> str:
    return Concerned(team=teams[row.to_team_id]).name if row.to_team_id in teams else "A team"


def _calendar(team: Team) -> Calendar:
    return Calendar(Jurisdiction(team.organisation.jurisdiction))
