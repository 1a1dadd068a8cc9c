"""Agreements between organisations, and what each party may see under them."""

from datetime import date, datetime

from throughline.agencies.models import Organisation, Partnership
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import EditableRecord, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.sharing.models import Agreement, Party
from throughline.sharing.rules import check_agreement_days, check_party_days


@writes
def agree(
    *,
    partnership: Partnership,
    title: str,
    purpose: str,
    basis: str,
    conditions: str = "",
    how_people_are_told: str = "",
    contact: str = "",
    retention: str = "",
    starts_on: date,
    review_on: date,
    by: Actor,
    at: datetime,
) -> Agreement:
    """Keep an information sharing agreement.

    Raises:
        Refused: the partnership has one of that title, or it is reviewed before it starts.
    """
    if Agreement.objects.filter(partnership=partnership, title__iexact=title).exists():
        raise Refused("This partnership has an agreement with this title.", field="title")
    check_agreement_days(starts_on, review_on)
    agreement = Agreement.objects.create(
        partnership=partnership,
        title=title,
        purpose=purpose,
        basis=basis,
        conditions=conditions,
        how_people_are_told=how_people_are_told,
        contact=contact,
        retention=retention,
        starts_on=starts_on,
        review_on=review_on,
    )
    _note("sharing.agreed", agreement, by=by, at=at, title=title)
    return agreement


@writes
def sign(
    agreement: Agreement,
    *,
    organisation: Organisation,
    tier: int,
    compartments: list[str],
    signed_by: str,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Party:
    """Keep that an organisation signed an agreement, and the most it may see under it.

    Raises:
        Refused: it has signed already, or the day is in the future.
    """
    if signed_on > at.date():
        raise Refused("The day they signed is in the future.", field="signed_on")
    if Party.objects.filter(agreement=agreement, organisation=organisation, ended_on=None).exists():
        raise Refused(f"{organisation.name} has signed this agreement already.", field="organisation")
    party = Party.objects.create(
        agreement=agreement,
        organisation=organisation,
        tier=tier,
        compartments=compartments,
        signed_by=signed_by,
        signed_on=signed_on,
    )
    _note("sharing.signed", party, by=by, at=at, organisation=organisation.name, compartments=compartments)
    return party


@writes
def stop_party(party: Party, *, on: date, version: int, by: Actor, at: datetime) -> Party:
    """End an organisation's part in an agreement. Grants made under it are ended by the journey that calls this.

    Raises:
        Stale: someone else changed it first.
        Refused: it has ended already, or they had not signed on that day.
    """
    locked = lock_version(Party, party.pk, version=version)
    if locked.ended_on is not None:
        raise Refused("Their part has ended already.")
    check_party_days(locked.signed_on, on)
    locked.ended_on = on
    save_change(locked, "ended_on")
    _note("sharing.party_ended", locked, by=by, at=at, organisation=locked.organisation.name, on=on.isoformat())
    return locked


def _note(what: str, about: EditableRecord, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    journal.note_many([journal.Event(what=what, about=about, person_id=None, facts=facts)], by=by, at=at)
