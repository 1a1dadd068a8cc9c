"""The door of pages about one referral: who looks at it, what they are to it, and how far they see the person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotFound
from throughline.referrals import queries, rules
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State
from throughline.sharing.statuses import Compartment
from throughline.web.people.frame import Opened, open_person


@dataclass(frozen=True, kw_only=True)
class OpenedReferral:
    """A referral someone may see. ``opened`` is None once the person it is about is closed to them again."""

    row: Referral
    opened: Opened | None
    actor: Staff
    today: date

    @property
    def name(self) -> str:
        """What to call the person on this page."""
        return self.opened.person.shown_name if self.opened else "Someone no longer shared with you"

    @property
    def waits(self) -> bool:
        """Whether an answer is owed."""
        return self.row.state in rules.OPEN

    @property
    def is_ours_to_answer(self) -> bool:
        """Whether the viewer's team was asked."""
        return rules.answers(self.row.team_id, team_ids=self.actor.team_ids)

    @property
    def is_asked_by_us(self) -> bool:
        """Whether the viewer's team speaks for those who asked."""
        return rules.asks(team_id=self.row.team_id, from_team_id=self.row.from_team_id, team_ids=self.actor.team_ids)

    @property
    def may_answer(self) -> bool:
        return self.waits and self.is_ours_to_answer and access.may(self.actor, Do.ANSWER_REFERRALS)

    @property
    def may_reply(self) -> bool:
        asks = access.may(self.actor, Do.REFER_PEOPLE)
        return self.row.state == State.ASKED and self.is_asked_by_us and asks

    @property
    def may_withdraw(self) -> bool:
        may_still = self.waits or self.row.state == State.DRAFT
        return may_still and self.is_asked_by_us and access.may(self.actor, Do.REFER_PEOPLE)

    @property
    def may_say_if_helped(self) -> bool:
        theirs = self.is_asked_by_us or self.is_ours_to_answer
        job = access.may(self.actor, Do.REFER_PEOPLE) or access.may(self.actor, Do.ANSWER_REFERRALS)
        return self.row.state == State.ACCEPTED and theirs and job

    @property
    def sees_restricted(self) -> bool:
        """Whether the viewer may be shown the restricted parts of life."""
        return self.opened is not None and self.opened.reach.opens(Compartment.SENSITIVE)


def open_referral(request: StaffRequest, referral_id: UUID, *, where: str) -> OpenedReferral:
    """Open a referral and write down who looked. ``where`` is the page's URL name.

    Raises:
        NotAllowed: the viewer's job does not include referrals.
        NotFound: there is no such referral, or none the viewer may know of.
    """
    rows = access.visible(Referral, by=request.actor, to=Do.SEE_REFERRALS)
    row = access.one(queries.in_full(rows).filter(pk=referral_id))
    return OpenedReferral(row=row, opened=_person(request, row, where), actor=request.actor, today=clock.today())


def _person(request: StaffRequest, row: Referral, where: str) -> Opened | None:
    """Open the person; None for a team that knew of them only while it decided."""
    try:
        return open_person(request, row.person_id, to=Do.SEE_REFERRALS, where=where)
    except NotFound:
        reads.log([row.person_id], by=request.actor, where=where, why="A referral to or from their team")
        return None
