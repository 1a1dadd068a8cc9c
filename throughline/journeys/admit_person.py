"""Someone comes into prison for the first time we know of."""

from datetime import datetime

from throughline.custody.actions import admissions
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.holding_prison import let_in


@writes
def admit_person(admission: admissions.Admission, *, by: Actor, at: datetime) -> Stay:
    """Open a stay and let the prison work with them.

    Raises:
        Refused: they are in prison already, or the day cannot be.
    """
    stay = admissions.admit(admission, by=by, at=at)
    let_in(admission.prison, admission.person, by=by, at=at)
    return stay
