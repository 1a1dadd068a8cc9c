"""Someone comes into prison for the first time we know of."""

from datetime import datetime

from throughline.cases.actions.moving import crossed_gate
from throughline.custody.actions import admissions
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.holding_prison import let_in
from throughline.journeys.housing_at_the_gate import back_inside
from throughline.journeys.lay_runway import lay_runway


@writes
def admit_person(admission: admissions.Admission, *, by: Actor, at: datetime) -> Stay:
    """Open a stay, let the prison work with them, and take their cases, their homes and their plan in with them.

    Raises:
        Refused: they are in prison already, or the day cannot be.
    """
    stay = admissions.admit(admission, by=by, at=at)
    let_in(admission.prison, admission.person, by=by, at=at)
    crossed_gate(admission.person, inside=True, on=stay.admitted_on, by=by, at=at)
    back_inside(admission.person, stay, on=stay.admitted_on, by=by, at=at)
    lay_runway(admission.person, by=by, at=at)
    return stay
