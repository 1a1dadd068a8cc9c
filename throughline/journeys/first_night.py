"""The step that asks for a bed on the first night is done by a home that fits, and opens again when that is lost."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.housing_account import bed_of
from throughline.people.models import Person
from throughline.plans.actions import tasks
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES
from throughline.plans.statuses import TaskState

KEY = "home.first_night"
LOST = "The home that was agreed is not there any more."


@writes
def settle_first_night(person: Person, *, by: Actor, at: datetime) -> Task | None:
    """Finish the step when a home that fits is agreed, open it again when there is none; return it if it changed.

    A step that someone said is done in other words stays as they said, and so does one of a release that has been.
    """
    asked = Task.objects.filter(Q(key=KEY) | Q(key__startswith=f"{KEY}@"), person=person, plan__ended_on=None)
    step = asked.order_by("-made_at", "-id").first()
    if step is None:
        return None
    bed = bed_of(person.pk)
    if bed and step.state in OPEN_STATES:
        return tasks.done(step, on=localdate(at), words=bed, by=by, at=at)
    inside = Stay.objects.filter(person=person, ended_on=None).exists()
    if not bed and inside and step.state == TaskState.DONE and step.state_words.endswith(", agreed."):
        return tasks.reopen(step, why=LOST, by=by, at=at)
    return None
