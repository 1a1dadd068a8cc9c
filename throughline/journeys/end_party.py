"""An organisation leaves an agreement, and what it saw under it closes."""

from datetime import datetime

from throughline.agencies.models import Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations.actors import Actor
from throughline.foundations.wording import LONDON, counted
from throughline.foundations.writing import writes
from throughline.notices import actions as notices
from throughline.sharing.actions import agreements, grants
from throughline.sharing.models import Party


@writes
def end_party(party: Party, *, why: str, version: int, by: Actor, at: datetime) -> int:
    """End an organisation's part today and every grant made under it now; return how many grants.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended already.
    """
    ended = agreements.stop_party(party, on=at.astimezone(LONDON).date(), version=version, by=by, at=at)
    closed = grants.end_under(ended.agreement, ended.organisation, why=why[:300], at=at, by=by)
    notices.tell_teams(
        Team.objects.filter(organisation=ended.organisation, kind=TeamKind.EVERYONE).values_list("pk", flat=True),
        kind="sharing.party_ended",
        subject="Your organisation's part in an agreement ended",
        body=f"{ended.agreement.title}: {counted(closed, 'grant', 'grants')} ended with it. The reason given: {why}",
        person_id=None,
        at=at,
    )
    return closed
