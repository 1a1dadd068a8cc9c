"""Whoever works with people of a round is told once an agency: how many moved, and where to look. Nobody is named."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from throughline.custody.models import Round, RoundRow
from throughline.custody.statuses import RoundRowState
from throughline.foundations.wording import counted
from throughline.foundations.writing import writes
from throughline.journeys.telling import teams_concerned_with
from throughline.notices import actions as notices
from throughline.notices.models import Notice

KIND = "custody.round_applied"
TAKEN_BACK = "custody.round_taken_back"
WHERE = "Releases shows each of them, with what is late now and what is missing."


@writes
def tell_agencies(round_: Round, *, since: datetime, at: datetime) -> list[Notice]:
    """Tell each agency how many of its people a round moved since it was begun, or gone on with."""
    rows = RoundRow.objects.filter(round=round_, state=RoundRowState.MOVED, key_date__recorded_at__gte=since)
    people = set(rows.values_list("person_id", flat=True))
    why = f"\n{round_.why}" if round_.why else ""
    words = f"They were changed together: {round_.name}. {round_.source} said so. {WHERE}{why}"
    return _tell(_counts(people, at=at), kind=KIND, subject="Dates moved", verb="moved", words=words, at=at)


@writes
def tell_agencies_taken_back(round_: Round, *, at: datetime) -> list[Notice]:
    """Tell each agency for how many of its people what a round had moved was taken back."""
    rows = RoundRow.objects.filter(round=round_, state=RoundRowState.UNDONE, message="")
    people = set(rows.values_list("person_id", flat=True))
    words = f"{round_.name} was taken back, so what was known before holds again. {WHERE}"
    counts = _counts(people, at=at)
    return _tell(counts, kind=TAKEN_BACK, subject="Dates were taken back", verb="are as before", words=words, at=at)


def _counts(people: Collection[UUID], *, at: datetime) -> Counter[UUID]:
    """Return how many of some people each agency works with."""
    return Counter(team for teams in teams_concerned_with(people, at=at).values() for team in teams)


def _tell(counts: Counter[UUID], *, kind: str, subject: str, verb: str, words: str, at: datetime) -> list[Notice]:
    tellings: Iterable[notices.Telling] = (
        notices.Telling(
            teams=(team,),
            kind=kind,
            subject=f"{subject}: {counted(number, 'person', 'people')} you work with",
            body=f"The dates of {counted(number, 'person', 'people')} you work with {verb}. {words}",
            person_id=None,
            needs_acknowledging=True,
        )
        for team, number in sorted(counts.items(), key=lambda each: str(each[0]))
    )
    return notices.tell(tellings, at=at)
