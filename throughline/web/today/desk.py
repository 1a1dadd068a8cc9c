"""What the sections of the page read once and share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate
from throughline.foundations.actors import Staff
from throughline.notices import queries as notices
from throughline.notices.models import Notice
from throughline.web.cases.waiting import Waiting, waiting
from throughline.web.notices.about import addressed_to
from throughline.web.today.timetable import FIRST_SHOWN, MOST_COUNTED

SOON = timedelta(days=7)
NEWS = ("custody.release_date_moved", "custody.returned", "custody.left")
"""Notices about when someone leaves that ask to be seen."""

MOST_NEWS = 3 * MOST_COUNTED
"""Notices read at most: several teams of the viewer may have been told the same, and a date may move often."""


@dataclass(frozen=True)
class Desk:
    """Who looks, what day it is, and what more than one section asks for."""

    actor: Staff
    today: date

    @cached_property
    def news(self) -> list[Notice]:
        """What changed about when people leave and nobody in the team has said they saw: the latest for each person."""
        if not access.may(self.actor, Do.SEE_NOTICES):
            return []
        rows = notices.waiting(addressed_to(self.actor), kinds=NEWS)[:MOST_NEWS]
        return list({(row.kind, row.person_id): row for row in rows if row.person_id}.values())

    @cached_property
    def days(self) -> Sequence[KeyDate]:
        """Days of release that sections ask for, in one question: near, passed, and of those there is news about."""
        if not access.may(self.actor, Do.SEE_CUSTODY):
            return []
        every = days_of_release(self.actor)
        near = between(every, self.today)[: MOST_COUNTED + 1]
        gone = custody.before(every, self.today)[: MOST_COUNTED + 1]
        told = every.filter(person_id__in=[row.person_id for row in self.news])
        return list(near.union(gone, told[:MOST_NEWS], all=True))

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

    @property
    def release_of(self) -> dict[UUID, KeyDate]:
        """The day of release of each person there is news about, where one is known and shared."""
        return {row.person_id: row for row in self.days}

    def _in_order(self, rows: Iterable[KeyDate]) -> list[KeyDate]:
        once = {row.pk: row for row in rows}
        return sorted(once.values(), key=lambda row: (row.on or self.today, row.pk))


def days_of_release(actor: Staff) -> QuerySet[KeyDate]:
    """Return the days of release of people in prison whom the viewer's teams work with.

    Raises:
        NotAllowed: the viewer's job does not include custody.
    """
    return custody.days_of_release(access.visible(KeyDate, by=actor, to=Do.SEE_CUSTODY))


def between(days: QuerySet[KeyDate], today: date) -> QuerySet[KeyDate]:
    """Return the days that fall in the next seven."""
    return custody.between(days, today, today + SOON)
