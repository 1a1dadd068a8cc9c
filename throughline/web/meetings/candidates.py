"""Who may go on a meeting's list: those who leave within some weeks, or any day, with something in the way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import QueryDict

from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.wording import days_until
from throughline.meetings.rules import MOST_ON_A_LIST
from throughline.web.meetings.forms.people import EVERYONE, LeaversForm
from throughline.web.releases import board
from throughline.web.releases.leavers import Leaver
from throughline.web.releases.looking import Looked, look
from throughline.web.releases.scopes import ALL
from throughline.web.releases.steps import steps

WEIGHED = 200
"""People weighed at most: the first by days left."""


@dataclass(frozen=True)
class Found:
    """Whom the filter found, in words, and the filter. ``more`` says that others fit it too."""

    form: LeaversForm
    rows: list[board.Row]
    today: date
    more: bool

    @property
    def people(self) -> list[Leaver]:
        return [row.leaver for row in self.rows]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Everyone who was found, each with when they leave and what is in the way."""
        return [(str(row.leaver.person_id), self._words(row)) for row in self.rows]

    def _words(self, row: board.Row) -> str:
        one = row.leaver
        leaves = f"leaves {days_until(one.on, today=self.today)}" if one.on else one.why_no_date().lower()
        said = (f"{one.name}, {leaves}", one.place, row.way.title, row.way.under)
        return ". ".join(part.rstrip(".") for part in said if part)


def candidates(request: StaffRequest, *, leave_out: Collection[UUID]) -> Found:
    """Return who may be put on a list, by days left.

    Raises:
        NotAllowed: the viewer's job does not include releases.
    """
    today = clock.today()
    asked = QueryDict(mutable=True)
    asked["of"] = request.GET.get("of", "")
    looked = look(asked, request.actor, today=today)
    offered = [(ALL, "Everyone you work with"), *((one.key, one.name) for one in looked.scopes)]
    form = LeaversForm(request.GET, scopes=offered, chosen=looked.scope.key)
    weeks, every = (
        (form.cleaned_data["weeks"], form.cleaned_data["show"] == EVERYONE) if form.is_valid() else (6, False)
    )
    near = _near(looked, until=today + timedelta(weeks=weeks), leave_out=leave_out)
    rows = _rows(looked, near[:WEIGHED])
    fits = [row for row in rows if every or _is_stuck(row, looked)]
    return Found(form, fits[:MOST_ON_A_LIST], today, more=len(fits) > MOST_ON_A_LIST or len(near) > WEIGHED)


def _near(looked: Looked, *, until: date, leave_out: Collection[UUID]) -> list[Leaver]:
    soon = [one for one in looked.leaving if one.on and one.on <= until]
    return [one for one in (*soon, *looked.any_day) if one.person_id not in leave_out]


def _rows(looked: Looked, people: list[Leaver]) -> list[board.Row]:
    return board.rows(people, steps(looked.actor, [one.person_id for one in people]), looked)


def _is_stuck(row: board.Row, looked: Looked) -> bool:
    """Say whether something is in the way of someone: late, blocked, not begun, or nowhere to sleep."""
    return bool(row.way.look) or looked.beds[row.leaver.person_id].none
