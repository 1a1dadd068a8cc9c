"""What the person was asked, and what they said."""

from datetime import date, datetime

from throughline.agencies.models import Organisation, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing.models import Consent
from throughline.sharing.rules import check_answer
from throughline.sharing.statuses import Answer, ConsentTo


@writes
def record(
    person: Person,
    *,
    to: str,
    organisation: Organisation | None,
    answer: str,
    words: str = "",
    how: str,
    answered_on: date,
    asked_by: User | None,
    by: Actor,
    at: datetime,
) -> Consent:
    """Keep an answer. Saying no, or changing one's mind, is an answer like any other.

    Raises:
        Refused: it is about sharing or a referral but names no organisation, is dated in the future, or stops what
            was not agreed.
    """
    if to != ConsentTo.TAKE_PART and organisation is None:
        raise Refused("Choose the organisation it is about.", field="organisation")
    if answered_on > at.date():
        raise Refused("The day they answered is in the future.", field="answered_on")
    locked = lock(Person, person.pk)
    check_answer(_before(locked, to, organisation, answered_on), Answer(answer))
    row = Consent.objects.create(
        person=locked,
        to=to,
        organisation=organisation,
        answer=answer,
        words=words,
        how=how,
        answered_on=answered_on,
        asked_by=asked_by,
        recorded_at=at,
    )
    _note(row, by=by, at=at)
    return row


def _before(person: Person, to: str, organisation: Organisation | None, on: date) -> Answer | None:
    """Return what they had answered by a day, if they had been asked."""
    asked = Consent.objects.filter(person=person, to=to, organisation=organisation, answered_on__lte=on)
    last = asked.order_by("answered_on", "recorded_at", "id").last()
    return Answer(last.answer) if last else None


def _note(row: Consent, *, by: Actor, at: datetime) -> None:
    """Note the question and the answer; the person's words stay on the answer itself."""
    journal.note(
        "sharing.consent",
        about=row,
        person_id=row.person_id,
        by=by,
        at=at,
        to=ConsentTo(row.to).label,
        answer=Answer(row.answer).label,
        organisation=row.organisation.name if row.organisation else None,
    )
