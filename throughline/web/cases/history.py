"""How a case came to stand where it stands: settings, stages, answers and workers, each time with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import F, QuerySet, Value

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases.models import Beside, Case, SettingSpell, Spell, StageSpell, TakingPartSpell, WorkerSpell
from throughline.cases.statuses import Role, Setting, TakingPart
from throughline.foundations.actors import Staff

Row = tuple[str, str, str, date, date | None, str, UUID]
SETTING, STAGE, ANSWER, WORKER, BESIDE = "setting", "stage", "answer", "worker", "beside"


@dataclass(frozen=True)
class Time:
    """A half-open time in a case: what held, from which day, until which, and why. ``more`` is a role."""

    kind: str
    what: str
    more: str
    from_on: date
    until_on: date | None
    words: str
    id: UUID


@dataclass(frozen=True)
class History:
    """The times of one case, the latest first."""

    times: Sequence[Time]

    @property
    def settings(self) -> list[Time]:
        return self._of(SETTING)

    @property
    def stages(self) -> list[Time]:
        return self._of(STAGE)

    @property
    def answers(self) -> list[Time]:
        return self._of(ANSWER)

    @property
    def workers(self) -> list[Time]:
        return self._of(WORKER)

    @property
    def beside(self) -> list[Time]:
        """Who works beside the key worker, or did."""
        return self._of(BESIDE)

    @property
    def beside_now(self) -> list[Time]:
        return [time for time in self.beside if time.until_on is None]

    def entered(self, stage: str) -> Time | None:
        """Return the last time the case came to a stage."""
        return next((time for time in self.stages if time.what == stage), None)

    def _of(self, kind: str) -> list[Time]:
        return [time for time in self.times if time.kind == kind]


def of(case: Case, *, by: Staff) -> History:
    """Return every time of a case, asked for together."""
    first, *rest = (
        _spells(SettingSpell, SETTING, "setting", case, by=by),
        _spells(StageSpell, STAGE, "stage__name", case, by=by),
        _spells(TakingPartSpell, ANSWER, "answer", case, by=by),
        _spells(WorkerSpell, WORKER, "worker__name", case, by=by),
        _spells(Beside, BESIDE, "worker__name", case, by=by, more="role"),
    )
    found = [Time(*row) for row in first.union(*rest, all=True)]
    return History(sorted(map(_in_words, found), key=lambda time: (time.from_on, time.until_on is None), reverse=True))


def _spells(model: type[Spell], kind: str, what: str, case: Case, *, by: Staff, more: str = "") -> QuerySet[Spell, Row]:
    rows = access.visible(model, by=by, to=Do.SEE_CASES).filter(case=case).order_by()
    named = rows.annotate(kind=Value(kind), what=F(what), more=F(more) if more else Value(""))
    found = named.values_list("kind", "what", "more", "from_on", "until_on", "words", "id")
    return cast(QuerySet[Spell, Row], found)


_WORDS = {SETTING: Setting, ANSWER: TakingPart}


def _in_words(time: Time) -> Time:
    what = str(_WORDS[time.kind](time.what).label) if time.kind in _WORDS else time.what
    more = str(Role(time.more).label) if time.more else ""
    return Time(time.kind, what, more, time.from_on, time.until_on, time.words, time.id)
