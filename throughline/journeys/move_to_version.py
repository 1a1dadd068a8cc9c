"""Someone's plan is moved to another version of a protocol it follows."""

from datetime import datetime

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway
from throughline.plans.actions import courses
from throughline.plans.actions.runway import Shift
from throughline.plans.models import Course
from throughline.protocols.models import Version


@writes
def move_to_version(course: Course, version: Version, *, by: Actor, at: datetime) -> list[Shift]:
    """Move a person to another version and keep their steps in line with it; return what became another.

    Raises:
        Refused: they are off the protocol, or the version is another's or the one they follow.
    """
    moved = courses.move_to(course, version, by=by, at=at)
    return lay_runway(moved.person, by=by, at=at)
