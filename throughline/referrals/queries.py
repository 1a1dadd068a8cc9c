"""What we ask of referrals and duty contacts. Each question narrows the rows it is given.

None of them joins the person: whoever did not take someone on stops knowing of them after a while, and the referral
itself stays. Ways in look names up among the people they may see.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from throughline.referrals.models import DECIDED, DutyContact, Referral
from throughline.referrals.rules import OPEN
from throughline.referrals.statuses import State

BESIDE = ("service__organisation", "team__organisation", "from_organisation", "from_team", "from_user", "decided_by")


def in_full(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Return referrals with the service asked, who sent them and who answered."""
    return referrals.select_related(*BESIDE)


def waiting(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Return the referrals someone owes an answer, the soonest due first."""
    return in_full(referrals.filter(state__in=OPEN)).order_by("due_on", "id")


def after_waiting(referrals: QuerySet[Referral], *, due_on: date, pk: UUID) -> QuerySet[Referral]:
    """Return the referrals that come after one, in the order of ``waiting``."""
    return referrals.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))


def decided(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Return the referrals that were answered, the last answered first."""
    return in_full(referrals.filter(state__in=DECIDED)).order_by("-decided_at", "-id")


def after_decided(referrals: QuerySet[Referral], *, decided_at: datetime, pk: UUID) -> QuerySet[Referral]:
    """Return the referrals that come after one, in the order of ``decided``."""
    return referrals.filter(Q(decided_at__lt=decided_at) | Q(decided_at=decided_at, pk__lt=pk))


def to_teams(referrals: QuerySet[Referral], team_ids: Collection[UUID]) -> QuerySet[Referral]:
    """Return the referrals some teams answer. Drafts are nobody's yet but the writer's."""
    return referrals.filter(team_id__in=team_ids).exclude(state=State.DRAFT).exclude(received_on=None)


def sent_by(referrals: QuerySet[Referral], team_ids: Collection[UUID]) -> QuerySet[Referral]:
    """Return what some teams sent or are writing, the last begun first."""
    return newest(referrals.filter(from_team_id__in=team_ids))


def newest(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Return referrals, the last begun first."""
    return in_full(referrals).order_by("-started_at", "-id")


def after_started(referrals: QuerySet[Referral], *, started_at: datetime, pk: UUID) -> QuerySet[Referral]:
    """Return the referrals that come after one, in the order of ``newest``."""
    return referrals.filter(Q(started_at__lt=started_at) | Q(started_at=started_at, pk__lt=pk))


def of_person(referrals: QuerySet[Referral], person_id: UUID | None = None) -> QuerySet[Referral]:
    """Return every referral, or those about one person, the last begun first."""
    return newest(referrals.filter(person_id=person_id) if person_id else referrals)


def of_service(referrals: QuerySet[Referral], service_id: UUID) -> QuerySet[Referral]:
    """Return the referrals to one service."""
    return referrals.filter(service_id=service_id)


def in_state(referrals: QuerySet[Referral], state: str) -> QuerySet[Referral]:
    """Return the referrals in one state; all of them when it is empty."""
    return referrals.filter(state=state) if state else referrals


def open_for(referrals: QuerySet[Referral], person_id: UUID) -> QuerySet[Referral]:
    """Return the referrals about one person that wait for an answer, the soonest due first."""
    return waiting(referrals.filter(person_id=person_id))


def duty_newest(contacts: QuerySet[DutyContact]) -> QuerySet[DutyContact]:
    """Return help given at duty desks, the latest first."""
    beside = ("service__organisation", "team", "by_user__organisation", "prison__organisation")
    return contacts.select_related(*beside).order_by("-happened_at", "-id")


def after_duty(contacts: QuerySet[DutyContact], *, happened_at: datetime, pk: UUID) -> QuerySet[DutyContact]:
    """Return the duty contacts that come after one, in the order of ``duty_newest``."""
    return contacts.filter(Q(happened_at__lt=happened_at) | Q(happened_at=happened_at, pk__lt=pk))
