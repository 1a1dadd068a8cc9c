"""The account of leaving prison with no fixed address: why, and everything that was tried."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.housing.actions.parts import note, staff_id
from throughline.housing.models import Effort, NoAddress
from throughline.housing.rules.homes import check_said
from throughline.housing.rules.ready import check_ready_anyway
from throughline.housing.statuses import NoAddressReason, Yes


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """Why they leave with no fixed address, whether they are likely to sleep rough, and what was done.

    ``ready_anyway`` is that the writer answers for the release being ready though efforts are few.
    """

    reason: str
    rough_likely: str
    account: str
    ready_anyway: bool = False


@writes
def give_account(stay: Stay, *, facts: AccountFacts, by: Actor, at: datetime) -> NoAddress:
    """Keep the account of leaving with no fixed address: one for a stay.

    Raises:
        Refused: there is one already, it says nothing, or it is to be ready though nothing was tried.
    """
    locked = lock(Stay, stay.pk)
    _check(locked, facts)
    if NoAddress.objects.filter(stay=locked).exists():
        raise Refused("There is an account for this time in prison already. Change that one.")
    row = NoAddress.objects.create(
        person_id=locked.person_id,
        stay=locked,
        reason=facts.reason,
        rough_likely=facts.rough_likely,
        account=facts.account,
        ready_anyway_by_id=staff_id(by) if facts.ready_anyway else None,
        recorded_on=localdate(at),
    )
    _note("housing.no_address_recorded", row, by=by, at=at)
    return row


@writes
def change_account(account: NoAddress, *, facts: AccountFacts, version: int, by: Actor, at: datetime) -> NoAddress:
    """Change the account. Whoever said it is ready all the same still did, unless that is taken back.

    Raises:
        Stale: someone else changed it first.
        Refused: it says nothing, or it is to be ready though nothing was tried.
    """
    row = lock_version(NoAddress, account.pk, version=version)
    _check(row.stay, facts)
    row.reason, row.rough_likely, row.account = facts.reason, facts.rough_likely, facts.account
    row.ready_anyway_by_id = (row.ready_anyway_by_id or staff_id(by)) if facts.ready_anyway else None
    save_change(row, "reason", "rough_likely", "account", "ready_anyway_by")
    _note("housing.no_address_changed", row, by=by, at=at)
    return row


def _check(stay: Stay, facts: AccountFacts) -> None:
    if facts.reason not in NoAddressReason.values:
        raise Refused("Choose why they leave with no fixed address.", field="reason")
    if facts.rough_likely not in Yes.values:
        raise Refused("Say whether they are likely to sleep rough.", field="rough_likely")
    check_said(facts.account, sentence="Say what was done, and why it was not enough.", field="account")
    if facts.ready_anyway:
        check_ready_anyway(Effort.objects.filter(stay=stay).count())


def _note(what: str, row: NoAddress, *, by: Actor, at: datetime) -> None:
    rough, anyway = Yes(row.rough_likely).label.lower(), row.ready_anyway_by_id is not None
    note(what, row, by=by, at=at, reason=NoAddressReason(row.reason).label, rough=rough, anyway=anyway)
