"""The days that a person's plan hangs on, as far as they are known now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.utils.timezone import localdate

from throughline.assessments.models import Assessment
from throughline.cases.models import Case
from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import RELEASE_DATE_ORDER
from throughline.custody.statuses import DateType, MovementKind
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.people.models import Person, PersonRecord
from throughline.plans.models import Plan
from throughline.plans.statuses import Anchor

R = TypeVar("R", bound=PersonRecord)

Days = Mapping[str, date | None]


@dataclass(frozen=True, kw_only=True)
class Hinges:
    """What a person's days come from. ``stays`` stand with the latest first, ``cases`` are those that go on.

    ``leading`` is the date of the latest stay that is taken as its day of release, None while none is known.
    """

    person: Person
    plan: Plan | None = None
    stays: tuple[Stay, ...] = ()
    leading: KeyDate | None = None
    cases: tuple[Case, ...] = ()
    last_closed: Case | None = None
    assessed_on: date | None = None

    @property
    def stay(self) -> Stay | None:
        """The latest stay in prison."""
        return self.stays[0] if self.stays else None

    @property
    def inside(self) -> Stay | None:
        """The stay that goes on."""
        return self.stay if self.stay and self.stay.ended_on is None else None

    @property
    def left_on(self) -> date | None:
        """The day they left prison; None while they are there, or never were."""
        return self.stay.ended_on if self.stay else None

    @property
    def died(self) -> bool:
        return self.stay is not None and self.stay.ended_how == MovementKind.DEATH

    @property
    def case(self) -> Case | None:
        """The case the plan began under, else the first that goes on, else the last that closed."""
        begun = self.plan.case if self.plan else None
        return begun or self.worked or self.last_closed

    @property
    def worked(self) -> Case | None:
        """The case they are supported under now: the one the plan began under while it goes on, else the first."""
        begun = self.plan.case_id if self.plan else None
        return next((case for case in self.cases if case.pk == begun), next(iter(self.cases), None))

    @property
    def calendar(self) -> Calendar:
        """The working days that count: the prison's while they are there, then those of the area they go home to."""
        home = self.person.home_area
        if self.inside is None and home is not None:
            return Calendar(Jurisdiction(home.jurisdiction), home.name)
        where = self.stay.prison.organisation if self.stay else self.case.team.organisation if self.case else home
        return Calendar(Jurisdiction(where.jurisdiction) if where else Jurisdiction.SCOTLAND)

    def release_on(self) -> date | None:
        """Return the day taken as the day of release; the day they left, once they have."""
        if self.left_on is not None:
            return None if self.died else self.left_on
        return self.leading.on if self.leading else None

    def days(self) -> dict[str, date | None]:
        """Return the day of each anchor, None while it is not known."""
        stay, case, release = self.stay, self.case, self.release_on()
        referral = case.referral if case else None
        return {
            Anchor.ADMISSION: stay.admitted_on if stay else None,
            Anchor.REFERRAL: referral.received_on if referral else None,
            Anchor.DECISION: referral.decided_on if referral else None,
            Anchor.ASSESSMENT: self.assessed_on,
            Anchor.START: case.opened_on if case else None,
            Anchor.ENDING: case.closed_on if case else None,
            Anchor.DATE_KNOWN: localdate(self.leading.recorded_at) if self.leading else None,
            Anchor.RELEASE: release,
            Anchor.FIRST_DAY: self.calendar.add_working_days(release, 0) if release else None,
            Anchor.RETURN: stay.admitted_on if stay and len(self.stays) > 1 else None,
        }


def hinges_of(person_ids: Collection[UUID]) -> dict[UUID, Hinges]:
    """Return what the days of some people hang on, asked once for all of them."""
    people = Person.objects.select_related("home_area").filter(pk__in=list(person_ids)).order_by("id")
    return hinges_for(people)


def hinges_for(people: Iterable[Person]) -> dict[UUID, Hinges]:
    """Return the same for people who are at hand with their home area."""
    known = {person.pk: person for person in people}
    stays = _by_person(
        Stay.objects.select_related("prison__organisation").filter(person__in=known).order_by("-admitted_on", "-id")
    )
    plans = Plan.objects.select_related("case__team__organisation", "case__referral", "case__key_worker")
    open_plans = {plan.person_id: plan for plan in plans.filter(person__in=known, ended_on=None).order_by("id")}
    cases = _by_person(
        Case.objects.select_related("team__organisation", "referral", "key_worker")
        .filter(person__in=known)
        .order_by("opened_on", "id")
    )
    leading = _leading({rows[0].pk for rows in stays.values()})
    assessed = dict(
        Assessment.objects.filter(person__in=known).order_by("begun_on", "id").values_list("person_id", "begun_on")
    )
    return {
        pk: Hinges(
            person=person,
            plan=open_plans.get(pk),
            stays=tuple(stays.get(pk, ())),
            leading=leading.get(pk),
            cases=tuple(case for case in cases.get(pk, ()) if case.closed_on is None),
            last_closed=_last_closed(cases.get(pk, ())),
            assessed_on=assessed.get(pk),
        )
        for pk, person in known.items()
    }


def _leading(stays: Collection[UUID]) -> dict[UUID, KeyDate]:
    """Return the date taken as the day of release of each person, by their latest stay, also once it has ended."""
    dates = KeyDate.objects.filter(stay__in=stays, holds=True, on__isnull=False, type__in=RELEASE_DATE_ORDER)
    best_last = sorted(dates, key=lambda row: RELEASE_DATE_ORDER.index(DateType(row.type)), reverse=True)
    return {row.person_id: row for row in best_last}


def _last_closed(cases: Iterable[Case]) -> Case | None:
    closed = [(case.closed_on, case) for case in cases if case.closed_on is not None]
    return max(closed, key=lambda pair: pair[0])[1] if closed else None


def _by_person(rows: Iterable[R]) -> dict[UUID, list[R]]:
    found: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found
