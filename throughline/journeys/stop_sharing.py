"""A team stops seeing a person's record, and is told."""

from datetime import datetime

from throughline.foundations.actors import Actor
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.notices import actions as notices
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions import grants
from throughline.sharing.models import Grant
from throughline.sharing.rules import check_may_stop, check_reason, check_someone_leads


@writes
def stop_sharing(held: Grant, *, why: str, by: Actor, at: datetime) -> Grant:
    """End a team's grant now, and tell the team. The record is never left with no team that leads.

    Raises:
        Refused: no reason is given, the team holds the person in custody, or nobody else leads.
    """
    check_reason(why)
    check_may_stop(held.reason)
    lock(Person, held.person_id)
    others = queries.leading(Grant.objects.filter(person_id=held.person_id), at).exclude(pk=held.pk)
    check_someone_leads(held.tier, others=others.count())
    ended = grants.end_grant(held, why=why[:300], at=at, by=by)
    notices.tell_teams(
        [ended.team_id],
        kind="sharing.ended",
        subject="Your team no longer sees a record",
        body=f"Sharing was stopped. The reason given: {why}",
        person_id=None,
        at=at,
    )
    return ended
