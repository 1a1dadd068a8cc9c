"""Who leaves within the time the board looks ahead, and who could leave any day: one question for both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import BooleanField, CharField, DateField, DateTimeField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.rows import sees
from throughline.access.sight import SIGHTS
from throughline.cases import queries as cases
from throughline.cases.models import Case
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import RELEASE_DATE_ORDER, UNSENTENCED
from throughline.foundations.actors import Staff
from throughline.people.models import Need
from throughline.plans import queries as plans
from throughline.plans.models import Task
from throughline.plans.statuses import TaskState
from throughline.web.releases.around import Around, around
from throughline.web.releases.leavers import Leaver
from throughline.web.releases.narrowing import Asked
from throughline.web.releases.scopes import PRISON, TEAM, Scope
from throughline.web.releases.weeks import AHEAD

R = TypeVar("R", KeyDate, Stay)
TO = Do.SEE_RELEASES
MOST = 500
"""People of each list weighed at most; a board of more says so, and asks to choose a prison or a team."""

LATELY = timedelta(days=7)
"""A date that moved within this time is said to have moved."""

GONE_BY = timedelta(days=28)
"""How long after its day a release that nobody recorded is counted on the board."""

ONE_DAY = timedelta(days=1)
PLAIN = {
    "prison_id": "{stay}prison_id",
    "prison": "{stay}prison__organisation__name",
    "hall": "{stay}hall",
    "cell": "{stay}cell",
    "area_id": "person__home_area_id",
    "area": "person__home_area__name",
    "admitted_on": "{stay}admitted_on",
    "status": "{stay}legal_status",
    "as_of": "{stay}as_of",
    "source": "{stay}source",
    "name": "person__shown_name",
    "sex": "person__sex",
    "row_id": "pk",
}
TOLD_AFTERWARDS = frozenset({"was_on", "next_on", "next_type", "worker", "last_out_on"})
NAMES = tuple(field.name for field in fields(Leaver) if field.name not in TOLD_AFTERWARDS)


@dataclass(frozen=True)
class Found:
    """Who was found: with a day in the weeks ahead, with one that passed, with none; and whether there are more."""

    leaving: list[Leaver]
    passed: list[Leaver]
    any_day: list[Leaver]
    around: Mapping[UUID, Around]
    more: bool


def gather(actor: Staff, scope: Scope, asked: Asked, *, today: date) -> Found:
    """Return everyone in prison a viewer may see who leaves in the weeks ahead or could leave any day.

    Raises:
        NotAllowed: the viewer's job does not include releases.
    """
    ask = _Asking(actor, scope, asked, today)
    undated = ask.undated().values_list(*_columns(""))
    rows = list(ask.dated().values_list(*_columns("stay__")).union(undated, all=True))
    bare = [Leaver(**dict(zip(NAMES, row, strict=True))) for row in rows]
    told = around(actor, [one.person_id for one in bare], earlier=asked.back_within is not None, today=today)
    found = sorted((_whole(one, told[one.person_id], actor) for one in bare), key=lambda one: one.order)
    ahead = [one for one in found if one.on is not None]
    any_day = [one for one in found if one.on is None]
    return Found(
        leaving=[one for one in ahead if one.sorts_on >= today][:MOST],
        passed=[one for one in ahead if one.sorts_on < today],
        any_day=any_day[:MOST],
        around=told,
        more=len(ahead) > MOST or len(any_day) > MOST,
    )


def _whole(one: Leaver, told: Around, actor: Staff) -> Leaver:
    """Return someone with what their dates, cases and earlier stays say of them."""
    lately = one.known_at is not None and one.known_at >= actor.asked_at - LATELY
    next_on, next_type = (None, None) if one.on else told.next_decision
    return replace(
        one,
        was_on=told.before(one.type, one.known_at) if lately and one.known_at else None,
        next_on=next_on,
        next_type=next_type,
        worker=told.worker,
        last_out_on=told.last_out_by(one.admitted_on),
    )


@dataclass(frozen=True)
class _Asking:
    """Who asks for what, and the parts of the question."""

    actor: Staff
    scope: Scope
    asked: Asked
    today: date

    def dated(self) -> QuerySet[KeyDate]:
        """Ask for those whose day of release is near."""
        near = custody.between(self._days(), self.today - GONE_BY, self._until)
        return self._within(near, "stay__").annotate(**self._both()).order_by("on", "pk")[: MOST + 1]

    def undated(self) -> QuerySet[Stay]:
        """Ask for those who have no day of release, or none that is near and a court that may let them out."""
        near = self._within(custody.before(self._days(), self._until), "stay__")
        every = self._within(self._visible_days().filter(stay__ended_on=None), "stay__")
        stays = self._within(custody.in_custody(access.visible(Stay, by=self.actor, to=TO)), "")
        free = ~Q(pk__in=near.order_by().values("stay_id")) & Q(legal_status__in=UNSENTENCED)
        blank: dict[str, Combinable] = {
            "on": Cast(Value(None), DateField()),
            "type": Value("", output_field=CharField()),
            "known_at": Cast(Value(None), DateTimeField()),
        }
        found = stays.filter(free | ~Q(pk__in=every.order_by().values("stay_id")))
        return found.annotate(**blank, **self._both()).order_by("admitted_on", "pk")[: MOST + 1]

    @property
    def _until(self) -> date:
        return self.today + AHEAD + ONE_DAY

    def _days(self) -> QuerySet[KeyDate]:
        return custody.days_of_release(access.visible(KeyDate, by=self.actor, to=TO))

    def _visible_days(self) -> QuerySet[KeyDate]:
        rows = access.visible(KeyDate, by=self.actor, to=TO)
        return rows.filter(holds=True, on__isnull=False, type__in=RELEASE_DATE_ORDER)

    def _within(self, rows: QuerySet[R], stay: str) -> QuerySet[R]:
        if self.scope.kind == PRISON:
            return rows.filter(**{f"{stay}prison_id": self.scope.pk})
        if self.scope.kind == TEAM:
            held = cases.NOT_CLOSED & Q(team_id=self.scope.pk)
            mine = access.visible(Case, by=self.actor, to=TO).filter(held)
            return rows.filter(person__in=mine.values("person_id"))
        return rows

    def _both(self) -> dict[str, Combinable]:
        """Return what is asked of everyone; what only some filters need is asked for those alone."""
        shared, no, yes = sees(self.actor, "person_id", SIGHTS[Need]), Value(value=False), Value(value=True)
        return {
            "opens_needs": ExpressionWrapper(shared, output_field=BooleanField()),
            "stuck": _among(self._stuck()) if self.asked.stuck else no,
            "begun": _among(self._steps()) if self.asked.nobody else yes,
        }

    def _steps(self) -> QuerySet[Task]:
        return access.visible(Task, by=self.actor, to=TO).filter(plan__ended_on=None)

    def _stuck(self) -> QuerySet[Task]:
        late = Q(due_on__lt=self.today) | Q(state=TaskState.BLOCKED)
        return plans.open_tasks(self._steps()).filter(late).order_by()


def _among(tasks: QuerySet[Task]) -> Combinable:
    return ExpressionWrapper(Q(person__in=tasks.values("person_id")), output_field=BooleanField())


def _columns(stay: str) -> Sequence[str]:
    return [PLAIN.get(name, name).format(stay=stay) for name in NAMES]
