"""One row of a list of referrals: who, where, who asked, about what, and how long is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.access import reads
from throughline.foundations.actors import Staff
from throughline.referrals.models import Referral
from throughline.web.notices.about import people_named
from throughline.web.people.listing import Row as PersonRow
from throughline.web.people.listing import rows as person_rows
from throughline.web.referrals import clocks, words
from throughline.web.referrals.clocks import Clock


@dataclass(frozen=True, kw_only=True)
class Row:
    """A referral in words. ``person`` is None for someone no longer shared with the viewer."""

    referral: Referral
    person: PersonRow | None
    clock: Clock
    sent_by: str
    arrived: str
    about: list[str]
    came_of_it: str
    took: str


def rows(found: Sequence[Referral], *, by: Staff, today: date, where: str) -> list[Row]:
    """Return list rows in the order given, in four queries however many, and write down who was shown."""
    named = people_named([row.person_id for row in found], by=by)
    people = {row.person.pk: row for row in person_rows(list(named.values()), by=by, today=today)} if named else {}
    reads.log(named, by=by, where=where)
    return [row_of(referral, people.get(referral.person_id), today=today) for referral in found]


def row_of(referral: Referral, person: PersonRow | None, *, today: date) -> Row:
    """Say one referral in words. Restricted parts of life are on no list."""
    return Row(
        referral=referral,
        person=person,
        clock=clocks.waits(referral, today=today),
        sent_by=words.sent_by(referral),
        arrived=words.arrived(referral),
        about=words.about(referral.pathways, restricted=False),
        came_of_it=words.decided(referral, today=today),
        took=clocks.took(referral),
    )
