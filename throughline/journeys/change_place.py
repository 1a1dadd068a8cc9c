"""A source says where someone is now: another hall, another cell or another prison."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Prison
from throughline.custody.actions import stays
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.transfer_person import Transfer, transfer_person


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where someone is, since when, and who said so."""

    prison: Prison
    hall: str
    cell: str
    since: datetime
    source: str


@writes
def change_place(stay: Stay, *, place: Place, by: Actor, at: datetime) -> Stay:
    """Record where someone is now. The same place again changes nothing but how fresh it is.

    Raises:
        Refused: the stay has ended, or the instant cannot be.
    """
    if place.prison.pk == stay.prison_id:
        return stays.move_within(
            stay, hall=place.hall, cell=place.cell, since=place.since, source=place.source, by=by, at=at
        )
    move = Transfer(to=place.prison, on=localdate(place.since), hall=place.hall, cell=place.cell, source=place.source)
    return transfer_person(stay, move=move, by=by, at=at)
