"""What the sections of the page read once and share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet, Value

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate
from throughline.custody.rules import RELEASE_DATE_ORDER, TypedDate, leading
from throughline.custody.statuses import DateType
from throughline.foundations.actors import Staff
from throughline.web.cases.waiting import Waiting, waiting
from throughline.web.today.arrivals import SILENT, TOLD, Arrival, arrivals
from throughline.web.today.owed import SOON, Steps, steps_of
from throughline.web.today.timetable import FIRST_SHOWN, MOST_COUNTED

MOST_NEWS = 3 * MOST_COUNTED
"""Notices read at most: several teams of the viewer may have been told the same, and a date may move often."""


@dataclass(frozen=True)
class Desk:
    """Who looks, what day it is, and what more than one section asks for."""

    actor: Staff
    today: date

    @cached_property
    def arrivals(self) -> list[Arrival]:
        """What was told, asked or opened and waits for an answer."""
        return arrivals(self.actor, most_news=MOST_NEWS, most=MOST_COUNTED + 1)

    @property
    def news(self) -> list[Arrival]:
        """What changed about when people leave and nobody in the team has said they saw: the latest for each person."""
        mine = (row for row in self.arrivals if row.kind == TOLD)
        return list({(row.about, row.person_id): row for row in mine}.values())

    @property
    def unanswered(self) -> list[Arrival]:
        """What others were told and have not said they saw, the longest silent first; the latest to each of a kind."""
        latest = {(row.about, row.person_id, row.there): row for row in self.of_kind(SILENT)}
        return sorted(latest.values(), key=lambda row: (row.at, row.pk))

    def of_kind(self, kind: str) -> list[Arrival]:
        """Return what waits of one kind, the oldest or the soonest due first."""
        return [row for row in self.arrivals if row.kind == kind]

    @cached_property
    def days(self) -> Sequence[KeyDate]:
        """Days of release that sections ask for, in one question: near, passed, and of those there is news about.

        Of those there is news about, every date that may lead is read, and the one that does is told from them here.
        """
        if not access.may(self.actor, Do.SEE_CUSTODY):
            return []
        every = days_of_release(self.actor)
        near = between(every, self.today)[: MOST_COUNTED + 1]
        gone = custody.before(every, self.today)[: MOST_COUNTED + 1]
        return _leading(near.union(gone, self._days_held(), all=True))

    def _days_held(self) -> QuerySet[KeyDate]:
        """Return the dates that hold, of those who leave by one, for the people beside whom a day is said."""
        rows = access.visible(KeyDate, by=self.actor, to=Do.SEE_CUSTODY).filter(person_id__in=self._asked_about())
        held = custody.holding(rows).filter(on__isnull=False, type__in=RELEASE_DATE_ORDER, stay__ended_on=None)
        ranked = held.annotate(rank=Value(0)).select_related("person", "stay__prison__organisation")
        return ranked[: MOST_NEWS * len(RELEASE_DATE_ORDER)]

    def _asked_about(self) -> set[UUID]:
        """Return the people whose day of release is said beside news or a step."""
        news = {row.person_id for row in self.arrivals if row.kind in {TOLD, SILENT} and row.person_id}
        return news | {row.person_id for row in self.tasks.shown}

    @cached_property
    def tasks(self) -> Steps:
        """The steps that fall to the viewer, and those late with colleagues whose work they answer for."""
        return steps_of(self.actor, self.today, most=MOST_COUNTED + 1)

    @cached_property
    def cases(self) -> Waiting:
        """What waits in the cases of the viewer's teams, in two questions."""
        return waiting(
            self.actor, self.today, reviews_until=self.today + SOON, shown=FIRST_SHOWN, most=MOST_COUNTED + 1
        )

    @property
    def soon(self) -> list[KeyDate]:
        """The days of release in the next seven days, the next first."""
        return self._in_order(row for row in self.days if row.on and self.today <= row.on < self.today + SOON)

    @property
    def passed(self) -> list[KeyDate]:
        """The days of release that passed with nobody recorded as leaving, the longest ago first."""
        return self._in_order(row for row in self.days if row.on and row.on < self.today)

    @cached_property
    def release_of(self) -> dict[UUID, KeyDate]:
        """The day of release of each person there is news or a step about, where one is known and shared."""
        return {row.person_id: row for row in self.days}

    def _in_order(self, rows: Iterable[KeyDate]) -> list[KeyDate]:
        once = {row.pk: row for row in rows}
        return sorted(once.values(), key=lambda row: (row.on or self.today, row.pk))


def _leading(rows: Iterable[KeyDate]) -> list[KeyDate]:
    """Return the date that leads for each person."""
    by_person: dict[UUID, dict[TypedDate, KeyDate]] = {}
    for row in rows:
        if row.on is not None:
            by_person.setdefault(row.person_id, {})[TypedDate(DateType(row.type), row.on)] = row
    return [dates[first] for dates in by_person.values() if (first := leading(dates))]


def days_of_release(actor: Staff) -> QuerySet[KeyDate]:
    """Return the days of release of people in prison whom the viewer's teams work with.

    Raises:
        NotAllowed: the viewer's job does not include custody.
    """
    return custody.days_of_release(access.visible(KeyDate, by=actor, to=Do.SEE_CUSTODY))


def between(days: QuerySet[KeyDate], today: date) -> QuerySet[KeyDate]:
    """Return the days that fall in the next seven."""
    return custody.between(days, today, today + SOON)
