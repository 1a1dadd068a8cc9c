"""What can happen to partnerships."""

from datetime import date, datetime

from throughline.agencies.actions.noting import keep_once, note
from throughline.agencies.models import Organisation, Partner, Partnership
from throughline.agencies.rules import check_period
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes


@writes
def form_partnership(
    *, name: str, lead: Organisation, values: str = "", starts_on: date, by: Actor, at: datetime
) -> Partnership:
    """Start a partnership with its lead organisation as the first partner.

    Raises:
        Refused: there is one of that name already.
    """
    if Partnership.objects.filter(name__iexact=name).exists():
        raise _taken()
    partnership = Partnership(name=name, lead=lead, values=values, starts_on=starts_on)
    keep_once(partnership, _taken())
    note("agencies.partnership_formed", partnership, by=by, at=at, name=name, lead=lead.name)
    join_partnership(partnership, organisation=lead, starts_on=starts_on, by=by, at=at)
    return partnership


@writes
def change_partnership(
    partnership: Partnership,
    *,
    name: str,
    values: str,
    lead: Organisation,
    version: int,
    by: Actor,
    at: datetime,
) -> Partnership:
    """Change what a partnership is called, what it holds to, and who leads it.

    Raises:
        Stale: someone else changed it first.
        Refused: another has the name, or the lead is not a partner today.
    """
    locked = lock_version(Partnership, partnership.pk, version=version)
    if Partnership.objects.filter(name__iexact=name).exclude(pk=locked.pk).exists():
        raise _taken()
    if not Partner.objects.filter(partnership=locked, organisation=lead, ends_on=None).exists():
        raise Refused("Only an organisation that is in the partnership can lead it.", field="lead")
    locked.name, locked.values, locked.lead = name, values, lead
    save_change(locked, "name", "values", "lead")
    note("agencies.partnership_changed", locked, by=by, at=at, name=name, lead=lead.name)
    return locked


@writes
def join_partnership(
    partnership: Partnership, *, organisation: Organisation, starts_on: date, by: Actor, at: datetime
) -> Partner:
    """Bring an organisation into a partnership; one that is in stays in."""
    partner, fresh = Partner.objects.get_or_create(
        partnership=partnership, organisation=organisation, ends_on=None, defaults={"starts_on": starts_on}
    )
    if fresh:
        note("agencies.partner_joined", partner, by=by, at=at, organisation=organisation.name)
    return partner


@writes
def leave_partnership(partner: Partner, *, ends_on: date, version: int, by: Actor, at: datetime) -> Partner:
    """End an organisation's time in a partnership.

    Raises:
        Stale: someone else changed it first.
        Refused: it would end before it began, or it is the lead.
    """
    locked = lock_version(Partner, partner.pk, version=version)
    check_period(locked.starts_on, ends_on)
    if locked.organisation_id == locked.partnership.lead_id:
        raise Refused("The lead organisation cannot leave. Choose another lead first.")
    locked.ends_on = ends_on
    save_change(locked, "ends_on")
    note("agencies.partner_left", locked, by=by, at=at, on=ends_on.isoformat())
    return locked


def _taken() -> Refused:
    return Refused("There is already a partnership with this name.", field="name")
