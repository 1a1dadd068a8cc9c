"""Someone whose record we hold comes back into prison: recalled, remanded or sentenced anew."""

from datetime import datetime

from throughline.custody.actions import admissions
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.admit_person import admit_person
from throughline.journeys.telling import other_teams_concerned
from throughline.notices import actions as notices


@writes
def return_to_custody(admission: admissions.Admission, *, by: Actor, at: datetime) -> Stay:
    """Open another stay on the same record, let the prison in, and tell everyone else who works with them.

    Raises:
        Refused: they are in prison already, or the day cannot be.
    """
    concerned = other_teams_concerned(admission.person.pk, by=by, at=at)
    stay = admit_person(admission, by=by, at=at)
    how = "recalled to" if admission.recalled else "back in"
    notices.tell_teams(
        concerned,
        kind="custody.returned",
        subject="Someone you work with is back in prison",
        body=f"They are {how} {admission.prison.organisation.name}. Their record goes on: nothing was closed.",
        person_id=admission.person.pk,
        at=at,
        needs_acknowledging=True,
    )
    return stay
