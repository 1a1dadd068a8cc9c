"""Key workers change: the cases are handed over, and everyone who works with the people hears who and why."""

from collections.abc import Sequence
from datetime import date, datetime

from throughline.agencies.models import User
from throughline.cases.actions import workers
from throughline.cases.actions.parts import lock_all
from throughline.cases.models import Case
from throughline.foundations.actors import Actor
from throughline.foundations.wording import counted
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runways
from throughline.journeys.telling import teams_concerned_with
from throughline.notices import actions as notices

SUBJECT = "You are key worker for more people"
BODY = (
    "{by} made you key worker for {people} on Throughline.\n\n"
    "Sign in and look at My cases. Why is said on each of them. If this is not right, tell your manager."
)


@writes
def hand_over_cases(cases: Sequence[Case], *, to: User, words: str, on: date, by: Actor, at: datetime) -> list[Case]:
    """Give cases and their steps to another key worker, and tell that worker and the teams that work with each person.

    Raises:
        Refused: no reason is given, one is closed, none would change, or the new worker is not in the team.
    """
    before = {case.pk: case.key_worker.name if case.key_worker else "nobody" for case in lock_all(cases)}
    given = workers.hand_over(cases, to=to, words=words, on=on, by=by, at=at)
    lay_runways({case.person_id for case in given}, by=by, at=at)
    concerned = teams_concerned_with({case.person_id for case in given}, at=at)
    notices.tell(
        (
            notices.Telling(
                teams=concerned.get(case.person_id, ()),
                kind="cases.key_worker_changed",
                subject="A key worker changed",
                body=f"{to.name} is now their key worker with {case.service.name}. It was {before[case.pk]}. {words}",
                person_id=case.person_id,
            )
            for case in given
        ),
        at=at,
    )
    _tell_worker(to, len(given), by=by, at=at)
    return given


def _tell_worker(to: User, count: int, *, by: Actor, at: datetime) -> None:
    """Write to the new key worker, unless they gave the cases to themself. The email names nobody we support."""
    if to.pk != by.id:
        body = BODY.format(by=by.words, people=counted(count, "more person", "more people"))
        notices.email(user_id=to.pk, address=to.email, kind="cases.handed_over", subject=SUBJECT, body=body, at=at)
