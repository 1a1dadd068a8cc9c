"""What else the board must know of people: homes, what was asked for, dates, cases and earlier stays. One question."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import CharField, DateField, DateTimeField, F, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases import queries as cases
from throughline.cases.models import Case
from throughline.custody.models import KeyDate, Stay
from throughline.custody.statuses import DateType
from throughline.foundations.actors import Staff
from throughline.housing import queries as housing
from throughline.housing.models import Application, Home, ProviderAsk
from throughline.housing.rules import PlannedHome, first_night
from throughline.housing.statuses import When
from throughline.web.releases.cells import Bed
from throughline.web.releases.leavers import SEPARATOR

M = TypeVar("M", bound=Model)
Row = tuple[UUID, str, str, str, date | None, date | None, str, str, datetime | None]
TO = Do.SEE_RELEASES
DECIDES = (DateType.COURT, DateType.PAROLE_QUALIFYING)
"""Days on which a court or a board may let someone out."""

ASKED, DECIDED, REPLACED, WORKED, LEFT = "asked", "decided", "replaced", "worked", "left"
_NO_WORDS, _NO_DAY = Value("", output_field=CharField()), Cast(Value(None), DateField())
_NO_MOMENT = Cast(Value(None), DateTimeField())


@dataclass(frozen=True)
class Fact:
    """One row about someone. What ``words`` and days mean depends on the ``kind``; for homes they are as named."""

    person_id: UUID
    kind: str
    words: str
    sure: str
    on: date | None
    held_until_on: date | None
    suitable: str
    safe: str
    known_at: datetime | None


@dataclass(frozen=True)
class Around:
    """All that is known around one person."""

    facts: tuple[Fact, ...] = ()

    def bed(self, *, release_on: date, today: date) -> Bed:
        """Say where they are to sleep on the first night, if they leave on a day."""
        planned = next((_home(fact) for fact in self._of(When.PLANNED)), None)
        kept, asked = bool(self._of(When.DURING)), bool(self._of(ASKED))
        night = first_night(planned, release_on=release_on, today=today, kept=kept, asked=asked)
        kind, sure = (planned.kind, planned.sure) if planned else ("", "")
        return Bed(state=night.state, reason=night.reason, kind=kind, sure=sure, kept=kept and planned is None)

    @property
    def next_decision(self) -> tuple[date | None, str | None]:
        """The next day in court or before a board, and which it is."""
        found = min(self._of(DECIDED), key=lambda fact: (fact.on or date.max, fact.words), default=None)
        return (found.on, found.words) if found else (None, None)

    @property
    def worker(self) -> str | None:
        """Their key worker as "id~name": of the case that is open longest."""
        found = min(self._of(WORKED), key=lambda fact: (fact.on or date.max, fact.words), default=None)
        return f"{found.words}{SEPARATOR}{found.sure}" if found else None

    def before(self, type_: str, known_at: datetime) -> date | None:
        """Return the day that a date of a type replaced when it became known."""
        older = [
            (fact.known_at, fact.on)
            for fact in self._of(REPLACED)
            if fact.words == type_ and fact.on and fact.known_at and fact.known_at <= known_at
        ]
        return max(older)[1] if older else None

    def last_out_by(self, on: date) -> date | None:
        """Return when they last left prison before a day."""
        return max((fact.on for fact in self._of(LEFT) if fact.on and fact.on <= on), default=None)

    def _of(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]


def around(actor: Staff, ids: Sequence[UUID], *, earlier: bool, today: date) -> defaultdict[UUID, Around]:
    """Return what is known around some people in one question; earlier stays only where ``earlier`` asks for them."""
    found: defaultdict[UUID, list[Fact]] = defaultdict(list)
    for row in _rows(actor, list(ids), earlier=earlier, today=today):
        found[row[0]].append(Fact(*row))
    return defaultdict(Around, {pk: Around(tuple(facts)) for pk, facts in found.items()})


def _rows(actor: Staff, ids: list[UUID], *, earlier: bool, today: date) -> Iterable[Row]:
    def of(model: type[M]) -> QuerySet[M]:
        return access.visible(model, by=actor, to=TO).filter(person__in=ids)

    homes = of(Home)
    decided = of(KeyDate).filter(holds=True, type__in=DECIDES, on__gte=today, stay__ended_on=None)
    replaced = of(KeyDate).filter(holds=False, undone_at=None, on__isnull=False, stay__ended_on=None)
    worked = of(Case).filter(cases.NOT_CLOSED, key_worker__isnull=False)
    arms = [
        _homes(housing.kept_now(homes)),
        _told(housing.open_applications(of(Application)), ASKED),
        _told(housing.open_asks(of(ProviderAsk)), ASKED),
        _told(decided, DECIDED, words=F("type"), on=F("on")),
        _told(replaced, REPLACED, words=F("type"), on=F("on"), known_at=F("known_at")),
        _told(worked, WORKED, words=Cast("key_worker_id", CharField()), sure=F("key_worker__name"), on=F("opened_on")),
    ]
    if earlier:
        arms.append(_told(of(Stay).filter(ended_on__isnull=False), LEFT, on=F("ended_on")))
    return _homes(housing.planned_now(homes)).union(*arms, all=True)


def _homes(homes: QuerySet[Home]) -> QuerySet[Home, Row]:
    names = ("person_id", "when", "kind", "sure", "free_from_on", "held_until_on", "suitable", "safe")
    return homes.order_by().values_list(*names, _NO_MOMENT)


def _told(
    rows: QuerySet[M],
    kind: str,
    *,
    words: Combinable = _NO_WORDS,
    sure: Combinable = _NO_WORDS,
    on: Combinable = _NO_DAY,
    known_at: Combinable = _NO_MOMENT,
) -> QuerySet[M, Row]:
    named = Value(kind, output_field=CharField())
    return rows.order_by().values_list("person_id", named, words, sure, on, _NO_DAY, _NO_WORDS, _NO_WORDS, known_at)


def _home(fact: Fact) -> PlannedHome:
    return PlannedHome(
        kind=fact.words,
        sure=fact.sure,
        free_from_on=fact.on,
        held_until_on=fact.held_until_on,
        suitable=fact.suitable,
        safe=fact.safe,
    )
