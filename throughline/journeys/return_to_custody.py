"""Someone whose record we hold comes back into prison: recalled, remanded or sentenced anew."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from throughline.custody.actions import admissions
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.admit_person import admit_person
from throughline.journeys.release_person import KIND as LEFT
from throughline.journeys.ripple.owing import next_step, steps_to_come
from throughline.journeys.telling import Concerned, others_concerned
from throughline.notices import actions as notices
from throughline.people.models import Person
from throughline.plans.actions import planning
from throughline.plans.models import Plan

KIND = "custody.returned"


@writes
def return_to_custody(admission: admissions.Admission, *, by: Actor, at: datetime) -> Stay:
    """Open another stay on the same record, go on with their plan, and tell every other agency that works with them.

    What was put aside when they left is asked for again; a plan that had ended is followed by another. Nobody is waited
    for any more to say they saw that they left.

    Raises:
        Refused: they are in prison already, or the day cannot be.
    """
    concerned = others_concerned(admission.person.pk, by=by, at=at)
    _plan_again(admission.person, by=by, at=at)
    stay = admit_person(admission, by=by, at=at)
    notices.overtake([admission.person.pk], kind=LEFT)
    _tell(concerned, admission, at=at)
    return stay


def _plan_again(person: Person, *, by: Actor, at: datetime) -> None:
    """Start another plan for someone whose last one ended."""
    plans = Plan.objects.filter(person=person)
    if plans.exists() and not plans.filter(ended_on=None).exists():
        planning.open_plan(person, on=localdate(at), by=by, at=at)


def _tell(concerned: Iterable[Concerned], admission: admissions.Admission, *, at: datetime) -> None:
    how = "recalled to" if admission.recalled else "back in"
    said = f"They are {how} {admission.prison.organisation.name}. Their record goes on: nothing was closed."
    steps = steps_to_come([admission.person.pk])[admission.person.pk]
    notices.tell(
        (
            notices.Telling(
                teams=(each.team.pk,),
                kind=KIND,
                subject="Someone you work with is back in prison",
                body="\n".join(filter(None, (said, next_step(each, steps, today=localdate(at))))),
                person_id=admission.person.pk,
                needs_acknowledging=True,
            )
            for each in concerned
        ),
        at=at,
    )
