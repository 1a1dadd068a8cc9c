"""The caseload: whose cases, how many stand where, and one row of the list in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases import queries
from throughline.cases.models import Beside, Case, Cover
from throughline.cases.statuses import Setting
from throughline.foundations.actors import Staff
from throughline.foundations.wording import counted, days_until, listed
from throughline.web.people import listing as people

MINE, TEAM, NOBODY = "mine", "team", "nobody"
SHOWS = {MINE: "My cases", TEAM: "Whole team", NOBODY: "No key worker"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One case in the list. ``quiet`` when it has been too long since a contact, ``overdue`` when a review is late."""

    case: Case
    person: people.Row
    last: str
    quiet: bool
    overdue: bool
    covered: bool


@dataclass(frozen=True)
class Numbers:
    """How many of some cases stand where, who and which services hold them, and for whom the viewer stands in."""

    settings: dict[str, int]
    quiet: int
    workers: list[tuple[str, str]]
    services: list[tuple[str, str]]
    covered: list[tuple[str, date]]

    @property
    def total(self) -> int:
        return sum(self.settings.values())

    @property
    def sentence(self) -> str:
        """The answer in a sentence."""
        if not self.total:
            return ""
        said = (f"{self.settings[each]} {Setting(each).label.lower()}" for each in Setting if self.settings.get(each))
        quiet = f" {counted(self.quiet, 'has', 'have')} been quiet for too long." if self.quiet else ""
        return f"{counted(self.total, 'open case', 'open cases')}: {listed(said)}.{quiet}"


def of_viewer(actor: Staff, today: date) -> QuerySet[Case]:
    """Return the open cases of the viewer's teams; ``covered_until`` is when they stop standing in for the key worker.

    Raises:
        NotAllowed: the viewer's job does not include cases.
    """
    rows = access.visible(Case, by=actor, to=Do.SEE_CASES)
    given = covers_given(actor, today).order_by().filter(away=OuterRef("key_worker"), team=OuterRef("team"))
    found = queries.open_now(queries.of_teams(rows, actor.team_ids))
    return found.annotate(covered_until=Subquery(given.values("until_on")[:1]))


def covers_given(actor: Staff, on: date) -> QuerySet[Cover]:
    """Return the cover the viewer gives on a day."""
    return queries.covered_by(access.visible(Cover, by=actor, to=Do.SEE_CASES), actor.id, on=on)


def own(cases: QuerySet[Case], actor: Staff) -> QuerySet[Case]:
    """Return the cases the viewer holds or works beside."""
    return cases.filter(_own(actor))


def mine(cases: QuerySet[Case], actor: Staff) -> QuerySet[Case]:
    """Return the cases the viewer holds, works beside, or looks after for a colleague who is away."""
    return cases.filter(_own(actor) | Q(covered_until__isnull=False))


def _own(actor: Staff) -> Q:
    beside = access.visible(Beside, by=actor, to=Do.SEE_CASES).filter(worker_id=actor.id, until_on=None)
    return Q(key_worker_id=actor.id) | Q(pk__in=beside.values("case_id"))


def after(cases: QuerySet[Case], pk: UUID) -> QuerySet[Case]:
    """Return the cases after one of them, by the family name of whom they are about; all when it is none of them."""
    last = cases.filter(pk=pk).order_by().values("person__sort_name")[:1]
    named = cases.annotate(last_name=Coalesce(Subquery(last), Value("")))
    return named.filter(Q(person__sort_name__gt=F("last_name")) | Q(person__sort_name=F("last_name"), pk__gt=pk))


def numbers(cases: QuerySet[Case], today: date) -> Numbers:
    """Count cases by where they stand, by key worker and by service, in one question."""
    names = ("setting", "key_worker_id", "key_worker__name", "service_id", "service__name", "covered_until")
    quiet = Count("pk", filter=Q(quiet_from__lte=today))
    grouped = list(cases.order_by().values_list(*names).annotate(number=Count("pk"), quiet=quiet))
    settings: dict[str, int] = {}
    for setting, *_, number, _ in grouped:
        settings[setting] = settings.get(setting, 0) + number
    return Numbers(
        settings=settings,
        quiet=sum(row[-1] for row in grouped),
        workers=_choices((row[1], row[2]) for row in grouped),
        services=_choices((row[3], row[4]) for row in grouped),
        covered=sorted({(row[2] or "", row[5]) for row in grouped if row[5] is not None}),
    )


def held(cases: QuerySet[Case]) -> list[tuple[UUID | None, str, int]]:
    """Return each key worker of some cases and how many they hold, by name; those nobody holds first."""
    grouped = cases.order_by().values_list("key_worker_id", "key_worker__name").annotate(number=Count("pk"))
    return sorted(((pk, name or "", number) for pk, name, number in grouped), key=lambda row: (row[1], str(row[0])))


def rows(cases: Sequence[Case], *, by: Staff, today: date) -> list[Row]:
    """Return rows of the list in the order given, in three questions however many."""
    people_of = {row.person.pk: row for row in people.rows([case.person for case in cases], by=by, today=today)}
    return [
        Row(
            case=case,
            person=people_of[case.person_id],
            last=days_until(case.last_contact_on, today=today) if case.last_contact_on else "",
            quiet=case.quiet_from is not None and case.quiet_from <= today,
            overdue=case.review_due_on is not None and case.review_due_on < today,
            covered=getattr(case, "covered_until", None) is not None,
        )
        for case in cases
    ]


def _choices(found: Iterable[tuple[UUID | None, str | None]]) -> list[tuple[str, str]]:
    named = {(str(pk), name) for pk, name in found if pk is not None and name is not None}
    return sorted(named, key=lambda one: (one[1], one[0]))
