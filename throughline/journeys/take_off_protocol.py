"""Someone's plan is taken off a protocol by hand."""

from datetime import datetime

from django.utils.timezone import localdate

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway
from throughline.plans.actions import courses
from throughline.plans.actions.runway import Shift
from throughline.plans.models import Course


@writes
def take_off_protocol(course: Course, *, why: str, by: Actor, at: datetime) -> list[Shift]:
    """Take a person off a protocol; its steps that no other asks for are not needed now. Return what became another.

    Raises:
        Refused: they are off it already, or no reason is given.
    """
    left = courses.leave(course, why=why, on=localdate(at), by=by, at=at)
    return lay_runway(left.person, by=by, at=at)
