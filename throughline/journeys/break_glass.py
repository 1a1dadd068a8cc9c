"""A record is opened in an emergency, and those who answer for it are told."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from throughline.agencies.models import Organisation, Team, User
from throughline.agencies.statuses import TeamKind
from throughline.foundations.actors import Staff
from throughline.foundations.wording import LONDON, full_day
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.foundations.writing import writes
from throughline.notices import actions as notices
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions import emergencies
from throughline.sharing.models import BreakGlass, Grant, Restriction
from throughline.sharing.rules import REVIEW_WORKING_DAYS, check_reason


@writes
def break_glass(text: str, *, user: User, team: Team, reason: str, by: Staff, at: datetime) -> BreakGlass | None:
    """Open the record with a reference or number to one member of staff for an hour.

    Returns None when nothing was opened: there is no such record, or it is closed to them by name. They are told the
    same either way; those who lead a closed record are told of the attempt.

    Raises:
        Refused: no reason is given, or too many of theirs wait for review.
    """
    check_reason(reason)
    emergencies.check_none_wait(user)
    person = queries.called(Person.objects.all(), text)
    if person is None:
        return None
    if queries.closing(Restriction.objects.filter(person=person), user_id=user.pk, at=at).exists():
        _refuse(person, user=user, reason=reason, by=by, at=at)
        return None
    due = review_by(user.organisation, at=at)
    opened = emergencies.break_glass(person, user=user, team=team, reason=reason, review_by=due, by=by, at=at)
    if opened.opened_at == at:
        _tell_opened(opened, by=by, at=at)
    return opened


def review_by(organisation: Organisation, *, at: datetime) -> date:
    """Return the last day an emergency may wait for its review."""
    calendar = Calendar(Jurisdiction(organisation.jurisdiction))
    return calendar.add_working_days(at.astimezone(LONDON).date(), REVIEW_WORKING_DAYS)


def _refuse(person: Person, *, user: User, reason: str, by: Staff, at: datetime) -> None:
    """Keep the attempt. Teams the member of staff is in are not told: the notice would say that the record exists."""
    emergencies.refuse_glass(person, user=user, reason=reason, by=by, at=at)
    notices.tell_teams(
        [team for team in _answerable(person, by=by, at=at) if team not in by.team_ids],
        kind="sharing.glass_refused",
        subject="Someone tried to open a record that is closed to them",
        body=f"{by.words} tried in an emergency. It stayed closed. The reason given: {reason}",
        person_id=person.pk,
        at=at,
        needs_acknowledging=True,
    )


def _tell_opened(opened: BreakGlass, *, by: Staff, at: datetime) -> None:
    notices.tell_teams(
        _answerable(opened.person, by=by, at=at),
        kind="sharing.glass_broken",
        subject="A record was opened in an emergency",
        body=f"{by.words} opened it for an hour. The reason given: {opened.reason} "
        f"Someone else must review this by {full_day(opened.review_by)}.",
        person_id=opened.person_id,
        at=at,
        needs_acknowledging=True,
    )


def _answerable(person: Person, *, by: Staff, at: datetime) -> Iterable[UUID]:
    """Return the teams that lead a record, and information governance of their organisations and the asker's."""
    lead = queries.leading(Grant.objects.filter(person=person), at)
    teams = [held.team_id for held in lead]
    organisations = {by.organisation_id, *(held.team.organisation_id for held in lead)}
    governing = Team.objects.filter(kind=TeamKind.GOVERNANCE, organisation__in=organisations, closed_on=None)
    return [*teams, *governing.order_by("id").values_list("pk", flat=True)]
