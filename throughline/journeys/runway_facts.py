"""All that protocols may ask about some people, gathered from every chapter: facts, days, and whose working days count.

What comes back holds every part of the record, open to a viewer or not: a page shows of it what its viewer may see.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.foundations.writing import writes
from throughline.journeys.runway.facts import facts_of
from throughline.journeys.runway.following import Follows, following, offers_of
from throughline.journeys.runway.known import Known, known_of
from throughline.plans.hinges import Hinges, hinges_of
from throughline.protocols.shape import Anchors, Person, Value


@writes
def gather(person_ids: Collection[UUID], *, at: datetime) -> dict[UUID, Person]:
    """Return all the engine may know of some people, by id. Nothing is written: the role that writes sees every row."""
    today = localdate(at)
    hinges = hinges_of(person_ids)
    offers = offers_of(hinges, today=today)
    found = {}
    for pk, known in known_of(hinges).items():
        facts = facts_of(known, today=today)
        found[pk] = person_of(known, facts, following(offers[pk], facts, today=today))
    return found


def person_of(known: Known, facts: Mapping[str, Value], follows: Iterable[Follows]) -> Person:
    """Return what the engine is told of one person with these facts who is on some protocols."""
    begun: Mapping[str, date] = {each.version.slug: each.begun_on for each in follows}
    return Person(
        facts=facts,
        anchors=_anchors(known.hinges, begun),
        calendar=known.hinges.calendar,
    )


def _anchors(hinges: Hinges, begun: Mapping[str, date]) -> Anchors:
    return Anchors(days=hinges.days(), begun_on=begun, left_on=hinges.left_on, stay=max(1, len(hinges.stays)))
