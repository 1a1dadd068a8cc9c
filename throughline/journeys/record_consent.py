"""A person answers, and sharing that stood on a yes stops with a no."""

from collections.abc import Sequence
from datetime import date, datetime

from throughline.agencies.models import Organisation, User
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.notices import actions as notices
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions import consents, grants
from throughline.sharing.models import Consent, Grant
from throughline.sharing.statuses import Answer

NO = frozenset({Answer.DECLINED, Answer.WITHDRAWN})
ENDED = "They said no to sharing"


@writes
def record_consent(
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
    """Keep what a person said. If it is now no, end what that organisation saw by consent, and tell it.

    An answer given before another that is kept already changes nothing but the history.

    Raises:
        Refused: see ``sharing.actions.consents.record``.
    """
    row = consents.record(
        person,
        to=to,
        organisation=organisation,
        answer=answer,
        words=words,
        how=how,
        answered_on=answered_on,
        asked_by=asked_by,
        by=by,
        at=at,
    )
    if organisation is not None and answer in NO and _is_last(row):
        ended = grants.end_consented(person, organisation, to=to, why=ENDED, at=at, by=by)
        _tell(ended, at=at)
    return row


def _is_last(row: Consent) -> bool:
    same = Consent.objects.filter(person_id=row.person_id)
    return queries.about(same, to=row.to, organisation_id=row.organisation_id).first() == row


def _tell(ended: Sequence[Grant], *, at: datetime) -> None:
    notices.tell_teams(
        [held.team_id for held in ended],
        kind="sharing.ended",
        subject="Your team no longer sees a record",
        body="The person said no to sharing with your organisation. They may change their mind at any time.",
        person_id=None,
        at=at,
    )
