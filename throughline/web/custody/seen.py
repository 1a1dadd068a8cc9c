"""Who has seen the last change about when or how someone leaves, and who is silent."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.statuses import TeamKind
from throughline.notices import queries as notices
from throughline.notices.models import Notice
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Tier
from throughline.web.people.frame import Opened

KINDS = ("custody.release_date_moved", "custody.left", "custody.returned", "custody.transferred")
NO_LONGER = "A team that works with them no more"


@dataclass(frozen=True)
class Told:
    """One agency that was told: whether it has seen it, and what the viewer may do about it."""

    notice: Notice
    name: str
    mine: bool
    may_chase: bool

    @property
    def waits(self) -> bool:
        return self.notice.needs_acknowledging and self.notice.acknowledged_at is None


@dataclass(frozen=True)
class Seen:
    """The last change that was told, and each agency that was, as far as the viewer may know."""

    subject: str
    told: Sequence[Told]
    leads: bool

    @property
    def silent(self) -> int:
        return sum(one.waits for one in self.told)


def seen_of(opened: Opened) -> Seen | None:
    """Return who has seen the last change; one's own team alone for those who do not lead. None when none was told."""
    if not access.may(opened.actor, Do.SEE_NOTICES):
        return None
    rows = access.visible(Notice, by=opened.actor, to=Do.SEE_NOTICES).filter(person_id=opened.person.pk)
    newest = notices.newest(rows.filter(kind__in=KINDS)).first()
    if newest is None:
        return None
    leads = any(held.tier >= Tier.LEADS for held in opened.reach.held)
    names = {grant.team_id: _name(grant) for grant in opened.grants}
    same = notices.same_news(rows, newest).filter(to_team_id__isnull=False)
    told = [_told(row, opened, names.get(row.to_team_id or row.pk, NO_LONGER), leads=leads) for row in same]
    return Seen(subject=newest.subject, told=sorted(told, key=lambda one: (not one.waits, one.name)), leads=leads)


def _told(row: Notice, opened: Opened, name: str, *, leads: bool) -> Told:
    mine = row.to_team_id in opened.actor.team_ids
    waits = row.needs_acknowledging and row.acknowledged_at is None
    return Told(notice=row, name=name, mine=mine, may_chase=leads and waits and not mine)


def _name(grant: Grant) -> str:
    organisation = grant.team.organisation.name
    return organisation if grant.team.kind == TeamKind.EVERYONE else f"{grant.team.name}, {organisation}"
