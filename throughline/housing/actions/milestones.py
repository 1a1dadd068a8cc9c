"""Whether they still live there: asked so many weeks after moving in."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.housing.actions.parts import note, staff_id
from throughline.housing.models import Home, StillThere
from throughline.housing.rules.milestones import check_milestone
from throughline.housing.statuses import When, Yes


@writes
def answer(
    home: Home, *, weeks: int, still_there: str, on: date, words: str = "", by: Actor, at: datetime
) -> StillThere:
    """Keep whether they still live in a home so many weeks after moving in.

    Raises:
        Refused: it is answered already, no home of theirs after release, no milestone, or asked before its time.
    """
    row = lock(Home, home.pk)
    if row.when != When.AFTER:
        raise Refused("This is asked about a home they live in after release.")
    if still_there not in Yes.values:
        raise Refused("Choose yes, no or not known.", field="still_there")
    check_milestone(weeks, moved_in_on=row.from_on, on=on, today=localdate(at))
    if StillThere.objects.filter(home=row, weeks=weeks).exists():
        raise Refused(f"{weeks} weeks are answered already.", field="weeks")
    said = StillThere.objects.create(
        person_id=row.person_id,
        home=row,
        weeks=weeks,
        still_there=still_there,
        on=on,
        words=words,
        by_user_id=staff_id(by),
        recorded_at=at,
    )
    note("housing.still_there", said, by=by, at=at, weeks=weeks, answer=Yes(still_there).label)
    return said
