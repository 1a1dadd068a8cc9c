"""Someone's plan is put on a protocol by hand."""

from datetime import datetime

from django.utils.timezone import localdate

from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway
from throughline.journeys.runway_facts import gather
from throughline.people.models import Person
from throughline.plans.actions import courses, planning
from throughline.plans.actions.runway import Shift
from throughline.plans.models import Plan
from throughline.protocols.known import protocol_of
from throughline.protocols.models import Version
from throughline.protocols.reading.conditions import parse


@writes
def put_on_protocol(person: Person, version: Version, *, by: Actor, at: datetime) -> list[Shift]:
    """Put a person on a version, on the plan they have or a new one, and lay its steps; return what became another.

    Raises:
        Refused: it is not for someone like them, nobody new is put on it, or they are on another version.
    """
    on = localdate(at)
    planning.hold([person.pk])
    if version.retired_on is not None and version.retired_on <= on:
        raise Refused("Nobody new is put on this version. Choose a newer one.", field="version")
    condition = parse(protocol_of(version).when)
    if condition.holds(gather([person.pk], at=at)[person.pk].facts) is False:
        raise Refused(f"It is only for someone when {condition.in_words()}.", field="version")
    plan = Plan.objects.filter(person=person, ended_on=None).first()
    plan = plan or planning.open_plan(person, on=on, by=by, at=at)
    courses.follow(plan, version, begun_on=on, by=by, at=at)
    return lay_runway(person, by=by, at=at)
