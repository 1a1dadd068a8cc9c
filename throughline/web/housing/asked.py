"""What was asked of councils and providers, as the page tells it. No database."""

from dataclasses import dataclass
from datetime import date

from throughline.custody.models import Stay
from throughline.foundations.wording import counted
from throughline.housing.actions.applications import title
from throughline.housing.actions.asks import provider_name
from throughline.housing.models import Application, ProviderAsk
from throughline.housing.rules import needs_new_referral
from throughline.housing.rules.asking import WAITING
from throughline.housing.rules.councils import OPEN
from throughline.housing.statuses import ApplicationKind, AskState


@dataclass(frozen=True)
class OfCouncil:
    """One application."""

    row: Application
    today: date
    stay: Stay | None

    @property
    def title(self) -> str:
        return title(self.row)

    @property
    def is_open(self) -> bool:
        return self.row.state in OPEN

    @property
    def waiting(self) -> str:
        """How long the answer takes, or took, in words."""
        until = self.row.decided_on or self.today
        days = counted((until - self.row.made_on).days, "day", "days")
        return f"waiting {days}" if self.is_open else f"after {days}"

    @property
    def warning(self) -> str:
        """That a new one is needed, or may be; nothing otherwise."""
        return needs_new_referral(state=self.row.state, tries=self.row.tries_to_reach)

    @property
    def has_three_yeses(self) -> bool:
        return self.row.kind == ApplicationKind.DUTY_TO_REFER

    @property
    def where(self) -> str:
        return from_where(self.stay, self.row.made_on)


@dataclass(frozen=True)
class OfProvider:
    """One place asked for."""

    row: ProviderAsk
    today: date
    stay: Stay | None

    @property
    def name(self) -> str:
        return provider_name(self.row)

    @property
    def is_open(self) -> bool:
        return self.row.state in WAITING

    @property
    def may_be_answered(self) -> bool:
        """Whether the provider may still say something: also no to a place it agreed to."""
        return self.is_open or self.row.state == AskState.ACCEPTED

    @property
    def is_refused(self) -> bool:
        return self.row.state == AskState.DECLINED

    @property
    def waiting(self) -> str:
        """How long they have waited for an answer, in words; nothing once there is one."""
        days = counted((self.today - self.row.asked_on).days, "day", "days")
        return f"waiting {days}" if self.row.state == AskState.ASKED else ""

    @property
    def where(self) -> str:
        return from_where(self.stay, self.row.asked_on)


def from_where(stay: Stay | None, on: date) -> str:
    """Say whether something was asked from prison or outside, as far as the latest stay tells; else nothing.

    The first day out is outside.
    """
    if stay is None or on < stay.admitted_on:
        return ""
    return "from outside" if stay.ended_on is not None and on >= stay.ended_on else "from prison"
